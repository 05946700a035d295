"""Clauses as the office enters them, and whom each binds, before and after signing."""

from datetime import date

import pytest
from django.urls import reverse

from meetings.models import Clause, Meeting
from records.approval import APPROVAL
from tests.walking import approve

from .conftest import make_clause

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


# The clauses


def test_a_clause_gets_its_number_under_its_question(shown, send, url, meeting):
    question = meeting.agenda.get()
    assert 'name="number" value="1.1"' in shown(url("clause-create", meeting.pk), item=question.pk)
    assert 'name="number" value="1"' in shown(url("clause-create", meeting.pk))
    make_clause(meeting, item=question)
    assert 'name="number" value="1.2"' in shown(url("clause-create", meeting.pk), item=question.pk)
    make_clause(meeting, number="5.7")
    assert 'name="number" value="5.8"' in shown(url("clause-create", meeting.pk))


def test_the_words_of_a_clause_tell_its_kind_and_whom_it_binds(send, meeting, schools):
    send(
        "clause-create",
        meeting.pk,
        number="1.1",
        text="Рекомендовать обновить расписание:\n- на неделю\n- на месяц",
        addressee_text="директорам школ",
        deadline_text="до 01.09.2026",
    )
    clause = Clause.objects.get()
    assert (clause.kind, clause.group_kinds, clause.is_addressed) == ("recommendation", ["school"], False)
    assert clause.sub_points == ("Рекомендовать обновить расписание:", ["на неделю", "на месяц"])
    assert clause.due_on == date(2026, 9, 1)


def test_what_is_chosen_by_hand_stands_and_is_confirmed(send, meeting, schools):
    send(
        "clause-create",
        meeting.pk,
        number="1.1",
        kind="order",
        text="Обновить расписание.",
        addressee_text="директорам школ",
        organizations=[schools[3].pk],
        is_addressed="on",
    )
    clause = Clause.objects.get()
    assert (clause.group_kinds, clause.organizations.get(), clause.is_addressed) == ([], schools[3], True)


def test_a_clause_that_nobody_would_get_is_not_confirmed(send, meeting, schools):
    same = {"number": "1.1", "text": "Обновить.", "addressee_text": "всем желающим"}
    assert "Пункт никто не получит" in send("clause-create", meeting.pk, **same, is_addressed="on")
    assert not Clause.objects.exists()
    page = send("clause-create", meeting.pk, **same)
    assert "Адресат «всем желающим» не найден" in page
    assert "Срок не указан" in page


def test_a_number_taken_and_a_deadline_passed_are_told_together(send, meeting, clause):
    taken = {"number": clause.number, "text": "Обновить.", "deadline_text": "до 01.03.2026"}
    page = send("clause-create", meeting.pk, **taken, condition="rural")
    assert f"Пункт {clause.number} в этом документе уже есть." in page
    assert "Срок раньше заседания (21.04.2026)" in page
    assert "Условие выбирают к виду организаций" in page
    assert Clause.objects.count() == 1


def test_the_addressees_are_shown_while_one_types(client, methodist, url, meeting, schools):
    client.force_login(methodist)
    typed = {"text": "Обновить расписание.", "addressee_text": "директорам школ", "number": "1"}
    proposed = client.post(url("clause-preview", meeting.pk) + "?propose=1", typed).content.decode()
    assert "Сегодня получат 3 организации: Школа № 2, Школа № 3, Школа № 4." in proposed
    assert "Вид по словам текста: поручение." in proposed
    chosen = typed | {"group_kinds": ["school"], "condition": "growth_point"}
    counted = client.post(url("clause-preview", meeting.pk), chosen).content.decode()
    assert "Сегодня получит 1 организация: Школа № 3." in counted
    nobody = client.post(url("clause-preview", meeting.pk) + "?propose=1", {"text": "Считать хорошим."})
    assert "на контроль он не ставится" in nobody.content.decode()


def test_what_is_confirmed_is_not_proposed_anew(client, methodist, url, meeting, schools):
    client.force_login(methodist)
    typed = {"addressee_text": "директорам школ", "group_kinds": ["kindergarten"], "is_addressed": "on"}
    page = client.post(url("clause-preview", meeting.pk) + "?propose=1", typed).content.decode()
    assert "Сегодня получит 1 организация: Сад № 1." in page


def test_clauses_change_places_with_their_numbers(send, meeting):
    first, second = make_clause(meeting), make_clause(meeting)
    send("clause-move", second.pk, "up")
    assert [(c.pk, c.number) for c in meeting.clauses.all()] == [(second.pk, "1.1"), (first.pk, "1.2")]
    send("clause-move", second.pk, "up")
    assert [c.pk for c in meeting.clauses.all()] == [second.pk, first.pk]
    assert "Пункт 1.2 удалён." in send("clause-delete", first.pk)
    assert list(meeting.clauses.all()) == [second]


def test_a_deadline_typed_anew_is_understood_anew(send, meeting, clause):
    Clause.objects.update(deadline_is_corrected=True)
    facts = {
        "number": "1.1",
        "kind": "order",
        "text": clause.text,
        "group_kinds": ["school"],
        "is_addressed": "on",
    }
    send("clause-edit", clause.pk, **facts, deadline_text="постоянно", version=1)
    clause.refresh_from_db()
    assert clause.is_standing


def test_a_deadline_misunderstood_is_corrected_by_hand(shown, send, url, meeting):
    clause = make_clause(meeting, deadline_text="к началу учебного года")
    assert url("clause-deadline", clause.pk) in shown(meeting.get_absolute_url())
    date_of = {"kind": "date", "recurrence": "none", "version": 1}
    wrong = send("clause-deadline", clause.pk, **date_of, start="2026-03-01", end="2026-03-01")
    assert "Срок раньше заседания (21.04.2026)" in wrong
    page = send("clause-deadline", clause.pk, **date_of, start="2026-08-31", end="2026-08-31")
    assert "уточнено вручную" in page
    clause.refresh_from_db()
    assert (clause.due_on, clause.deadline_text) == (date(2026, 8, 31), "к началу учебного года")


def test_a_meeting_put_off_beyond_a_deadline_is_told_at_the_clause_and_stops_the_signing(
    shown, send, meeting, clause, schools
):
    Meeting.objects.update(starts_on=date(2026, 9, 2))
    meeting.refresh_from_db()
    assert "Срок раньше заседания: исполнить его нельзя." in shown(meeting.get_absolute_url())
    assert f"Пункт {clause.number}: срок раньше заседания." in meeting.problems()
    fields = {"kind": "until", "recurrence": "none", "end": "2026-10-01", "version": 1}
    send("clause-deadline", clause.pk, **fields)
    clause.refresh_from_db()
    assert clause.due_on == date(2026, 10, 1)


def test_who_writes_for_everybody_is_warned_of_names(shown, url, meeting):
    assert "не называйте в нём людей" not in shown(url("clause-create", meeting.pk))
    Meeting.objects.update(openness="public")
    assert "не называйте в нём людей" in shown(url("clause-create", meeting.pk))


# Signed


def test_what_is_on_its_way_or_signed_is_not_changed(
    send, meeting, clause, methodist, head, authority, head_of
):
    record = APPROVAL.perform("submit", meeting, methodist)
    question = meeting.agenda.get()
    changes = [
        ("meeting-edit", meeting.pk, head_of(version=meeting.version)),
        ("meeting-attendance", meeting.pk, {}),
        ("question-create", meeting.pk, {"question": "О лете"}),
        ("question-delete", question.pk, {}),
        ("speech-delete", question.speeches.get().pk, {}),
        ("clause-create", meeting.pk, {"number": "9", "text": "Сделать."}),
        ("clause-delete", clause.pk, {}),
    ]
    for name, pk, fields in changes:
        assert "на согласовании" in send(name, pk, **fields), name
    APPROVAL.perform("pass", record, head)
    APPROVAL.perform("pass", record, authority)
    for name, pk, fields in changes:
        assert "подписанный не меняется" in send(name, pk, **fields), name
    assert meeting.clauses.get() == clause


def test_addressees_may_be_confirmed_after_signing_and_get_the_clause_at_once(
    shown, send, url, meeting, schools, methodist, head, authority
):
    clause = make_clause(meeting)
    approve(meeting, methodist, head, authority)
    assert not clause.executions.exists()
    assert url("clause-addressing", clause.pk) in shown(meeting.get_absolute_url())
    assert "Сегодня получат 3 организации" in shown(url("clause-addressing", clause.pk))
    assert "Проверьте адресатов" in send("clause-addressing", clause.pk, group_kinds=["school"], version=1)
    fields = {"group_kinds": ["school"], "is_addressed": "on", "version": 1, "text": "Другой текст"}
    assert "Пункт 1.1 на контроле: 3 исполнителя." in send("clause-addressing", clause.pk, **fields)
    clause.refresh_from_db()
    assert (clause.text, clause.executions.count()) == ("Обновить расписание кружков.", 3)
    assert "Адресатов этого пункта сейчас не меняют." in send("clause-addressing", clause.pk, **fields)


def test_the_admin_carries_nothing_over_to_a_signed_paper(client, administrator, signed, body):
    client.force_login(administrator)
    draft = Meeting.objects.create(municipality=body.municipality, body=body, starts_on=signed.starts_on)
    question = draft.agenda.create(position=1, question="О чужом")
    sent = {"meeting": signed.pk, "position": 2, "question": "О чужом"}
    sent |= {"speeches-TOTAL_FORMS": 0, "speeches-INITIAL_FORMS": 0}
    for name, *row in (("add",), ("change", question.pk)):
        page = client.post(reverse(f"admin:meetings_agendaitem_{name}", args=row), sent)
        assert "в нём уже ничего не меняют" in page.content.decode()
    assert signed.agenda.count() == 1


def test_whoever_executes_a_clause_does_not_control_it(send, meeting, methodist):
    both = {"person": methodist.person_id, "controller": methodist.person_id}
    page = send("clause-create", meeting.pk, number="1", text="Сдать отчёт.", kind="order", **both)
    assert "исполнитель сам себя не контролирует" in page
    assert not meeting.clauses.exists()
