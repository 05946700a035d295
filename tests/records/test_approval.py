"""The way of a paper to approval: who may do which step, what stands in the way, what is kept of it."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.urls import reverse

from documents.paper import Row, Table
from organizations.models import Role
from plans.periods import ReportingPeriod
from records.approval import APPROVAL
from records.models import ApprovalRoute, OfficialPaper, PaperState
from records.models.papers import OfficialPaperQuerySet
from reports.refreshing import start_report
from tests.walking import approve, log_url

pytestmark = pytest.mark.django_db


def transition_url(record, name):
    return reverse("paper-transition", args=[record.municipality.slug, record.pk, name])


def rows_of(paper):
    (table,) = (block for block in paper.body if isinstance(block, Table))
    return [row for row in table.rows if isinstance(row, Row)]


@pytest.fixture
def in_approval(plan, methodist):
    return APPROVAL.perform("submit", plan, methodist)


@pytest.fixture
def approved(in_approval, head, authority):
    APPROVAL.perform("pass", in_approval, head)
    return APPROVAL.perform("pass", in_approval, authority)


def test_the_route_leads_from_the_methodist_over_the_head_to_the_authority(in_approval, head, authority):
    assert in_approval.state == PaperState.IN_APPROVAL
    assert in_approval.step.role == "moc_head"
    checked = APPROVAL.perform("pass", in_approval, head)
    assert (checked.state, checked.step.role) == (PaperState.IN_APPROVAL, "authority")
    approved = APPROVAL.perform("pass", in_approval, authority)
    assert (approved.state, approved.step) == (PaperState.APPROVED, None)


def test_a_step_is_taken_only_by_the_role_it_names(in_approval, methodist, authority, rmc):
    for user in (methodist, authority, rmc):
        with pytest.raises(PermissionDenied):
            APPROVAL.perform("pass", in_approval, user)


def test_an_appointment_that_ended_yesterday_gives_no_right(in_approval, head, municipality):
    from datetime import timedelta

    yesterday = municipality.today() - timedelta(days=1)
    head.person.appointments.update(ends_on=yesterday)
    fresh = type(head).objects.get(pk=head.pk)
    with pytest.raises(PermissionDenied):
        APPROVAL.perform("pass", in_approval, fresh)


def test_the_same_step_twice_is_refused_with_a_sentence(approved, authority):
    with pytest.raises(ValidationError, match="Документ сейчас в состоянии «утверждён»"):
        APPROVAL.perform("pass", approved, authority)


def test_an_empty_plan_is_not_sent(plan, methodist):
    plan.items().delete()
    with pytest.raises(ValidationError, match="нет ни одного пункта"):
        APPROVAL.perform("submit", plan, methodist)
    plan.refresh_from_db()
    assert plan.state == PaperState.DRAFT


def test_without_a_route_the_paper_is_not_sent(plan, methodist):
    ApprovalRoute.objects.all().delete()
    with pytest.raises(ValidationError, match="не настроен маршрут"):
        APPROVAL.perform("submit", plan, methodist)


def test_the_municipality_s_own_route_goes_before_the_common_one(plan, municipality, methodist):
    assert ApprovalRoute.of(plan).municipality == municipality
    assert ApprovalRoute.objects.filter(municipality=None, kind=plan.kind).exists()


def test_approval_keeps_the_paper_as_it_was(approved, authority):
    snapshot = approved.in_force
    assert (snapshot.number, snapshot.approver) == (1, authority)
    assert snapshot.approver_post == "специалист отдела образования"
    before = approved.paper()
    item = approved.items().first()
    item.title = "Переписано после утверждения"
    item.save()
    assert approved.paper() == before
    assert "Переписано" not in str(rows_of(approved.paper()))


def test_a_draft_prints_that_it_is_one_and_the_approved_paper_its_approver(plan, approved):
    assert plan.draw().draft
    paper = approved.paper()
    assert not paper.draft
    assert paper.approval.name == "А.П. Отделова"


def test_return_needs_a_remark(in_approval, head):
    with pytest.raises(ValidationError, match="хотя бы одно замечание"):
        APPROVAL.perform("return", in_approval, head, {"remarks": [(None, "  ")]})
    in_approval.refresh_from_db()
    assert in_approval.state == PaperState.IN_APPROVAL


def test_remarks_stand_at_their_rows_and_bar_the_next_sending_until_resolved(
    client, in_approval, head, methodist, item
):
    client.force_login(head)
    remarks = {f"remark-{item.pk}": "Уточните срок", "remark": "", "seen_version": in_approval.version}
    client.post(transition_url(in_approval, "return"), remarks)
    remark = in_approval.open_remarks().get()
    assert (remark.row, remark.text, remark.author) == (item.pk, "Уточните срок", head)
    client.force_login(methodist)
    assert "Уточните срок" in client.get(in_approval.get_absolute_url()).content.decode()
    seen = {"seen_version": in_approval.version + 1}
    refused = client.post(transition_url(in_approval, "submit"), seen)
    assert "Не устранены замечания: 1" in refused.content.decode()
    client.post(reverse("remark-resolve", args=[in_approval.municipality.slug, remark.pk]))
    assert client.post(transition_url(in_approval, "submit"), seen).status_code == 302


def test_the_log_names_the_step_the_actor_and_the_post(approved):
    log = [(entry.action, entry.to_state, entry.actor_title) for entry in approved.log.order_by("pk")]
    assert log == [
        ("Отправить на согласование", "in_approval", "методист МОЦ"),
        ("Проверено", "in_approval", "руководитель МОЦ"),
        ("Утвердить", "approved", "специалист отдела образования"),
    ]


def test_the_next_approval_stores_the_next_snapshot(approved, methodist, head, authority):
    APPROVAL.perform("amend", approved, methodist, {"reason": "Перенос семинара"})
    again = approve(approved, methodist, head, authority)
    assert [snapshot.number for snapshot in again.snapshots.all()] == [2, 1]
    assert again.paper().revision == "Редакция № 2, корректировка № 1"


def test_buttons_are_those_of_the_table(client, plan, methodist, head):
    client.force_login(methodist)
    assert "Отправить на согласование" in client.get(plan.get_absolute_url()).content.decode()
    client.force_login(head)
    APPROVAL.perform("submit", plan, methodist)
    page = client.get(plan.get_absolute_url()).content.decode()
    assert "Проверено" in page
    assert "Вернуть с замечаниями" in page
    assert "Утвердить" not in page


def test_a_plan_does_not_travel_like_a_report(approved, methodist):
    with pytest.raises(PermissionDenied):
        APPROVAL.perform("send", approved, methodist)


def test_stranger_finds_neither_paper_nor_its_steps(client, plan, stranger):
    client.force_login(stranger)
    assert client.get(plan.get_absolute_url()).status_code == 404
    assert client.post(transition_url(plan, "submit")).status_code == 404
    assert OfficialPaper.objects.for_user(stranger).count() == 0


def test_an_unknown_step_is_404(client, plan, methodist):
    client.force_login(methodist)
    assert client.post(transition_url(plan, "vzlom")).status_code == 404


def test_organizations_see_a_plan_only_once_it_is_approved(
    client, plan, director, methodist, head, authority
):
    paper = reverse("plan-paper", args=[plan.municipality.slug, plan.year])
    client.force_login(director)
    assert client.get(paper).status_code == 404
    APPROVAL.perform("submit", plan, methodist)
    APPROVAL.perform("pass", plan, head)
    APPROVAL.perform("pass", plan, authority)
    assert client.get(paper).status_code == 200


# Two people at once


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one transaction write at a time")
@pytest.mark.django_db(transaction=True)
def test_whoever_waited_for_another_s_decision_sees_it_before_deciding(in_approval, head, authority):
    APPROVAL.perform("pass", in_approval, head)
    with ThreadPoolExecutor() as others:
        with transaction.atomic():
            APPROVAL.perform("pass", in_approval, authority)
            second = others.submit(perform_apart, "pass", in_approval, authority)
            wait_for_a_waiter()
        with pytest.raises(ValidationError, match="сейчас в состоянии «утверждён»"):
            second.result(timeout=10)
    assert in_approval.snapshots.count() == 1


def perform_apart(name, record, user):
    try:
        APPROVAL.perform(name, record, user)
    finally:
        connection.close()


def wait_for_a_waiter():
    """Until another transaction waits for a lock of this one."""
    for _ in range(100):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
        time.sleep(0.05)
    pytest.fail("nobody waits")


def test_a_change_is_refused_when_the_paper_went_on_its_way_while_the_page_was_sent(
    client, plan, item, methodist, monkeypatch
):
    monkeypatch.setattr(OfficialPaperQuerySet, "locked", approved_in_between(OfficialPaperQuerySet.locked))
    client.force_login(methodist)
    address = reverse("item-withdraw", args=[plan.municipality.slug, plan.year, item.pk])
    assert client.post(address).status_code == 403
    item.refresh_from_db()
    assert item.withdrawn_on is None


def test_a_row_is_not_rewritten_when_the_report_went_on_its_way_meanwhile(
    client, plan, item, methodist, monkeypatch
):
    report = start_report(plan, ReportingPeriod(2026, 1))
    line = report.lines.get(item=item)
    monkeypatch.setattr(OfficialPaperQuerySet, "locked", approved_in_between(OfficialPaperQuerySet.locked))
    client.force_login(methodist)
    address = reverse("line-check", args=[plan.municipality.slug, report.reporting_period, line.pk])
    assert client.post(address, {"version": line.version}).status_code == 403
    line.refresh_from_db()
    assert not line.is_checked


def approved_in_between(locked):
    """A lock for which one waits until somebody else has approved the paper."""

    def wait_and_lock(papers, pk):
        OfficialPaper.objects.filter(pk=pk).update(state=PaperState.APPROVED)
        return locked(papers, pk)

    return wait_and_lock


def test_the_log_names_the_post_that_gave_the_right(in_approval, head, municipality):
    """Whoever holds several posts acts by the one that the step asks for."""
    for role, title in ((Role.METHODIST, "методист по совместительству"), (Role.EXPERT, "эксперт")):
        head.person.appointments.create(
            role=role, title=title, municipality=municipality, starts_on=date(2020, 1, 1)
        )
    head = type(head).objects.get(pk=head.pk)
    APPROVAL.perform("pass", in_approval, head)
    APPROVAL.perform("recall", in_approval, head)
    titles = [entry.actor_title for entry in in_approval.log.order_by("pk")]
    assert titles == ["методист МОЦ", "руководитель МОЦ", "методист по совместительству"]


def test_an_administrator_approves_as_one(in_approval, head, administrator):
    APPROVAL.perform("pass", in_approval, head)
    approved = APPROVAL.perform("pass", in_approval, administrator)
    assert approved.in_force.approver_post == "администратор"
    assert approved.log.first().actor_title == "администратор"


# What the pages send back


def test_a_decision_on_words_that_were_rewritten_meanwhile_is_refused(client, in_approval, head, methodist):
    client.force_login(head)
    page = client.get(in_approval.get_absolute_url()).content.decode()
    link = f"{transition_url(in_approval, 'pass')}?seen_version={in_approval.version}"
    assert link in page
    APPROVAL.perform("recall", in_approval, methodist)
    again = APPROVAL.perform("submit", in_approval, methodist)
    asked = client.get(link).content.decode()
    assert f'name="seen_version" value="{in_approval.version}"' in asked
    refused = client.post(link, {"seen_version": in_approval.version})
    assert refused.status_code == 422
    assert "Документ изменился" in refused.content.decode()
    assert f'name="seen_version" value="{again.version}"' in refused.content.decode()
    again.refresh_from_db()
    assert again.step.role == "moc_head"


def test_a_double_press_walks_one_step(client, in_approval, administrator):
    client.force_login(administrator)
    seen = {"seen_version": in_approval.version}
    answers = [client.post(transition_url(in_approval, "pass"), seen).status_code for _ in range(2)]
    in_approval.refresh_from_db()
    assert (answers, in_approval.step.role) == ([302, 422], "authority")


def test_buttons_without_questions_send_the_version_too(client, plan, methodist):
    client.force_login(methodist)
    page = client.get(plan.get_absolute_url()).content.decode()
    assert f'name="seen_version" value="{plan.version}"' in page
    assert client.post(transition_url(plan, "submit")).status_code == 422
    assert client.post(transition_url(plan, "submit"), {"seen_version": plan.version}).status_code == 302


def test_a_refusal_loses_none_of_the_remarks(client, in_approval, head, item):
    client.force_login(head)
    remarks = {f"remark-{item.pk}": "Уточните срок", "remark": "Нет \x00 основания"}
    refused = client.post(transition_url(in_approval, "return"), remarks)
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "Уточните срок</textarea>" in page
    assert "Нет" in page
    assert not in_approval.remarks.exists()


def test_only_rows_of_the_paper_take_remarks(client, in_approval, head, item):
    client.force_login(head)
    strange = {f"remark-{'9' * 30}": "не та строка", f"xremark-{item.pk}": "и не эта", "remark": "Срок"}
    client.post(transition_url(in_approval, "return"), strange | {"seen_version": in_approval.version})
    assert [(remark.row, remark.text) for remark in in_approval.remarks.all()] == [(None, "Срок")]


def test_the_act_is_asked_at_the_last_step_and_words_at_each(client, in_approval, head, authority):
    client.force_login(head)
    address = transition_url(in_approval, "pass")
    assert 'name="act"' not in client.get(address).content.decode()
    client.post(address, {"comment": "Сроки проверены", "seen_version": in_approval.version})
    assert in_approval.log.first().comment == "Сроки проверены"
    client.force_login(authority)
    assert 'name="act"' in client.get(address).content.decode()
    client.post(address, {"act": "приказом № 5", "seen_version": in_approval.version + 1})
    assert in_approval.snapshots.get().act == "приказом № 5"
    assert "Сроки проверены" in client.get(log_url(in_approval)).content.decode()
