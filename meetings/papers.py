"""Protocols and decisions as official papers."""

from documents.paper import Heading, Paper, Signature, Text
from documents.prose import date_in_words


def meeting_paper(meeting) -> Paper:
    """The words of the protocol or the decision, drawn from its rows."""
    draw = _decision if meeting.is_decision else _protocol
    return Paper(
        title=_title(meeting),
        head=tuple(_head(meeting)),
        body=tuple(draw(meeting)),
        signatures=(
            Signature("Председатель", meeting.chair),
            Signature("Секретарь", meeting.secretary),
        ),
        orientation="portrait",
    )


def _title(meeting):
    name = meeting.body.get_paper_form_display().upper()
    number = f" № {meeting.number}" if meeting.number else ""
    of_what = meeting.body.genitive if meeting.is_decision else f"заседания {meeting.body.genitive}"
    return name + number, of_what, meeting.municipality.name_genitive


def _head(meeting):
    yield "Дата", date_in_words(meeting.starts_on)
    if meeting.place:
        yield "Место", meeting.place
    if meeting.topic:
        yield "Тема", meeting.topic
    if meeting.present_count is not None:
        yield "Присутствовали", f"{meeting.present_count} чел."
    if meeting.invited:
        yield "Приглашены", meeting.invited


def _protocol(meeting):
    questions = list(meeting.agenda.prefetch_related("speeches", "clauses"))
    yield Heading("ПОВЕСТКА ДНЯ")
    for item in questions:
        yield Text(f"{item}")
    for item in questions:
        yield from _question(item)
    others = meeting.clauses.filter(item=None)
    if others:
        yield Heading("РЕШИЛИ")
        yield from _clauses(others)


def _question(item):
    yield Heading(f"{item}")
    for kind, word in (("heard", "СЛУШАЛИ"), ("spoke", "ВЫСТУПИЛИ")):
        speeches = [speech for speech in item.speeches.all() if speech.kind == kind]
        if speeches:
            yield Text(f"{word}:")
            yield from (Text(f"{speech}. {speech.text}".strip()) for speech in speeches)
    if item.has_votes:
        votes = (("за", item.votes_for), ("против", item.votes_against), ("воздержались", item.abstained))
        yield Text("Голосовали: " + ", ".join(f"{word} — {number or 0}" for word, number in votes) + ".")
    if clauses := item.clauses.all():
        yield Text("РЕШИЛИ:")
        yield from _clauses(clauses)


def _decision(meeting):
    yield Heading("РЕШИЛИ")
    yield from _clauses(meeting.clauses.all())


def _clauses(clauses):
    """Each clause with its deadline; whom a run of clauses binds stands once above it."""
    addressee = ""
    for clause in clauses:
        if clause.addressee_text and clause.addressee_text != addressee:
            yield Text(f"{clause.addressee_text}:")
        addressee = clause.addressee_text
        deadline = f" Срок: {clause.deadline_text}." if clause.deadline_text else ""
        yield Text(f"{clause.number}. {clause.text}{deadline}")
