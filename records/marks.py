"""What every official paper bears: who approves, agrees to and signs it, who prepared it, its revision and correction."""

from dataclasses import replace

from django.db.models import F
from django.utils.text import capfirst

from documents.paper import Executor, Paper, Signature, Stamp
from documents.prose import date_in_words, format_date
from organizations.models import Role

from .comparing import CHANGE_MARK, Change, PaperComparison, compare_papers, mark_changes


def with_marks(record, words: Paper, approval=None) -> Paper:
    """The paper's own words with what every paper bears; `approval` is the snapshot just being stored, None for a draft."""
    if record.correction_number:
        words = _as_correction(record, words)
    holders = _holders(record)
    return replace(
        words,
        draft=approval is None,
        approval=_approval_stamp(record, holders, approval) if record.is_approved_by_stamp else None,
        agreements=(*words.agreements, *map(_agreement_stamp, record.stamped_agreements())),
        signatures=words.signatures or (_holder(holders, Role.MOC_HEAD),),
        executor=_executor(record, holders),
        revision=_revision_mark(record, approval),
    )


# Who approves, agrees and signs


def _approval_stamp(record, holders, snapshot) -> Stamp:
    """УТВЕРЖДАЮ with the approver of the snapshot; in a draft with the post that the route names, to be signed."""
    if snapshot is None:
        approver = _approver(record, holders)
        return Stamp("УТВЕРЖДАЮ", post=approver.post, name=approver.name)
    if snapshot.act:
        return Stamp("УТВЕРЖДЁН", act=snapshot.act)
    return Stamp(
        "УТВЕРЖДАЮ",
        post=capfirst(snapshot.approver_post),
        name=snapshot.approver_name,
        date=date_in_words(snapshot.approved_on),
    )


def _approver(record, holders) -> Signature:
    step = record.approving_step()
    if step is None:
        return _holder(holders, Role.AUTHORITY)
    return Signature(step.party, "") if step.is_outside else _holder(holders, step.role, step.post)


def _agreement_stamp(agreement) -> Stamp:
    """СОГЛАСОВАНО to be signed, or by the letter in which a party outside the portal agreed."""
    day = agreement.signed_on
    if not agreement.party:
        return Stamp("СОГЛАСОВАНО", capfirst(agreement.post), agreement.name, date_in_words(day))
    letter = f"{agreement.party}, письмо от {format_date(day)} № {agreement.letter_number}"
    return Stamp("СОГЛАСОВАНО", act=f"{letter}, {agreement.post} {agreement.name}")


def _holders(record):
    """The appointments by which papers of the municipality are signed today, substitutes first."""
    today = record.municipality.appointments.on(record.municipality.today())
    signing = today.exclude(role__in=[Role.ORGANIZATION, Role.EXPERT]).select_related("person")
    return list(signing.order_by(F("substitutes").asc(nulls_last=True), "person", "starts_on"))


def _holder(holders, role, post=None) -> Signature:
    """The post and the name of who holds a role today; empty places when nobody does."""
    fitting = (a for a in holders if a.role == role and (post is None or a.post_id == post.pk))
    appointment = next(fitting, None)
    if appointment is None:
        return Signature(post.title if post else capfirst(Role(role).label), "")
    return Signature(capfirst(appointment.title), appointment.person.short_name)


def _executor(record, holders) -> Executor | None:
    """Who sent the paper off, before that the methodist; only with a phone, for the mark says whom to call."""
    entry = record.sending_off()
    methodist = next((a.person for a in holders if a.role == Role.METHODIST), None)
    person = (entry and entry.actor and entry.actor.person) or methodist
    return Executor(person.full_name, person.phone) if person and person.phone else None


# Its revision, and what a correction changed


def _revision_mark(record, snapshot) -> str:
    if snapshot is None or not record.is_ever_corrected:
        return ""
    correction = f", корректировка № {record.correction_number}" if record.correction_number else ""
    return f"Редакция № {snapshot.number}{correction}"


def _as_correction(record, words: Paper) -> Paper:
    """With the reason under the head, and «*» at the rows that are not as in the version that is corrected."""
    head = (*words.head, ("Причина изменений", record.correction_reason))
    corrected = record.corrected_snapshot
    comparison = compare_papers(corrected.paper(), words)
    notes = (*words.notes, *_notes(comparison, corrected))
    return replace(mark_changes(words, comparison), head=head, notes=notes)


def _notes(comparison: PaperComparison, corrected):
    base = f"редакцией № {corrected.number} от {format_date(corrected.approved_on)}"
    removed = [row for row in comparison.changed_rows if Change.REMOVED in row.changes]
    if len(removed) < len(comparison.changed_rows):
        yield f"{CHANGE_MARK} Строка изменена или добавлена по сравнению с {base}."
    if removed:
        numbers = ", ".join(row.row.cells[0] for row in removed)
        yield f"По сравнению с {base} исключены строки: {numbers}."
