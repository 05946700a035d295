"""Former names of programmes, by which files still call them."""

from django.db import models

from documents.prose import normalise

from .programs import OfProgramQuerySet, Program


class ProgramAlias(models.Model):
    """Another name of a programme, of a row that was merged into it."""

    program = models.ForeignKey(Program, models.CASCADE, related_name="aliases", verbose_name="программа")
    name = models.CharField("название", max_length=500)
    name_key = models.CharField(max_length=500, editable=False)

    objects = OfProgramQuerySet.as_manager()

    class Meta:
        verbose_name = "прежнее название программы"
        verbose_name_plural = "прежние названия программ"
        ordering = ["program", "pk"]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.name_key = normalise(self.name)[:500]
        super().save(*args, **kwargs)
