from django.db import models


class WebAddressField(models.URLField):
    """A link; typed without a scheme it is taken for https."""

    def formfield(self, **kwargs):
        return super().formfield(**{"assume_scheme": "https", **kwargs})
