from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    name = "programs"
    verbose_name = "Программы"

    def ready(self):
        from records.registers import declare

        from .registers import PROGRAM_REGISTERS

        declare(*PROGRAM_REGISTERS)
