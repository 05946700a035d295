"""The board of clauses, a clause, an answer: who sees what, and who moves what."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from meetings.control import EXECUTION
from meetings.fan_out import fan_out
from meetings.models import Clause, Execution, ExecutionState, Meeting
from organizations.models import Municipality, Organization
from records.models import Attachment

from .conftest import DAY, make_clause

pytestmark = pytest.mark.django_db

LATE = date(2026, 9, 10)
ANSWER = {"is_done": "True", "text": "Расписание обновлено."}
BY_LETTER = ANSWER | {"channel": "email", "author": "директор", "day": "2026-04-21"}


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(Municipality, "today", lambda self: DAY)


@pytest.fixture
def later(monkeypatch):
    """The deadline has passed."""
    monkeypatch.setattr(Municipality, "today", lambda self: LATE)


@pytest.fixture
def bound(signed, school):
    """The clause binds four schools, that of the director too."""
    fan_out(signed.clauses.all(), DAY)
    return signed.clauses.get()


@pytest.fixture
def own(bound, school):
    return bound.executions.get(organization=school)


@pytest.fixture
def other(bound, schools):
    return bound.executions.get(organization=schools[0])


@pytest.fixture
def url(municipality):
    return lambda name, *args: reverse(name, args=[municipality.slug, *args])


@pytest.fixture
def show(client, url):
    def show(user, name, *args, **query):
        client.force_login(user)
        return client.get(url(name, *args), query)

    return show


@pytest.fixture
def send(client, url):
    def send(user, name, *args, **data):
        client.force_login(user)
        if name == "execution-transition":
            data = {"seen_version": Execution.objects.get(pk=args[0]).version} | data
        return client.post(url(name, *args), data)

    return send


def text(answer):
    return " ".join(answer.content.decode().split())


def answered(execution, user):
    given = {"text": "Сделано.", "is_done": True, "channel": "portal", "day": DAY}
    return EXECUTION.perform("answer", execution, user, given)


# The board


def test_the_board_counts_the_executions_of_each_clause(show, bound, own, other, director, authority, later):
    EXECUTION.perform("accept", answered(own, director), authority)
    answered(other, authority)
    assert 'исполнено 1 из 4, на проверке 1, <span class="overdue">просрочено 2</span>' in text(
        show(authority, "clause-list")
    )


def test_a_recommendation_is_not_called_overdue(show, bound, authority, later):
    Clause.objects.update(kind=Clause.Kind.RECOMMENDATION)
    page = text(show(authority, "clause-list"))
    assert "срок прошёл у 4" in page
    assert "просрочено 4" not in page
    row = text(show(authority, "clause", bound.pk))
    assert "срок прошёл</span>" in row
    assert "просрочено</span>" not in row


@pytest.mark.parametrize(
    ("query", "is_shown"),
    [
        ({"state": "waiting"}, True),
        ({"state": "answered"}, False),
        ({"state": "late"}, True),
        ({"state": "done"}, False),
        ({"due": "month"}, True),
        ({"due": "past"}, True),
        ({"due": "standing"}, False),
        ({"due": "none"}, False),
    ],
)
def test_the_board_is_filtered_by_the_query_string(show, bound, authority, later, query, is_shown):
    assert (bound in show(authority, "clause-list", **query).context["object_list"]) == is_shown


def test_a_clause_is_done_with_when_all_have_answered(show, bound, own, director, authority):
    EXECUTION.perform("accept", answered(own, director), authority)
    assert bound not in show(authority, "clause-list", state="done").context["object_list"]
    bound.executions.update(state=ExecutionState.DONE)
    assert bound in show(authority, "clause-list", state="done").context["object_list"]


def test_the_board_is_narrowed_to_an_organisation_and_a_body(show, bound, own, authority, schools, body):
    listed = lambda **query: show(authority, "clause-list", **query).context["object_list"]  # noqa: E731
    assert bound in listed(organization=own.organization_id, body=body.pk)
    assert bound not in listed(organization=schools[3].pk)
    EXECUTION.perform("remove", own, authority, {"text": "Школа закрыта"})
    assert bound not in listed(organization=own.organization_id, state="waiting")


def test_standing_clauses_are_told_by_their_words(signed):
    standing = make_clause(signed, deadline_text="постоянно")
    monthly = make_clause(signed, deadline_text="ежемесячно")
    undated = make_clause(signed, deadline_text="")
    every = Clause.objects.all()
    assert set(every.standing()) == {clause for clause in every if clause.is_standing} == {standing, monthly}
    assert undated not in every.standing()


def test_clauses_of_a_paper_that_is_not_signed_are_not_on_the_board(show, meeting, clause, authority):
    assert clause not in show(authority, "clause-list").context["object_list"]


def test_an_organisation_sees_what_is_asked_of_it_what_is_late_first(show, signed, bound, own, director):
    early = make_clause(signed, group_kinds=["school"], is_addressed=True, deadline_text="до 01.05.2026")
    fan_out([early], DAY)
    page = show(director, "clause-list")
    assert list(page.context["object_list"]) == [early.executions.get(organization=own.organization), own]
    assert "Школа № 2" not in text(page)


# A clause and an answer


def test_an_organisation_sees_its_own_answer_and_nobody_elses(show, bound, own, other, director, authority):
    answered(other, authority)
    page = show(director, "clause", bound.pk)
    assert list(page.context["object_list"]) == [own]
    assert "Сделано." not in text(page)
    assert show(director, "execution", own.pk).status_code == 200
    assert show(director, "execution", other.pk).status_code == 404
    assert show(director, "execution-transition", other.pk, "answer").status_code == 404


def test_another_municipality_does_not_find_it(show, send, bound, own, stranger):
    for name, pk in (("clause", bound.pk), ("execution", own.pk), ("clause-silent", bound.pk)):
        assert show(stranger, name, pk).status_code == 404
    assert send(stranger, "execution-transition", own.pk, "answer", **BY_LETTER).status_code == 404


def test_of_a_closed_decision_an_organisation_reads_only_the_clauses_that_bind_it(
    show, signed, bound, director
):
    other = make_clause(signed, text="Садам: сдать отчёт.")
    Meeting.objects.update(openness=Meeting.Openness.ADDRESSEES)
    assert show(director, "clause", other.pk).status_code == 404
    page = show(director, "clause", bound.pk)
    assert page.status_code == 200
    assert signed.get_absolute_url() not in page.content.decode()
    assert signed not in [paper.itself for paper in show(director, "today").context["papers"]]


def test_the_addressee_is_not_asked_who_it_is(show, send, own, director, methodist):
    assert {"channel", "author", "day"}.isdisjoint(
        show(director, "execution-transition", own.pk, "answer").context["form"].fields
    )
    assert send(director, "execution-transition", own.pk, "answer", **ANSWER).status_code == 302
    entry = own.entries.get()
    assert (entry.channel, entry.author, entry.answered_on) == ("portal", "", DAY)


def test_the_office_says_who_answered_and_how(send, show, own, methodist):
    refused = send(methodist, "execution-transition", own.pk, "answer", **ANSWER)
    assert refused.status_code == 422
    assert {"channel", "author", "day"} <= refused.context["form"].errors.keys()
    too_early = BY_LETTER | {"day": "2025-04-21"}
    refused = send(methodist, "execution-transition", own.pk, "answer", **too_early)
    assert "Это раньше заседания (21.04.2026)." in text(refused)
    assert send(methodist, "execution-transition", own.pk, "answer", **BY_LETTER).status_code == 302
    assert "Ответил(а) директор, электронной почтой, 21.04.2026" in text(show(methodist, "execution", own.pk))


def test_the_centre_answers_for_itself_and_another_of_the_office_accepts(
    send, signed, municipality, methodist, head
):
    clause = make_clause(signed, is_addressed=True)
    clause.organizations.add(municipality.centre)
    fan_out([clause], DAY)
    execution = clause.executions.get()
    assert send(methodist, "execution-transition", execution.pk, "answer", **ANSWER).status_code == 302
    assert send(methodist, "execution-transition", execution.pk, "accept").status_code == 403
    assert send(head, "execution-transition", execution.pk, "accept").status_code == 302
    assert clause.executions.get().state == ExecutionState.DONE


def test_what_a_colleague_has_moved_meanwhile_is_told(send, own, director, authority):
    answered(own, director)
    answered(own, director)
    refused = send(authority, "execution-transition", own.pk, "accept", seen_version="2")
    assert refused.status_code == 422
    assert "посмотрите его ещё раз" in text(refused)
    assert send(authority, "execution-transition", own.pk, "accept", seen_version="3").status_code == 302


def test_files_of_an_answer_go_to_those_who_see_it_and_to_nobody_else(
    send, show, own, director, rmc, schools
):
    file = SimpleUploadedFile("приказ.pdf", b"%PDF-1.7\n%%EOF\n")
    send(director, "execution-transition", own.pk, "answer", **ANSWER, new_files=[file])
    attachment = Attachment.objects.get()
    assert show(director, "attachment", attachment.pk).status_code == 200
    assert show(rmc, "attachment", attachment.pk).status_code == 200
    director.person.appointments.update(organization=schools[0])
    assert show(director, "attachment", attachment.pk).status_code == 404


def test_a_standing_clause_is_asked_for_one_half_year_at_a_time(
    show, signed, own, director, authority, monkeypatch
):
    clause = make_clause(signed, deadline_text="постоянно", group_kinds=["school"], is_addressed=True)
    fan_out([clause], DAY)
    first = clause.executions.get(organization=own.organization)
    EXECUTION.perform("accept", answered(first, director), authority)
    following = clause.executions.get(period="2026H2")
    assert "исполнено 1 из 4" in text(show(authority, "clause-list"))
    assert len(show(authority, "clause-silent", clause.pk).context["reminder"].owing) == 3
    assert following not in show(director, "clause-list").context["object_list"]
    assert following not in show(director, "today").context["asked"]
    monkeypatch.setattr(Municipality, "today", lambda self: LATE)
    assert "исполнено 0 из 4, <span" in text(show(authority, "clause-list"))
    shown = show(authority, "clause", clause.pk).context["object_list"]
    assert following in shown
    assert first not in shown
    assert f'{first.get_absolute_url()}">I полугодие 2026 года</a>' in text(
        show(director, "execution", following.pk)
    )


# Many at once


def test_the_controller_accepts_those_he_has_ticked(send, bound, own, other, director, authority):
    seen = [answered(own, director), answered(other, authority)]
    ticks = [f"{execution.pk}.{execution.version}" for execution in seen]
    answer = send(authority, "clause-accept", bound.pk, answers=ticks)
    told = [str(message) for message in answer.wsgi_request._messages]
    assert any("Свой ответ не принимают" in words for words in told)
    assert "Принято ответов: 1." in told
    assert [bound.executions.get(pk=each.pk).state for each in seen] == ["done", "answered"]


def test_an_answer_that_has_changed_since_is_not_accepted(send, bound, own, director, authority):
    tick = f"{own.pk}.{answered(own, director).version}"
    answered(own, director)
    send(authority, "clause-accept", bound.pk, answers=[tick, "вздор", "9" * 40])
    assert bound.executions.get(pk=own.pk).state == ExecutionState.ANSWERED


def test_who_has_not_answered_is_given_more_time(send, bound, own, other, director, authority):
    answered(own, director)
    Execution.objects.filter(pk=other.pk).update(due_on=date(2026, 12, 1))
    data = {"due_on": "2026-10-01", "text": "Обновляется программа"}
    assert send(authority, "clause-extend", bound.pk, **data).status_code == 302
    days = dict(bound.executions.values_list("pk", "due_on"))
    assert days.pop(own.pk) == date(2026, 9, 1)
    assert days.pop(other.pk) == date(2026, 12, 1)
    assert set(days.values()) == {date(2026, 10, 1)}


def test_a_day_that_is_no_extension_is_refused(send, bound, authority):
    refused = send(authority, "clause-extend", bound.pk, due_on="2026-08-01", text="")
    assert refused.status_code == 422
    assert {"due_on", "text"} == refused.context["form"].errors.keys()


def test_a_whole_clause_is_taken_off_control(send, bound, own, director, authority):
    bound.executions.filter(pk=own.pk).update(state=ExecutionState.DONE)
    send(authority, "clause-remove", bound.pk, text="Решение отменено")
    states = sorted(bound.executions.values_list("state", flat=True))
    assert states == ["done", "removed", "removed", "removed"]
    assert bound.executions.exclude(pk=own.pk).first().entries.get().text == "Решение отменено"


def test_only_the_controller_does_so(send, bound, head, authority):
    Clause.objects.update(controller=head.person)
    assert send(authority, "clause-remove", bound.pk, text="Решение отменено").status_code == 403
    assert send(head, "clause-remove", bound.pk, text="Решение отменено").status_code == 302


# Who has not answered


def test_the_reminder_names_the_paper_the_deadline_and_the_addresses(
    show, bound, own, director, authority, later
):
    Organization.objects.filter(short_name="Школа № 2").update(email="school2@example.org")
    Organization.objects.filter(short_name="Школа № 3").update(email="school3@example.org")
    answered(own, director)
    reminder = show(authority, "clause-silent", bound.pk).context["reminder"]
    assert [str(addressee) for addressee, _ in reminder.owing] == ["Школа № 2", "Школа № 3", "Школа № 4"]
    assert reminder.addresses == "school2@example.org, school3@example.org"
    assert [str(one) for one in reminder.without_address] == ["Школа № 4"]
    assert (
        "Пунктом 1.1 решения № 2 коллегии управления образования от 21.04.2026 вам поручено: "
        "«Обновить расписание кружков». Срок исполнения: до 01.09.2026."
    ) in reminder.text
    assert "По состоянию на 10.09.2026" in reminder.text
    assert "указав причину задержки" in reminder.text


def test_the_reminder_tells_another_day_than_that_of_the_paper(show, bound, authority):
    bound.executions.update(due_on=date(2026, 10, 1))
    words = show(authority, "clause-silent", bound.pk).context["reminder"].text
    assert "Срок исполнения: до 01.09.2026. Ответ ожидается до 01.10.2026." in words
    assert "в указанный срок" in words


def test_all_who_are_late_are_listed_together(show, signed, bound, authority, later):
    second = make_clause(signed, text="Сдать отчёт.", group_kinds=["school"], is_addressed=True)
    fan_out([second], DAY)
    reminder = show(authority, "clauses-silent").context["reminder"]
    assert len(reminder.owing) == 4
    assert {len(owed) for _, owed in reminder.owing} == {2}
    assert "Сдать отчёт" in reminder.text
