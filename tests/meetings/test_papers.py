"""What a protocol, a decision and the papers drawn from them say, and who may load which."""

import io
import re
from datetime import date

import docx
import pytest
from django.urls import reverse

from documents.paper import Heading, Table, Text
from documents.rendering.html import paper_html
from meetings.models import AgendaItem, Attendance, Body, Clause, Execution, ExecutionState, Meeting, Speech
from meetings.papers import agenda_paper, extract_paper
from meetings.sheets import attendance_sheet, control_report

from .conftest import DAY, make_clause

pytestmark = pytest.mark.django_db


@pytest.fixture
def protocol(meeting):
    """The same meeting as one of the centre, which writes protocols."""
    meeting.body = Body.objects.get(municipality=meeting.municipality, code="moc")
    meeting.save()
    return meeting


def texts(paper):
    return [
        line for block in paper.body if isinstance(block, Text | Heading) for line in block.text.split("\n")
    ]


def printed(paper):
    return " ".join(re.sub(r"<[^>]+>", " ", paper_html(paper)).split())


def rows(paper, place=0):
    tables = [block for block in paper.body if isinstance(block, Table)]
    return [list(row.cells) for row in tables[place].rows if hasattr(row, "cells")]


def test_a_protocol_goes_from_the_agenda_to_what_was_decided(protocol):
    item = protocol.agenda.get()
    Speech.objects.create(
        item=item, kind=Speech.Kind.SPOKE, name="П.П. Речная", text="поддержала.\nСпросила о сроках."
    )
    AgendaItem.objects.filter(pk=item.pk).update(votes_for=5, abstained=1)
    make_clause(protocol, item=item, group_kinds=["school"])
    assert texts(protocol.words()) == [
        "ПОВЕСТКА ДНЯ",
        "1. О сети кружков.",
        "Докладчик: И.И. Верхова, руководитель МОЦ.",
        "1. О сети кружков.",
        "СЛУШАЛИ:",
        "И.И. Верхова, руководитель МОЦ.",
        "ВЫСТУПИЛИ:",
        "П.П. Речная: поддержала.",
        "Спросила о сроках.",
        "РЕШИЛИ:",
        "Поручить руководителям школ:",
        "1.1. Обновить расписание кружков.",
        "Срок: до 01.09.2026.",
        "Голосовали: за — 5, против — 0, воздержались — 1.",
    ]


def test_who_is_named_in_what_he_said_is_not_named_twice(protocol):
    Speech.objects.update(text="И.И. Верхова рассказала о сети.")
    assert "И.И. Верхова рассказала о сети." in texts(protocol.words())


def test_its_head_names_day_and_number_and_the_people(protocol):
    page = printed(protocol.words())
    for words in (
        "ПРОТОКОЛ заседания муниципального опорного центра",
        "21 апреля 2026 г. № 2 Председатель",
        "Председатель: А.П. Отделова",
        "Секретарь: А.П. Лугова",
        "«Дом детства» Лугового района",
    ):
        assert words in page


def test_few_are_named_and_many_are_counted(protocol, schools):
    for place in range(3):
        Attendance.objects.create(
            meeting=protocol, organization=schools[place], people=f"{'ВБА'[place]}. Дом"
        )
    assert "Присутствовали: А. Дом, Б. Дом, В. Дом Тема" in printed(protocol.words())
    protocol.present_count = 52
    assert "Присутствовали: 52 человека (список прилагается) Тема" in printed(protocol.words())


def test_categories_of_those_present_are_counted(protocol):
    Attendance.objects.create(meeting=protocol, category="директора школ", count=20)
    Attendance.objects.create(meeting=protocol, category="заведующие садами", count=11)
    assert "31 человек (директора школ — 20, заведующие садами — 11)" in printed(protocol.words())


def test_a_decision_heads_each_run_of_clauses_by_its_addressee(meeting):
    make_clause(
        meeting, number="1", kind=Clause.Kind.ASSESSMENT, addressee_text="", deadline_text="", text="Считать."
    )
    make_clause(meeting, number="2.1")
    make_clause(meeting, number="2.2", deadline_text="", text="Провести:\n– сверку;\n– показ.")
    make_clause(meeting, number="2.3", kind=Clause.Kind.RECOMMENDATION, deadline_text="")
    make_clause(
        meeting, number="3", addressee_text="Центру развития", deadline_text="", text="Создать группу"
    )
    assert texts(meeting.words()) == [
        "Заслушав и обсудив вопросы повестки дня:",
        "– О сети кружков (И.И. Верхова, руководитель МОЦ),",
        "КОЛЛЕГИЯ УПРАВЛЕНИЯ ОБРАЗОВАНИЯ РЕШИЛА:",
        "1. Считать.",
        "2. Поручить руководителям школ:",
        "2.1. Обновить расписание кружков.",
        "Срок: до 01.09.2026.",
        "2.2. Провести:",
        "– сверку;",
        "– показ.",
        "Рекомендовать руководителям школ:",
        "2.3. Обновить расписание кружков.",
        "3. Поручить Центру развития: Создать группу.",
    ]


def test_who_answers_and_who_controls_stand_behind_the_deadline(meeting, methodist, head, schools):
    clause = make_clause(meeting, person=methodist.person, controller=head.person)
    named = make_clause(meeting, addressee_text="", deadline_text="")
    named.organizations.set(schools[:2])
    conditions = [text for text in texts(meeting.words()) if "Ответственн" in text]
    assert conditions == [
        f"Срок: до 01.09.2026. Ответственный: {clause.person}. Контроль: {clause.controller}.",
        "Ответственные: Школа № 2, Школа № 3.",
    ]


def test_both_sign_it_and_it_bears_no_number_of_a_version(signed):
    paper = signed.paper()
    assert [signature.name for signature in paper.signatures] == ["А.П. Отделова", "А.П. Лугова"]
    assert (paper.draft, paper.revision, paper.orientation) == (False, "", "portrait")


def test_what_leads_on_is_never_the_last_of_a_sheet(signed):
    leading = [block.text for block in signed.paper().body if isinstance(block, Text) and block.leads]
    assert "1. Поручить руководителям школ:" in leading


def test_an_extract_holds_the_clauses_of_one_addressee_and_is_certified(signed, schools):
    other = make_clause(signed, text="Другое дело.", addressee_text="")
    other.executions.create(municipality=signed.municipality, organization=schools[1])
    paper = extract_paper(signed, schools[0])
    assert "1.1. Обновить расписание кружков." in texts(paper)
    assert "1.2. Другое дело." not in texts(paper)
    assert paper.agreements[0].lines[:3] == ["Выписка верна", "Секретарь", "__________________ А.П. Лугова"]


def test_an_organisation_loads_its_own_extract_and_no_other(client, director, signed, schools):
    """Also where the whole decision is closed to it."""
    Meeting.objects.update(openness=Meeting.Openness.ADDRESSEES)
    client.force_login(director)
    own = director.person.appointments.get().organization
    page = client.get(signed.clauses.get().executions.get(organization=own).get_absolute_url())
    assert extract_url(signed, own) in page.content.decode()
    assert client.get(extract_url(signed, own)).status_code == 200
    assert client.get(extract_url(signed, schools[0])).status_code == 404


def test_one_who_is_bound_by_nothing_has_no_extract(client, signed, methodist, schools):
    client.force_login(methodist)
    assert client.get(extract_url(signed, schools[0])).status_code == 200
    assert client.get(extract_url(signed, schools[3])).status_code == 404


def extract_url(meeting, organization):
    return reverse(
        "meeting-extract-file", args=[meeting.municipality.slug, meeting.pk, organization.pk, "docx"]
    )


def test_an_agenda_speaks_of_questions_and_speakers_before_the_meeting(meeting):
    meeting.is_held, meeting.place, meeting.invited = (
        False,
        "Малый зал",
        "И.И. Дальняя, тренер\nП.П. Речной, водитель",
    )
    page = printed(agenda_paper(meeting))
    for words in ("ПОВЕСТКА ДНЯ", "Малый зал", "1. О сети кружков.", "П.П. Речной, водитель"):
        assert words in page
    assert "ПРОЕКТ" not in page


def test_those_listed_sign_the_sheet_and_without_a_list_all_organisations(meeting, schools):
    everybody = [row[1] for row in rows(attendance_sheet(meeting))]
    assert everybody == ["МУ ДО «Дом детства»", "Сад № 1", "Школа № 2", "Школа № 3", "Школа № 4"]
    Attendance.objects.create(meeting=meeting, organization=schools[2], people="О.О. Ясная, директор")
    meeting.invited = "И.И. Дальняя, тренер"
    listed = rows(attendance_sheet(meeting))
    assert [row[1:3] for row in listed] == [
        ["Школа № 4", "О.О. Ясная, директор"],
        ["", "И.И. Дальняя, тренер"],
    ]
    assert {row[3].strip() for row in listed} == {""}


@pytest.fixture
def controlled(signed, clause):
    """Three schools owe an answer on an order that was due in September: one gave it, one's answer was taken."""
    done, answered, _ = clause.executions.all()
    Execution.objects.filter(pk=done.pk).update(state=ExecutionState.DONE)
    Execution.objects.filter(pk=answered.pk).update(state=ExecutionState.ANSWERED)
    return signed


def test_a_control_report_counts_and_names_the_silent(controlled, clause):
    silent = clause.executions.get(state=ExecutionState.WAITING).organization.short_name
    before, after = (control_report(controlled, date(2026, month, 10)) for month in (8, 9))
    expected = ["1.1", "Обновить расписание кружков.", "до 01.09.2026", "1 из 3\nна проверке: 1", "1"]
    assert rows(before) == [[*expected, "0"]]
    assert rows(after) == [[*expected, "1"]]
    assert rows(before, 1) == [[silent, "1.1", "нет"]]
    assert rows(after, 1) == [[silent, "1.1", "1.1"]]


def test_of_a_standing_clause_the_last_half_year_counts(controlled, clause):
    for execution in clause.executions.all():
        execution.period, execution.state = "2026H1", ExecutionState.DONE
        execution.save()
        execution.pk, execution.period, execution.state = None, "2026H2", ExecutionState.WAITING
        execution.save()
    assert rows(control_report(controlled, DAY))[0][3] == "3 из 3"
    assert rows(control_report(controlled, date(2026, 7, 1)))[0][3] == "0 из 3"


def test_when_all_have_answered_it_says_so(controlled, clause):
    clause.executions.update(state=ExecutionState.DONE)
    assert texts(control_report(controlled, DAY)) == ["Ответили все, кому адресованы пункты."]


def test_a_file_opens_in_word_with_date_and_number_in_one_line(client, signed, methodist):
    client.force_login(methodist)
    url = reverse("meeting-control-file", args=[signed.municipality.slug, signed.pk, "docx"])
    document = docx.Document(io.BytesIO(client.get(url).content))
    assert any(paragraph.text.startswith("КОНТРОЛЬНАЯ СПРАВКА") for paragraph in document.paragraphs)


def test_a_conference_is_a_meeting_itself(body):
    conference = Body.objects.get(municipality=body.municipality, code="conference")
    assert (conference.sitting, body.sitting) == (
        "совещания руководителей",
        "заседания коллегии управления образования",
    )


def test_a_verb_is_not_said_twice(meeting):
    verbose = {"kind": "recommendation", "addressee_text": "Директорам школ", "number": "1"}
    make_clause(meeting, text="Рекомендовать провести день открытых дверей.", **verbose)
    assert "1. Директорам школ: Рекомендовать провести день открытых дверей." in texts(meeting.words())


@pytest.mark.parametrize("place", [0, 1])
def test_an_extract_by_a_key_that_no_row_can_have_is_not_found(client, methodist, url, signed, school, place):
    keys = [signed.pk, school.pk]
    keys[place] = 10**30
    client.force_login(methodist)
    assert client.get(url("meeting-extract-file", *keys, "pdf")).status_code == 404
    assert client.get(url("meeting-agenda-file", keys[0], "pdf")).status_code in (200, 404)
    assert client.get(url("meeting", keys[0])).status_code in (200, 404)
