"""Who meets: a collegium, a working group, the centre itself."""

from django.db import models

from moc_portal.scoping import TenantQuerySet
from organizations.models import Municipality, Organization


class BodyQuerySet(TenantQuerySet):
    def standard(self, municipality):
        """The bodies of a municipality; those that every one has are entered where they are missing."""
        self.bulk_create(
            [Body(municipality=municipality, **facts) for facts in STANDARD_BODIES], ignore_conflicts=True
        )
        return self.filter(municipality=municipality)


class Body(models.Model):
    """A body that meets and decides; `genitive` is how papers call it: «заседания коллегии управления образования»."""

    class PaperForm(models.TextChoices):
        PROTOCOL = "protocol", "протокол"
        DECISION = "decision", "решение"

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="bodies", verbose_name="муниципалитет"
    )
    code = models.SlugField("код", max_length=30)
    name = models.CharField("название", max_length=300)
    genitive = models.CharField("название в родительном падеже", max_length=300)
    paper_form = models.CharField("что составляют", max_length=10, choices=PaperForm)
    members = models.PositiveSmallIntegerField(
        "членов всего", null=True, blank=True, help_text="По нему считается кворум; пусто — кворум не нужен."
    )

    objects = BodyQuerySet.as_manager()

    class Meta:
        verbose_name = "кто заседает"
        verbose_name_plural = "кто заседает"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "code"], name="body_unique_code"),
        ]

    def __str__(self):
        return self.name

    @property
    def author(self):
        """The organisation on whose sheet its papers stand: the centre for its own meetings, else the authority."""
        if self.code == "moc":
            return self.municipality.centre
        return self.municipality.organizations.filter(
            kind=Organization.Kind.AUTHORITY, is_active=True
        ).first()

    @property
    def sitting(self):
        """Its meeting as papers call it, in the genitive: «заседания коллегии …»; a conference is a meeting itself."""
        is_meeting = self.genitive.startswith("совещания")
        return self.genitive if is_meeting else f"заседания {self.genitive}"


STANDARD_BODIES = (
    {
        "code": "moc",
        "name": "Муниципальный опорный центр",
        "genitive": "муниципального опорного центра",
        "paper_form": Body.PaperForm.PROTOCOL,
    },
    {
        "code": "collegium",
        "name": "Коллегия управления образования",
        "genitive": "коллегии управления образования",
        "paper_form": Body.PaperForm.DECISION,
    },
    {
        "code": "working-group",
        "name": "Межведомственная рабочая группа",
        "genitive": "межведомственной рабочей группы",
        "paper_form": Body.PaperForm.PROTOCOL,
    },
    {
        "code": "conference",
        "name": "Совещание",
        "genitive": "совещания руководителей",
        "paper_form": Body.PaperForm.PROTOCOL,
    },
)
