"""«Сформировать» and «обновить»: how a report takes in what was recorded, and never loses what a person wrote."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from organizations.models import Municipality
from plans.models import ActivityPlan
from plans.periods import ReportingPeriod

from .drafting import OWN_SOURCES, Facts, Proposal, confirm_old_facts, draft_line
from .facts import load_facts
from .models import MAIN_FORM, Report, ReportAddress, ReportColumn, ReportFigure, ReportForm, ReportLine
from .subjects import subjects_in, subjects_of

DRAFTED = [
    "number",
    "title",
    "deadline_text",
    "text",
    "note",
    "source",
    "proposed_text",
    "proposed_note",
    "version",
]


@dataclass(frozen=True)
class Outcome:
    """How many rows were added, changed and dropped, and how many wait for a decision."""

    added: int
    updated: int
    dropped: int
    undecided: int


def plan_for(municipality: Municipality, period: ReportingPeriod) -> ActivityPlan | None:
    """The plan by whose items the period is reported."""
    return ActivityPlan.objects.filter(municipality=municipality).reporting(period).first()


@transaction.atomic
def start_report(plan: ActivityPlan, period: ReportingPeriod, form: str = MAIN_FORM) -> Report:
    """The report of a plan for a period in a form, drafted; the one that exists already stays as it is."""
    layout = ReportForm.of(plan.municipality, ReportAddress(form, period))
    report, is_new = Report.objects.get_or_create(
        municipality=plan.municipality,
        variant=form,
        period=period.code,
        defaults={
            "plan": plan,
            "title": layout.title_of(plan.municipality, period),
        },
    )
    if is_new:
        _carry_own_rows(report)
        draft_report(report)
        report.refresh_from_db()
    return report


@transaction.atomic
def draft_report(report: Report) -> Outcome:
    """«Сформировать»: rows for new subjects, new words for the rows that nobody has settled.

    ValidationError while the report is being approved.
    """
    report = _lock(report)
    subjects = subjects_of(report)
    proposals = {key: draft_line(facts) for key, facts in load_facts(subjects, report).items()}
    reported = {key: it for key, it in subjects.items() if _is_reported(it, proposals[key], report)}
    lines = {line.subject: line for line in report.lines.prefetch_related("figures") if line.subject}
    kept = [line for key, line in lines.items() if key in reported]
    new = [subject.new_line(report) for key, subject in reported.items() if key not in lines]
    changed = [line for line in kept if not line.is_settled and _differs(line, proposals[line.subject])]
    dropped = [line.pk for key, line in lines.items() if key not in reported and not line.is_settled]
    undecided = [line for line in kept if line.is_settled and is_stale(line, proposals[line.subject])]
    _store(new, changed, kept, reported, proposals)
    ReportLine.objects.filter(pk__in=dropped).delete()
    report.data_as_of = report.municipality.today()
    report.save()
    return Outcome(len(new), len(changed), len(dropped), len(undecided))


def is_stale(line: ReportLine, proposal: Proposal) -> bool:
    """The portal would now say what neither stands in the row nor was shown to the methodist before."""
    standing, seen = (line.rendered, line.note), (line.proposed_text, line.proposed_note)
    return (proposal.rendered, proposal.note) not in (standing, seen)


def propose(line: ReportLine) -> Proposal:
    """What the portal would say in this row today."""
    facts = load_facts(subjects_in(line.report, [line]), line.report)
    return draft_line(facts.get(line.subject, Facts()))


@transaction.atomic
def take(line: ReportLine, proposal: Proposal) -> None:
    """«Взять»: the proposal replaces what stands in the row."""
    _apply(line, proposal)
    line.save()
    _replace_figures([line], {line.subject: proposal})


def keep(line: ReportLine, proposal: Proposal) -> None:
    """«Оставить»: the row stays as it is, and the proposal counts as seen."""
    line.proposed_text, line.proposed_note, line.source = proposal.rendered, proposal.note, proposal.source
    line.is_manual = line.is_manual or not line.is_checked
    line.version += 1
    line.save()


def confirm(line: ReportLine) -> None:
    """«Проверено, верно»: the old facts are right for this period too."""
    line.text = confirm_old_facts(line.text)
    line.is_checked = True
    line.version += 1
    line.save()


def _lock(report):
    locked = Report.objects.locked(report.pk)
    if not locked.is_editable:
        raise ValidationError(f"Отчёт {locked.get_state_display()}: сформировать его заново нельзя.")
    return locked


def _carry_own_rows(report):
    """The rows that the office itself entered in the last report of the form, without what is of a period."""
    if report.form.rows_from != ReportForm.Rows.OWN:
        return
    same_form = Report.objects.filter(municipality=report.municipality_id, variant=report.variant)
    last = same_form.filter(period__lt=report.period).order_by("-period").first()
    lasting = [column.key for column in report.form.entered if column.content in ReportColumn.LASTING]
    bulk_create_with_history(
        [
            ReportLine(
                report=report,
                position=line.position,
                number=line.number,
                title=line.title,
                cells={key: line.cells[key] for key in lasting if key in line.cells},
            )
            for line in (last.lines.all() if last else ())
        ],
        ReportLine,
    )


def _is_reported(subject, proposal, report):
    """An item withdrawn in the period is reported only for what was done by it."""
    withdrawn_on = subject.item and subject.item.withdrawn_on
    in_force = withdrawn_on is None or withdrawn_on > report.reporting_period.end
    return in_force or proposal.source in OWN_SOURCES


def _differs(line, proposal):
    standing = line.rendered, line.note, line.source, _origins(line.figures.all())
    return standing != (proposal.rendered, proposal.note, proposal.source, _origins(proposal.figures))


def _origins(figures):
    return [(figure.slot, figure.value, figure.calculation, figure.params) for figure in figures]


def _store(new, changed, kept, subjects, proposals):
    """Write all rows in a fixed number of statements; the headings of every row follow the plan or the form."""
    for line in [*new, *changed]:
        _apply(line, proposals[line.subject])
    for line in new:
        subjects[line.subject].put_heading(line)
    retitled = [line for line in kept if subjects[line.subject].put_heading(line)]
    bulk_create_with_history(new, ReportLine)
    if updated := {line.pk: line for line in [*changed, *retitled]}:
        bulk_update_with_history(list(updated.values()), ReportLine, DRAFTED)
    _replace_figures([*new, *changed], proposals)


def _apply(line, proposal):
    line.text, line.note, line.source = proposal.text, proposal.note, proposal.source
    line.proposed_text, line.proposed_note = proposal.rendered, proposal.note
    line.is_manual = line.is_checked = False
    line.version += 1


def _replace_figures(lines, proposals):
    ReportFigure.objects.filter(line__in=lines).delete()
    figures = [(line, figure) for line in lines for figure in proposals[line.subject].figures]
    for line, figure in figures:
        figure.line = line
    ReportFigure.objects.bulk_create(figure for line, figure in figures)
