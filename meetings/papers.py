"""Protocols and decisions as official papers, and what is drawn from them in words: agendas and extracts."""

from dataclasses import replace
from itertools import groupby

from django.utils.text import capfirst

from documents.paper import Ends, Entry, Heading, Paper, Signature, Stamp, Text
from documents.prose import analyser, count, date_range, past, quote, sentence

MOST_NAMED = 15  # those present beyond this number stand in a list of their own
VERBS = {"recommendation": "Рекомендовать", "order": "Поручить"}


def meeting_paper(meeting) -> Paper:
    """The words of the protocol or the decision, drawn from its rows."""
    draw = _decision if meeting.is_decision else _protocol
    return replace(
        sheet(meeting, meeting.body.get_paper_form_display().upper(), meeting.whose),
        body=tuple(draw(meeting)),
        subtitle=quote(meeting.topic) if meeting.is_decision and meeting.topic else "",
        signatures=(Signature(_chair(meeting), meeting.chair), Signature("Секретарь", meeting.secretary)),
    )


def agenda_paper(meeting) -> Paper:
    """What the meeting is going to speak about, for those who are asked to it."""
    body = [Ends(held_on(meeting), meeting.place), *_topic(meeting), *_form(meeting), *_invited(meeting)]
    return replace(
        sheet(meeting, "ПОВЕСТКА ДНЯ", meeting.body.sitting),
        body=(*body, Heading("Рассматриваются вопросы:"), *_agenda(meeting)),
        signatures=(Signature(_chair(meeting), meeting.chair),),
    )


def extract_paper(meeting, organization) -> Paper:
    """The clauses that bind one organisation; the secretary certifies that they stand so in the signed paper."""
    bound = meeting.clauses.filter(executions__organization=organization).distinct()
    return replace(
        sheet(meeting, "ВЫПИСКА", f"из {of_paper(meeting)} {meeting.whose}"),
        body=(
            _date_and_number(meeting),
            Entry("Для", organization.name),
            *_topic(meeting),
            _resolved(meeting),
            *_clauses(_with_addressees(bound), is_numbered=meeting.is_decision),
            Ends(_chair(meeting), meeting.chair),
            Ends("Секретарь", meeting.secretary),
        ),
        agreements=(
            Stamp("Выписка верна", capfirst(meeting.secretary_post) or "Секретарь", meeting.secretary),
        ),
    )


def sheet(meeting, name, of_what) -> Paper:
    """A sheet of the meeting's author with its title and nothing else yet."""
    author = meeting.body.author
    return Paper(
        title=(name, of_what, meeting.municipality.name_genitive),
        author=author.name if author else "",
        orientation="portrait",
    )


def of_paper(meeting):
    return "решения" if meeting.is_decision else "протокола"


def held_on(meeting):
    return date_range(meeting.starts_on, meeting.ends_on or meeting.starts_on, in_words=True)


# The head


def _date_and_number(meeting):
    return Ends(held_on(meeting), f"№ {meeting.number}" if meeting.number else "")


def _chair(meeting):
    return f"Председатель {meeting.body.genitive}" if meeting.is_decision else "Председатель"


def _topic(meeting):
    if meeting.topic:
        yield Entry("Тема", quote(meeting.topic))


def _form(meeting):
    if meeting.format != "offline":
        yield Entry("Форма проведения", meeting.get_format_display())


def _invited(meeting):
    if meeting.invited:
        yield Entry("Приглашены", meeting.invited.strip())


def _head(meeting):
    yield _date_and_number(meeting)
    if meeting.place:
        yield Entry("Место проведения", meeting.place)
    yield from _form(meeting)
    for label, name, post in (
        ("Председатель", meeting.chair, meeting.chair_post),
        ("Секретарь", meeting.secretary, meeting.secretary_post),
    ):
        if name:
            yield Entry(label, ", ".join(filter(None, (name, post))))
    if present := _present(meeting):
        yield Entry("Присутствовали", present)
    if meeting.has_quorum is not None:
        word = "имеется" if meeting.has_quorum else "отсутствует"
        yield Entry("Кворум", f"{word} ({meeting.members_present} из {meeting.body.members} членов)")
    yield from _invited(meeting)
    yield from _topic(meeting)


def _present(meeting):
    """Their names in order while they are few; else how many they are, by categories where these are known."""
    rows = list(meeting.attendance.select_related("organization"))
    names = sorted(row.people for row in rows if row.people)
    total = meeting.present_count or sum(row.count or bool(row.people) for row in rows)
    if names and total <= MOST_NAMED:
        return ", ".join(names)
    categories = [f"{row.category} — {row.count}" for row in rows if row.category and row.count]
    is_listed = meeting.attendance_list_id or any(row.organization_id for row in rows)
    details = "; ".join(
        [*[", ".join(categories)] * bool(categories), *["список прилагается"] * bool(is_listed)]
    )
    return count(total, "человек") + (f" ({details})" if details else "") if total else ""


# What was spoken about


def _agenda(meeting):
    for item in meeting.agenda.prefetch_related("speeches"):
        speakers = "; ".join(map(str, item.rapporteurs))
        yield Text(f"{item.position}. {sentence(item.question)}", leads=bool(speakers))
        if speakers:
            yield Text(f"Докладчик: {sentence(speakers)}")


def _protocol(meeting):
    yield from _head(meeting)
    yield Heading("ПОВЕСТКА ДНЯ")
    yield from _agenda(meeting)
    clauses = _with_addressees(meeting.clauses)
    for item in meeting.agenda.prefetch_related("speeches"):
        yield from _question(item, [clause for clause in clauses if clause.item_id == item.pk])
    if others := [clause for clause in clauses if clause.item_id is None]:
        yield _resolved(meeting)
        yield from _clauses(others)


def _question(item, clauses):
    yield Heading(f"{item.position}. {sentence(item.question)}")
    for kind, word in (("heard", "СЛУШАЛИ"), ("spoke", "ВЫСТУПИЛИ")):
        speeches = [speech for speech in item.speeches.all() if speech.kind == kind]
        if speeches:
            yield Text(f"{word}:", leads=True)
            yield from map(_said, speeches)
    if clauses:
        yield Text("РЕШИЛИ:", leads=True)
        yield from _clauses(clauses)
    if item.has_votes:
        votes = (("за", item.votes_for), ("против", item.votes_against), ("воздержались", item.abstained))
        yield Text("Голосовали: " + ", ".join(f"{word} — {number or 0}" for word, number in votes) + ".")


def _said(speech):
    """Who spoke and what; words read from an old protocol may begin with the name themselves."""
    if speech.text.startswith(speech.name):
        return Text(speech.text)
    return Text(f"{speech}: {speech.text}" if speech.text else f"{speech}.")


def _decision(meeting):
    yield _date_and_number(meeting)
    if questions := meeting.agenda.prefetch_related("speeches"):
        yield Text("Заслушав и обсудив вопросы повестки дня:", leads=True)
        yield Text(";\n".join(map(_heard, questions)) + ",", leads=True)
    yield _resolved(meeting)
    yield from _clauses(_with_addressees(meeting.clauses), is_numbered=True)


def _heard(item):
    speakers = "; ".join(map(str, item.rapporteurs))
    return f"– {item.question.rstrip(' .;')}" + (f" ({speakers})" if speakers else "")


# What was decided


def _resolved(meeting):
    """«КОЛЛЕГИЯ УПРАВЛЕНИЯ ОБРАЗОВАНИЯ РЕШИЛА:», in a protocol «РЕШИЛИ:»."""
    name = meeting.body.name
    words = f"{name} {past('решить', name.lower())}" if meeting.is_decision else "решили"
    return Heading(f"{words.upper()}:")


def _with_addressees(clauses):
    return clauses.select_related("person", "controller").prefetch_related("organizations")


def _clauses(clauses, *, is_numbered=False):
    """Each clause with its deadline and who answers for it; whom a run of sub-clauses binds stands once above them.

    In a decision that line bears the number of the section, where it stands first in it.
    """
    last = ""
    for (section, to_whom), run in groupby(clauses, lambda clause: (_section(clause), _to_whom(clause))):
        if to_whom and section:
            number = f"{section}. " if is_numbered and section != last else ""
            yield Text(f"{number}{to_whom}:", leads=True)
        for clause in run:
            yield from _clause(clause, "" if section else to_whom)
        last = section


def _clause(clause, to_whom):
    begins = f"{to_whom}: " if to_whom else ""
    conditions = " ".join(_conditions(clause))
    yield Text(f"{clause.number}. {begins}{_ended(clause.text.strip())}", leads=bool(conditions))
    yield from [Text(conditions)] * bool(conditions)


def _ended(text):
    return text if text.endswith(tuple(".!?…:;,")) else f"{text}."


def _section(clause):
    return clause.number.rpartition(".")[0]


def _to_whom(clause):
    """«Рекомендовать руководителям школ»; where the addressee or the text brings its own verb it stays as it is."""
    verb, addressee = VERBS.get(clause.kind), clause.addressee_text.rstrip(" :.")
    if not addressee or verb is None or any(_has_verb(words) for words in (addressee, clause.text)):
        return capfirst(addressee)
    return f"{verb} {_within_sentence(addressee)}"


def _has_verb(words):
    return words.lower().startswith(tuple(map(str.lower, VERBS.values())))


def _within_sentence(addressee):
    """«Руководителям школ» loses its capital; one that may be a name («Центру развития») keeps it."""
    first = addressee.split()[0]
    are_many = any(word.tag.number == "plur" and word.tag.case == "datv" for word in analyser().parse(first))
    return addressee[0].lower() + addressee[1:] if are_many and not first.isupper() else addressee


def _conditions(clause):
    if clause.deadline_text:
        yield f"Срок: {clause.deadline_text.rstrip(' .')}."
    if clause.person:
        yield f"Ответственный: {clause.person}."
    elif named := not clause.addressee_text and list(clause.organizations.all()):
        yield f"Ответственные: {', '.join(map(str, named))}."
    if clause.controller:
        yield f"Контроль: {clause.controller}."
