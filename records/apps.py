from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "records"
    verbose_name = "Документы и согласование"

    def ready(self):
        from . import checks  # noqa: F401 -- registers itself
