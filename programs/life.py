"""The life of a programme: the table of what may become of it, who may do it, and what each step needs."""

from moc_portal.workflow import Transition, Workflow
from organizations import perms
from organizations.models import Role

from .card import card_of
from .conflicts import conflicts_of
from .life_forms import ArchiveForm, ConcludeForm, PassForm, PublishForm, ReturnForm, ReviseForm, SubmitForm
from .models import Assessment, Edition, ProgramState, Regulation, Review, RoundResult
from .models.classifiers import REGISTER_STATES, WRITING_STATES

State = ProgramState
# Without these nobody can review a programme.
NEEDED_TO_SUBMIT = ("focus_area", "age_from", "age_to", "hours", "file")
OUTCOMES: dict[str, str] = {
    RoundResult.PASSED: State.REGISTERED,
    RoundResult.REWORK: State.REWORK,
    RoundResult.REJECTED: State.REJECTED,
}


def may_write(user, program):
    """The organisation itself, or a methodist who records what it sent."""
    if program.organization_id in user.represented:
        return Role.ORGANIZATION
    return perms.acting_role(user, program.municipality, Role.METHODIST)


def may_review(user, program):
    return perms.acting_role(user, program.municipality, *perms.MANAGERS)


def may_conclude(user, program):
    """The centre draws the conclusion from the experts' sheets, or records the region's."""
    return perms.acting_role(user, program.municipality, *perms.MANAGERS, Role.AUTHORITY)


def lacks_to_submit(program) -> list[str]:
    empty = [name for name in NEEDED_TO_SUBMIT if getattr(program, name) in (None, "")]
    labels = [str(program._meta.get_field(name).verbose_name) for name in empty]
    return [f"Заполните в карточке: {', '.join(labels)}."] if labels else []


def submit(program, user, data):
    """The next round of review, with the card and the file as they are now."""
    program.reviews.create(**_round(program, program.reviews, user), reviewer=None)
    return data.get("text") or None


def _round(program, earlier, user):
    return {
        "number": earlier.count() + 1,
        "submitted_on": program.municipality.today(),
        "submitted_by": user,
        "card": card_of(program),
        "file": program.file,
    }


def open_review(program) -> Review:
    return program.reviews.in_work().get()


def open_assessment(program) -> Assessment:
    return program.assessments.in_work().get()


def unmet_points(program) -> list[str]:
    """What keeps a programme from going on to the experts."""
    review = open_review(program)
    problems = []
    if review.marks.filter(verdict="unmet").exists():
        problems.append("В рецензии есть невыполненные пункты: верните программу на доработку.")
    if count := program.remarks.filter(review__isnull=False).open().count():
        problems.append(f"Не сняты замечания рецензии: {count}. Снимите их или верните программу.")
    return problems


def return_to_author(program, user, data):
    _close(open_review(program), RoundResult.REWORK, user, program, data)


def pass_on(program, user, data):
    """The review is passed; the assessment begins at the level that the register asks for."""
    _close(open_review(program), RoundResult.PASSED, user, program, data)
    program.assessments.create(**_round(program, program.assessments, user), level=data["level"])


def _close(review, result, user, program, data):
    review.result, review.reviewer = result, user
    review.decided_on, review.conclusion = program.municipality.today(), data.get("text", "")
    review.save()


def unfinished_sheets(program) -> list[str]:
    """Municipal experts have to finish before the conclusion is drawn, and as many of them as the regulation asks for."""
    assessment = open_assessment(program)
    if assessment.level != Assessment.Level.MUNICIPAL:
        return []
    sheets = list(assessment.assignments.filter(recused_on=None).select_related("expert"))
    needed = Regulation.objects.holding_in(program.municipality).experts_needed
    problems = []
    if waiting := [str(sheet.expert) for sheet in sheets if sheet.finished_on is None]:
        problems.append(f"Эксперты ещё не закончили: {', '.join(waiting)}.")
    problems += conflicts_of_finished(program, sheets)
    if len(sheets) < needed:
        problems.append(f"По положению нужно экспертов: {needed}, а назначено: {len(sheets)}. Назначьте ещё.")
    return problems


def conflicts_of_finished(program, sheets) -> list[str]:
    """What a post that was entered afterwards tells of the day on which an expert finished."""
    finished = [sheet for sheet in sheets if sheet.finished_on]
    told = {
        day: conflicts_of([sheet.expert for sheet in finished], program, day)
        for day in {sheet.finished_on for sheet in finished}
    }
    found = [told[sheet.finished_on].get(sheet.expert_id) for sheet in finished]
    return [f"{sentence} Верните ему лист и освободите его." for sentence in found if sentence]


def conclude(program, user, data):
    """The outcome of the assessment; a recommended text becomes the edition of a school year."""
    assessment = open_assessment(program)
    for name in ("result", "decided_on", "act", "valid_until", "conclusion", "points", "max_points"):
        setattr(assessment, name, data.get(name) if name != "conclusion" else data.get("text", ""))
    assessment.save()
    program.state = OUTCOMES[assessment.result]
    if assessment.result == RoundResult.PASSED:
        _keep_edition(program, assessment, data["school_year"])
    return f"{assessment.get_result_display()}. {data.get('text', '')}".strip()


def _keep_edition(program, assessment, school_year):
    facts = {"card": assessment.card, "file": assessment.file, "approval_order": program.approval_order}
    Edition.objects.update_or_create(program=program, school_year=school_year, defaults=facts)


def publish(program, user, data):
    program.external_url, program.external_id = data["external_url"], data["external_id"]


def leave(program, user, data):
    """Nothing beside the new state and the words in the log."""


def bring_back(program, user, data):
    """From the archive to where it was before."""
    last = program.entries.filter(to_state=State.ARCHIVED).first()
    if last is not None:
        program.state = last.from_state


LIFE = Workflow(
    [
        Transition(
            name="submit",
            label="Отправить на рецензию",
            sources=frozenset(WRITING_STATES),
            target=State.REVIEW,
            may=may_write,
            check=lacks_to_submit,
            effect=submit,
            form=SubmitForm,
            done="отправлена на рецензию в МОЦ",
        ),
        Transition(
            name="pass",
            label="Рецензия пройдена: на экспертизу",
            sources=frozenset({State.REVIEW}),
            target=State.ASSESSMENT,
            may=may_review,
            check=unmet_points,
            effect=pass_on,
            form=PassForm,
        ),
        Transition(
            name="return",
            label="Вернуть на доработку",
            sources=frozenset({State.REVIEW}),
            target=State.REWORK,
            may=may_review,
            effect=return_to_author,
            form=ReturnForm,
            is_primary=False,
        ),
        Transition(
            name="conclude",
            label="Внести заключение",
            sources=frozenset({State.ASSESSMENT}),
            target=State.REGISTERED,
            may=may_conclude,
            check=unfinished_sheets,
            effect=conclude,
            form=ConcludeForm,
        ),
        Transition(
            name="publish",
            label="Размещена в навигаторе",
            sources=frozenset({State.REGISTERED}),
            target=State.PUBLISHED,
            may=may_write,
            effect=publish,
            form=PublishForm,
        ),
        Transition(
            name="revise",
            label="Начать новую редакцию",
            sources=frozenset({*REGISTER_STATES, State.REJECTED}),
            target=State.DEVELOPMENT,
            may=may_write,
            effect=leave,
            form=ReviseForm,
            is_primary=False,
        ),
        Transition(
            name="archive",
            label="В архив",
            sources=frozenset({*WRITING_STATES, *REGISTER_STATES, State.REJECTED}),
            target=State.ARCHIVED,
            may=may_review,
            effect=leave,
            form=ArchiveForm,
            is_primary=False,
        ),
        Transition(
            name="restore",
            label="Вернуть из архива",
            sources=frozenset({State.ARCHIVED}),
            target=State.DEVELOPMENT,
            may=may_review,
            effect=bring_back,
            is_primary=False,
        ),
    ]
)
