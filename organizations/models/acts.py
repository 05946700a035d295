import re
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse

from documents.prose import format_date, normalise
from moc_portal.scoping import TenantQuerySet

from ..searching import every_word
from .places import Municipality

ACT = re.compile(
    r"(?P<kind>[А-ЯЁа-яё]+)(?P<issuer>.*?)\s+от\s+(?P<date>\d{1,2}\.\d{1,2}\.\d{4})\s*(?:г\.?|года)?\s*№\s*(?P<number>\S.*)"
)


def read_act(text):
    """«Приказ управления от 03.02.2026 № 13/1» as the fields of a LegalAct; ValidationError when it is not one."""
    match = ACT.fullmatch(" ".join(text.split()))
    date = _read_date(match["date"]) if match else None
    if match is None or date is None:
        raise ValidationError(f"Укажите акт так: «Приказ от 03.02.2026 № 13/1», а не «{text[:80]}».")
    return {
        "kind": match["kind"].capitalize()[:100],
        "issuer": match["issuer"].strip()[:200],
        "date": date,
        "number": match["number"].strip()[:50],
    }


def _read_date(text):
    try:
        return datetime.strptime(text, "%d.%m.%Y").date()  # noqa: DTZ007 -- a date has no zone
    except ValueError:
        return None


class LegalActQuerySet(TenantQuerySet):
    def with_words(self, text):
        """Acts of any year found by number, date, issuer or words of the title."""
        return self.filter(every_word(text))


class LegalAct(models.Model):
    """An order, decree or regulation that papers refer to; entered once."""

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="legal_acts", verbose_name="муниципалитет"
    )
    kind = models.CharField("вид", max_length=100, default="Приказ")
    number = models.CharField("номер", max_length=50)
    date = models.DateField("дата")
    issuer = models.CharField("кем издан", max_length=200, blank=True)
    title = models.CharField("о чём", max_length=500, blank=True)
    search_key = models.CharField(max_length=900, editable=False)
    version = models.PositiveIntegerField("версия", default=1, editable=False)

    objects = LegalActQuerySet.as_manager()

    class Meta:
        verbose_name = "правовой акт"
        verbose_name_plural = "правовые акты"
        ordering = ["-date", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "kind", "number", "date", "issuer"],
                name="legal_act_unique",
                violation_error_message="Такой акт уже внесён.",
            )
        ]

    def __str__(self):
        issuer = f" {self.issuer}" if self.issuer else ""
        return f"{self.kind}{issuer} от {format_date(self.date)} № {self.number}"

    def save(self, *args, **kwargs):
        self.search_key = normalise(f"{self} {self.title}")
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("act", args=[self.municipality.slug, self.pk])

    def is_named_in(self, text):
        """Whether words of a paper name it: by its whole number and its date, in whichever order."""
        number = re.search(rf"№\s*{re.escape(self.number)}(?![\w/-])", text, re.IGNORECASE)
        return number is not None and format_date(self.date) in text

    @transaction.atomic
    def take_over(self, other):
        """What is tied to another spelling of this act is tied to this one, and the other is gone."""
        for relation in self._meta.related_objects:
            tied = relation.related_model._base_manager.filter(**{relation.field.name: other})
            if relation.many_to_many:
                getattr(self, str(relation.get_accessor_name())).add(*tied)
            else:
                tied.update(**{relation.field.name: self})
        other.delete()
