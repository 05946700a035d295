"""An uploaded file under review: what was read of it, what the methodist corrected, what is still to be mended."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property

from documents.deadlines import describe, read_deadline
from documents.prose import join_and
from plans.matching import Match, Wording, assign, rank
from plans.models import ActivityPlan
from plans.uploading import UploadedPaper, UploadedRow, UploadedSection
from records.models import Upload

from ..models import Report
from .applying import Made, carry_over
from .correcting import Corrected
from .forms import PLAN, REPORT, ColumnsForm, HeadForm, RowForm, SectionForm
from .reading import missing_columns, printed_fields, printed_rows, warnings_by_row
from .target import Place, Target, place_of

SHOWN = {
    PLAN: ("number", "title", "deadline", "expected_result", "responsible"),
    REPORT: ("number", "title", "deadline", "result", "note"),
}
# Of a report's other columns these are kept by the plan that is made of it.
ALSO_IN_A_PLAN = ("responsible", "expected_result")
CLOSED = "План {}, добавить в него пункт нельзя. Выберите пункт или отметьте «Не переносить эту строку»."


@dataclass
class ReviewedRow:
    """A row in its form, beside how it stands in the file and what its deadline is taken for."""

    form: RowForm
    printed: list[str]
    warnings: list[str]
    understood: str

    @property
    def is_kept(self) -> bool:
        return not self.form.cleaned_data.get("skip")

    @property
    def label(self) -> str:
        """Its number or, where it has none, its place in the file."""
        return self.form["number"].value() or f"{int(str(self.form.prefix).partition('-')[2]) + 1}-я"

    @property
    def name(self) -> str:
        return f"строка {self.label}"


@dataclass
class ReviewedSection:
    form: SectionForm
    rows: list[ReviewedRow]

    @property
    def kept(self) -> list[ReviewedRow]:
        return [row for row in self.rows if row.is_kept]

    @property
    def key(self) -> str:
        """Sections of one key become one section of the plan."""
        return self.form.cleaned_data.get("standard") or str(self.form.prefix)


class Review(Corrected):
    """All forms of a plan or a report, filled with what was read and corrected, or with the fields that were just posted."""

    template = "reports/upload.html"

    def __init__(self, upload: Upload, posted: Mapping[str, str] | None = None):
        self.upload = upload
        self.reading = upload.reading
        self.printed = printed_fields(self.reading)
        entered = upload.corrections.get("fields", {}) if posted is None else dict(posted)
        self.fields = self.printed | entered
        self.target = Target(upload.municipality, self.fields)
        self.fields = self.proposed | entered
        self.columns = ColumnsForm(columns=upload.columns)
        self.head = HeadForm(self.fields, prefix="head", shown=self._shown_in_head())
        self.sections = list(self._sections())

    # What the page says beside the forms

    @cached_property
    def place(self) -> Place:
        return place_of(self.reading["municipality"] or "", self.upload.municipality)

    @property
    def place_warning(self) -> str:
        """What to say of the municipality that the paper names; empty when it is ours."""
        printed, ours = self.reading["municipality"], self.upload.municipality.name
        return {
            Place.OURS: "",
            Place.MISSPELLED: f"В файле муниципалитет назван «{printed}», в портале — «{ours}».",
            Place.FOREIGN: f"Похоже, это документ другого муниципалитета: в файле назван «{printed}», а не «{ours}».",
        }[self.place]

    @property
    def rows_to_mend(self) -> list[ReviewedRow]:
        return [row for row in self.rows if row.form.errors]

    @property
    def warnings(self) -> list[str]:
        """The reader's warnings that name no row of the page."""
        numbers = {row["number"] for section in self.reading["sections"] for row in section["items"]} - {""}
        return [text for name, texts in self._warnings.items() if name not in numbers for text in texts]

    @property
    def missing_columns(self) -> str:
        """The columns without which nothing can be carried over, as a sentence."""
        missing = missing_columns(self.upload.columns)
        return f"Укажите, в каком столбце {join_and(missing)}." if missing else ""

    @cached_property
    def _warnings(self):
        return warnings_by_row(self.reading["warnings"])

    # Which known item each row may be

    @cached_property
    def matches(self) -> dict[str, dict[int, list[Match]]]:
        """For the fields `item` and `template` what each row may be; without a field where nothing is known."""
        rows = [
            self._wording(row) for row in range(sum(len(part["items"]) for part in self.reading["sections"]))
        ]
        return {name: rank(rows, known) for name, known in self.target.known.items() if known}

    @cached_property
    def proposed(self) -> dict[str, str]:
        """The fields as the portal would fill them by itself."""
        matched = {
            f"row-{row}-{name}": str(match.known.key)
            for name, ranked in self.matches.items()
            for row, match in assign(ranked).items()
        }
        return matched | self.printed

    def _wording(self, row):
        return Wording(
            row, self.fields[f"row-{row}-title"], self.fields[f"row-{row}-number"].strip().rstrip(".")
        )

    # The forms

    def _shown_in_head(self):
        asked = {
            "period": self.target.is_report,
            "calendar": not self.target.is_report,
            "is_ours": self.place == Place.FOREIGN,
            "replaces": self.target.is_replaceable,
        }
        return ["kind", "title", "year", *(name for name, is_asked in asked.items() if is_asked)]

    def _sections(self) -> Iterator[ReviewedSection]:
        standards = SectionForm.standards()
        numbers, printed = count(), printed_rows(self.upload)
        for place, section in enumerate(self.reading["sections"]):
            form = SectionForm(self.fields, prefix=f"section-{place}", standards=standards)
            rows = [self._row(next(numbers), item, next(printed)) for item in section["items"]]
            yield ReviewedSection(form, rows)

    def _row(self, row, item, printed):
        choices = {name: self._choices(name, ranked[row]) for name, ranked in self.matches.items()}
        form = RowForm(self.fields, prefix=f"row-{row}", shown=self._shown, choices=choices)
        if "item" in form.fields:
            form.fields["item"].label = self.target.item_label
        warnings = self._warnings.get(item["number"], []) if item["number"] else []
        return ReviewedRow(form, printed, warnings, self._understood(self.fields[f"row-{row}-deadline"]))

    @cached_property
    def _shown(self):
        also = [name for name in ALSO_IN_A_PLAN if name in self.upload.columns.values()]
        return (*SHOWN[REPORT], *also) if self.target.is_report else SHOWN[PLAN]

    def _choices(self, name, matches):
        none = "нет такого пункта" if name == "item" else "не типовой пункт"
        return [("", none), *((str(match.known.key), _offer(match)) for match in matches)]

    def _understood(self, deadline):
        """What the portal takes a deadline for; empty where there is none or its year is not known yet."""
        if not (deadline.strip() and self.target.year):
            return ""
        return describe(
            read_deadline(deadline.strip(), self.target.year, school_year=self.target.is_school_year)
        )

    # What is wrong

    def is_valid(self) -> bool:
        """Whether the paper can be carried over; every error stands at its field."""
        for form in self.forms:
            form.full_clean()
        self._check_target()
        self._check_numbers()
        if self.target.plan:
            self._check_items(self.target.plan)
        return not (self.missing_columns or any(form.errors for form in self.forms))

    @property
    def rows(self) -> list[ReviewedRow]:
        return [row for section in self.sections for row in section.rows]

    def named_forms(self) -> list[tuple[str, forms.Form]]:
        sections = [(f"раздел {place}", part.form) for place, part in enumerate(self.sections, start=1)]
        return [("", self.head), *sections, *((row.name, row.form) for row in self.rows)]

    def _check_target(self):
        try:
            self.target.check_free()
        except ValidationError as refusal:
            self.head.add_error(None, refusal)
        if not any(section.kept for section in self.sections):
            self.head.add_error(None, "Переносить нечего: в документе не осталось ни одной строки.")

    def _check_numbers(self):
        """No number twice in a section."""
        numbered = [(section.key, row) for section in self.sections for row in section.kept]
        times = Counter((key, row.form.cleaned_data.get("number")) for key, row in numbered)
        for key, row in numbered:
            number = row.form.cleaned_data.get("number")
            if number and times[key, number] > 1:
                row.form.add_error("number", f"Номер {number} стоит в этом разделе у нескольких строк.")

    def _check_items(self, plan):
        """No item of the report's plan twice, and none that is new to a plan which may not be changed."""
        kept = [row for section in self.sections for row in section.kept]
        times = Counter(row.form.cleaned_data.get("item") for row in kept)
        for row in kept:
            item = row.form.cleaned_data.get("item")
            if item and times[item] > 1:
                row.form.add_error("item", "Этот пункт выбран у нескольких строк.")
            elif not item and not plan.is_editable:
                field = "item" if "item" in row.form.fields else None
                row.form.add_error(field, CLOSED.format(plan.get_state_display()))

    # What comes of it

    def rematched(self, posted: Mapping[str, str]) -> list[ReviewedRow]:
        """The rows that are matched to other items now than on the page that was posted."""

        def same(bound):
            return self.fields.get(bound.html_name, "") == posted.get(bound.html_name)

        return [row for row in self.rows if not all(same(row.form[name]) for name in self.matches)]

    def carry_over(self) -> tuple[ActivityPlan | Report, Made]:
        """Make the plan or the report; only of a review that is valid."""
        return carry_over(self.paper(), Target(self.upload.municipality, self.fields))

    def paper(self) -> UploadedPaper:
        """The paper as it was confirmed; only of a review that is valid."""
        head = self.head.cleaned_data
        return UploadedPaper(
            title=head["title"],
            year=head["year"],
            is_school_year=self.target.is_school_year,
            period=self.target.period,
            sections=self._uploaded_sections(),
        )

    def _uploaded_sections(self):
        uploaded: dict[str, UploadedSection] = {}
        for section in self.sections:
            said = section.form.cleaned_data
            standard = int(said["standard"]) if said["standard"] else None
            new = UploadedSection(said["number"].rstrip("."), said["title"], standard)
            rows = uploaded.setdefault(section.key, new).rows
            rows += [UploadedRow(**_without_skip(row.form.cleaned_data)) for row in section.kept]
        return [section for section in uploaded.values() if section.rows]


def _without_skip(row):
    return {name: value for name, value in row.items() if name != "skip"}


def _offer(match):
    """A known item as it is offered, with how much of the wording it has in common."""
    return f"похоже на {match.percent} %: {f'{match.known.number} {match.known.title}'.strip()}"
