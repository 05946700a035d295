"""Where an uploaded paper goes: what stands there already, and which known items its rows may be."""

import re
from collections.abc import Mapping
from enum import Enum, auto
from functools import cached_property

from django.core.exceptions import ValidationError
from django.utils.html import format_html
from rapidfuzz import fuzz

from documents.prose import normalise
from organizations.models import Municipality
from plans.matching import Wording
from plans.models import ActivityPlan, PlanItem, TemplateItem
from plans.periods import ReportingPeriod
from plans.uploading import is_empty_draft
from records.models import PaperState

from ..models import Report
from ..refreshing import plan_for

UNIT = re.compile(r"\b(?:муниципальн|городск|сельск|округ|район|поселени|образовани|город)\w*|\bг\b\.?")
SAME_PLACE = 80


class Target:
    """The place of a paper in the portal, by the fields of the page where it is checked, right or wrong."""

    def __init__(self, municipality: Municipality, fields: Mapping[str, str]):
        self.municipality = municipality
        self.is_report = fields["head-kind"] == "report"
        self.is_school_year = not self.is_report and fields["head-calendar"] == "school"
        year = fields["head-year"].strip()
        self.year = int(year) if re.fullmatch(r"20\d\d", year, re.ASCII) else None
        self.half = fields["head-period"]

    @property
    def period(self) -> ReportingPeriod | None:
        """Of a report, once its head says it."""
        if not (self.is_report and self.year and self.half):
            return None
        return ReportingPeriod(self.year, int(self.half) if self.half in ("1", "2") else None)

    @cached_property
    def plan(self) -> ActivityPlan | None:
        """The plan that a report is about, if the portal has it."""
        return plan_for(self.municipality, self.period) if self.period else None

    @cached_property
    def existing(self) -> ActivityPlan | Report | None:
        """The plan or report that stands where this one would."""
        if not self.is_report:
            plans = ActivityPlan.objects.select_related("municipality")
            return plans.filter(municipality=self.municipality, year=self.year or 0).first()
        code = self.period.code if self.period else ""
        reports = Report.objects.select_related("municipality")
        return reports.filter(municipality=self.municipality, period=code).first()

    @cached_property
    def is_replaceable(self) -> bool:
        """What stands there is a draft with nothing in it."""
        if isinstance(self.existing, Report):
            return is_empty_report(self.existing)
        return self.existing is not None and is_empty_draft(self.existing)

    def check_free(self) -> None:
        """ValidationError with a sentence when nothing can be put there."""
        if self.municipality.centre is None:
            raise ValidationError(
                "Не указано, какая организация работает как МОЦ. Попросите администратора отметить её."
            )
        if self.existing and not self.is_replaceable:
            link = format_html('<a href="{}">{}</a>', self.existing.get_absolute_url(), self.existing.title)
            raise ValidationError(
                format_html(
                    "В портале уже есть {}. Если файл о другом времени, исправьте год или период; "
                    "если о том же, переносить его не нужно.",
                    link,
                )
            )

    @cached_property
    def matched_plan(self) -> ActivityPlan | None:
        """The plan whose items the rows are: the report's own, else the last one before, which they continue."""
        earlier = ActivityPlan.objects.filter(municipality=self.municipality, year__lt=self.year or 0)
        return self.plan or earlier.first()

    @property
    def item_label(self) -> str:
        """What an item of that plan is to a row."""
        if self.plan:
            return f"пункт плана на {self.plan.year_label}"
        return f"продолжает пункт плана на {self.matched_plan.year_label}" if self.matched_plan else ""

    @cached_property
    def known(self) -> dict[str, list[Wording]]:
        """The items that a row may be matched to, by the field that says so."""
        items = self.matched_plan.items().in_force() if self.matched_plan else PlanItem.objects.none()
        return {
            "item": [Wording(*item) for item in items.values_list("pk", "title", "number")],
            "template": [Wording(*item) for item in TemplateItem.objects.values_list("pk", "title")],
        }


def is_empty_report(report: Report) -> bool:
    """Nothing would be lost with the report: no rows, nothing approved."""
    return report.state == PaperState.DRAFT and not (report.lines.exists() or report.snapshots.exists())


class Place(Enum):
    """Whose paper it is, by the municipality that it names."""

    OURS = auto()
    MISSPELLED = auto()
    FOREIGN = auto()


def place_of(printed: str, municipality: Municipality) -> Place:
    """A paper that names no municipality is taken for ours; one that names it with a slip is told apart."""
    names = (municipality.name, municipality.name_genitive)
    if normalise(printed) in ("", *map(normalise, names)):
        return Place.OURS
    likeness = max(fuzz.ratio(_proper(printed), _proper(name)) for name in names)
    return Place.MISSPELLED if likeness >= SAME_PLACE else Place.FOREIGN


def _proper(name):
    """The name without the words that say what kind of place it is."""
    return " ".join(UNIT.sub(" ", normalise(name)).split())
