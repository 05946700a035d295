"""After the approval: the copy signed on paper, the sending with its outgoing number, the answer with its incoming one."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from plans.models import ActivityPlan
from plans.periods import ReportingPeriod
from plans.rollover import start_plan
from records.approval import APPROVAL
from records.models import Dispatch, PaperState
from reports.refreshing import start_report
from tests.walking import PDF, answer, approve, log_url, send, sign, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def approved(plan, methodist, head, authority):
    return approved_report(plan, methodist, head, authority)


@pytest.fixture
def sent(approved, methodist):
    return send(approved, methodist)


def approved_report(plan, methodist, head, authority, half=1):
    report = start_report(plan, ReportingPeriod(plan.year, half))
    report.lines.update(text="Работа ведётся.", is_checked=True)
    return approve(report, methodist, head, authority)


def step_url(record, name):
    return reverse("paper-transition", args=[record.municipality.slug, record.pk, name])


def given(record, **facts):
    """The sending form as the browser sends it."""
    day = record.municipality.today()
    sending = {
        "number": "45",
        "day": day,
        "channel": "email",
        "addressee": "РМЦ",
        "seen_version": record.version,
    }
    return sending | facts


# The signed copy


def test_the_scan_of_the_signed_copy_hangs_on_the_approved_version(client, approved, methodist):
    client.force_login(methodist)
    file = {"scan": upload(), "seen_version": approved.version}
    assert client.post(step_url(approved, "sign"), file).status_code == 302
    copy = approved.snapshots.get().signed_copy
    page = client.get(approved.get_absolute_url()).content.decode()
    scan = reverse("attachment", args=[approved.municipality.slug, copy.attachment_id])
    assert f'href="{scan}">Скан подписанного' in page
    assert b"".join(client.get(scan).streaming_content) == PDF


def test_a_scan_is_replaced_until_the_paper_is_sent_and_the_first_is_kept(approved, methodist):
    sign(approved, methodist, b"%PDF-1")
    signed = sign(approved, methodist, b"%PDF-2")
    first, second = signed.in_force.signed_copies.order_by("pk")
    assert signed.in_force.signed_copy == second
    assert first.attachment != second.attachment
    sent = send(signed, methodist)
    with pytest.raises(ValidationError, match="в состоянии «отправлен»"):
        sign(sent, methodist)


def test_a_plan_is_signed_but_does_not_go_to_the_region(plan, methodist, head, authority):
    approved = sign(approve(plan, methodist, head, authority), methodist)
    assert approved.in_force.signed_copy
    with pytest.raises(PermissionDenied):
        APPROVAL.perform("send", approved, methodist, given(approved))


# Sending


def test_nothing_is_sent_without_the_scan(client, approved, methodist):
    client.force_login(methodist)
    for reply in (
        client.get(step_url(approved, "send"), follow=True),
        client.post(step_url(approved, "send"), given(approved)),
    ):
        assert "Сначала приложите скан подписанного" in reply.content.decode()
    approved.refresh_from_db()
    assert approved.state == PaperState.APPROVED


def test_the_page_and_the_log_tell_of_the_sending_in_the_words_of_an_office(client, approved, methodist):
    client.force_login(methodist)
    signed = sign(approved, methodist)
    page = client.get(step_url(signed, "send")).content.decode()
    assert 'value="Региональный модельный центр"' in page
    client.post(step_url(signed, "send"), given(signed))
    told = f"Отправлен {approved.municipality.today():%d.%m.%Y}, исх. № 45, электронной почтой"
    page = client.get(approved.get_absolute_url()).content.decode()
    assert told in page
    log = client.get(log_url(approved)).content.decode()
    assert log.count(told) == 2, "beside the version and in the log"
    assert "Кому: РМЦ" in log


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"number": " "}, "Обязательное поле"),
        ({"day": "2099-01-01"}, "Эта дата ещё не наступила"),
        ({"day": "2020-01-01"}, "раньше этого дня его отправить не могли"),
        ({"channel": "голубь"}, "Выберите корректный вариант"),
        ({"number": "4\x005"}, 'id="id_number_error"'),
    ],
)
def test_a_wrong_sending_is_refused_at_its_field(client, approved, methodist, facts, sentence):
    client.force_login(methodist)
    signed = sign(approved, methodist)
    reply = client.post(step_url(signed, "send"), given(signed, **facts))
    assert reply.status_code == 422
    assert sentence in reply.content.decode()
    assert not Dispatch.objects.exists()


def test_an_outgoing_number_of_this_year_is_refused_and_the_paper_that_has_it_is_named(
    client, sent, plan, methodist, head, authority
):
    client.force_login(methodist)
    other = sign(approved_report(plan, methodist, head, authority, half=2), methodist)
    reply = client.post(step_url(other, "send"), given(other, addressee="В управление"))
    page = reply.content.decode()
    assert reply.status_code == 422
    assert f"Исходящий № 45 в {other.municipality.today().year} году уже занят: {sent.title}" in page
    assert "В управление" in page
    assert 'id="id_number_error"' in page
    other.refresh_from_db()
    assert other.state == PaperState.APPROVED
    assert client.post(step_url(other, "send"), given(other, number="46")).status_code == 302


def test_the_number_is_free_in_another_year_and_in_another_municipality(sent, other_municipality):
    dispatch = Dispatch.objects.get()
    foreign = start_plan(ActivityPlan(municipality=other_municipality, year=2026), "library")
    facts = {"number": "1", "approver_name": "—", "approver_post": "—", "approved_on": dispatch.sent_on}
    for number, (municipality, day) in enumerate(
        [(other_municipality, dispatch.sent_on), (sent.municipality, dispatch.sent_on - timedelta(days=366))]
    ):
        snapshot = foreign.snapshots.create(**facts | {"number": number}, content={})
        Dispatch.objects.create(snapshot=snapshot, municipality=municipality, number="45", sent_on=day)
    dispatch.pk, dispatch.snapshot = None, foreign.snapshots.create(**facts | {"number": 5}, content={})
    with pytest.raises(IntegrityError), transaction.atomic():
        dispatch.save()


# The answer


def test_the_regional_centre_accepts_with_its_incoming_number(client, sent, rmc):
    client.force_login(rmc)
    facts = {"number": "77", "day": sent.municipality.today(), "seen_version": sent.version}
    assert client.post(step_url(sent, "accept"), facts).status_code == 302
    sent.refresh_from_db()
    assert sent.state == PaperState.ACCEPTED
    assert (
        f"Принят {sent.municipality.today():%d.%m.%Y}, вх. № 77"
        in client.get(sent.get_absolute_url()).content.decode()
    )


@pytest.mark.parametrize("name", ["accept", "send_back"])
def test_the_answer_is_offered_with_the_day_of_today(client, sent, rmc, name):
    client.force_login(rmc)
    page = client.get(step_url(sent, name)).content.decode()
    assert f'value="{sent.municipality.today():%Y-%m-%d}"' in page
    assert 'reports/" aria-current="page"' in page


def test_the_office_records_an_answer_that_came_by_letter(client, sent, methodist):
    client.force_login(methodist)
    assert "Отметить, что принят" in client.get(sent.get_absolute_url()).content.decode()
    facts = {"number": "77", "day": sent.municipality.today(), "scan": upload(), "seen_version": sent.version}
    assert client.post(step_url(sent, "record_acceptance"), facts).status_code == 302
    dispatch = Dispatch.objects.get()
    assert (dispatch.outcome, dispatch.received_by) == ("accepted", methodist)
    assert dispatch.letter is not None


@pytest.mark.parametrize("day", ["2099-01-01", "2020-01-01", ""])
def test_a_wrong_day_of_the_answer_is_refused(client, sent, rmc, day):
    client.force_login(rmc)
    facts = {"number": "77", "day": day, "seen_version": sent.version}
    assert client.post(step_url(sent, "accept"), facts).status_code == 422
    sent.refresh_from_db()
    assert sent.state == PaperState.SENT


def test_the_regional_centre_returns_with_remarks_at_rows(client, sent, rmc, methodist):
    client.force_login(rmc)
    row = sent.lines.first().item_id
    facts = {"number": "78", "day": sent.municipality.today(), f"remark-{row}": "Сколько детей?"}
    assert (
        "хотя бы одно замечание"
        in client.post(
            step_url(sent, "send_back"), facts | {f"remark-{row}": "", "seen_version": sent.version}
        ).content.decode()
    )
    assert client.post(step_url(sent, "send_back"), facts | {"seen_version": sent.version}).status_code == 302
    sent.refresh_from_db()
    assert sent.state == PaperState.RETURNED
    client.force_login(methodist)
    page = client.get(sent.get_absolute_url()).content.decode()
    for words in ("Сколько детей?", "Возвращён", "вх. № 78", "Подготовить уточнённый отчёт"):
        assert words in page


def test_a_returned_paper_comes_back_to_the_office(sent, rmc, methodist):
    answer(sent, rmc, "send_back", remarks=[(None, "Нет подписи")])
    returned = type(sent).objects.returned_to(methodist, sent.municipality)
    assert [paper.pk for paper in returned] == [sent.pk]


@pytest.mark.parametrize(
    "transition", ["accept", "record_acceptance", "send", "sign", "correct", "amend", "reopen"]
)
def test_what_is_out_of_order_is_refused_in_a_sentence(client, plan, methodist, administrator, transition):
    """A draft is neither sent nor accepted nor corrected, whatever a form sends."""
    report = start_report(plan, ReportingPeriod(2026, 1))
    client.force_login(administrator)
    facts = given(report, reason="Ошибка")
    assert client.get(step_url(report, transition)).status_code == 302
    reply = client.post(step_url(report, transition), facts | {"scan": upload()})
    assert reply.status_code == 422
    assert "Документ сейчас в состоянии «черновик»" in reply.content.decode()
    report.refresh_from_db()
    assert (report.state, report.correction_number) == (PaperState.DRAFT, 0)


def test_a_stranger_is_refused_before_his_form_is_read(client, sent, head, authority):
    client.force_login(authority)
    for transition in ("accept", "record_acceptance", "correct"):
        assert client.post(step_url(sent, transition), {}).status_code == 403


def test_an_answer_twice_is_refused(client, sent, rmc):
    answer(sent, rmc, "accept")
    client.force_login(rmc)
    facts = {"number": "79", "day": sent.municipality.today(), "seen_version": sent.version}
    reply = client.post(step_url(sent, "accept"), facts)
    assert "Документ сейчас в состоянии «принят»" in reply.content.decode()
    assert Dispatch.objects.get().incoming_number == "77"
