"""Routes as the office sets them: their page, the common ones, those of single forms of report."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from organizations.models import Post
from plans.periods import ReportingPeriod
from records.approval import APPROVAL
from records.models import ApprovalRoute, PaperKind, PaperState, RouteStep
from reports.refreshing import start_report
from tests.walking import route_of

pytestmark = pytest.mark.django_db

CHECK = {"action": "check", "who": "moc_head"}
OUTSIDE = {"action": "agree", "who": "outside", "party": "Зональный центр"}
APPROVE = {"action": "approve", "who": "authority"}


@pytest.fixture
def address(municipality):
    return reverse("route-edit", args=[municipality.slug, "activity_plan"])


def filled(*steps, seen=None, municipality=None):
    """The route form with these steps, in their order, as the browser sends it."""
    data = {"form-TOTAL_FORMS": len(steps), "form-INITIAL_FORMS": 0, "seen": seen or ""}
    for number, step in enumerate(steps):
        given = {"order": number + 1, "party": "", "post": ""} | step
        data |= {f"form-{number}-{name}": value for name, value in given.items()}
    return data


def seen_in(municipality):
    return str(
        ApprovalRoute.objects.serving(municipality).get(municipality=municipality, kind="activity_plan").pk
    )


# The page


def test_the_page_lists_each_kind_with_its_steps_and_warns_of_a_step_that_nobody_takes(
    client, head, municipality
):
    client.force_login(head)
    page = client.get(reverse("route-list", args=[municipality.slug])).content.decode()
    assert "Проверка: руководитель МОЦ" in page
    assert "А.П. Верхова" in page
    # Nobody works in the authority here, which one of the forms of report asks for on a route of its own.
    assert page.count("сейчас некому") == len(PaperKind) + 1
    assert "свой маршрут" in page


def test_the_office_stores_a_route_of_its_own_and_gaps_are_closed(client, head, municipality, address):
    client.force_login(head)
    steps = [{**APPROVE, "order": 90}, {**CHECK, "order": 3}, {**OUTSIDE, "order": 7}]
    answer = client.post(address, filled(*steps, seen=seen_in(municipality)))
    assert answer.status_code == 302
    route = ApprovalRoute.objects.serving(municipality).filter(kind="activity_plan").first()
    assert [(step.order, str(step)) for step in route.steps.all()] == [
        (1, "проверка (руководитель МОЦ)"),
        (2, "согласование (Зональный центр, вне портала)"),
        (3, "утверждение (специалист управления образования)"),
    ]


@pytest.mark.parametrize(
    ("steps", "sentence"),
    [
        ([CHECK], "Маршрут без утверждающего"),
        ([], "Маршрут без утверждающего"),
        ([APPROVE, CHECK], "Утверждение — последний шаг"),
        ([APPROVE, APPROVE], "Утверждение — последний шаг"),
        ([{"action": "agree", "who": ""}, APPROVE], "Укажите, кто выполняет шаг"),
        ([OUTSIDE | {"party": ""}, APPROVE], "Назовите сторону"),
        ([CHECK | {"party": "Центр"}, APPROVE], "Название пишут только для стороны вне портала"),
        ([{"action": "approve", "who": "expert"}], "Выберите корректный вариант"),
        ([CHECK | {"order": "первый"}, APPROVE], "Введите целое число"),
    ],
)
def test_a_wrong_route_is_refused_in_a_sentence_and_nothing_is_stored(
    client, head, municipality, address, steps, sentence
):
    client.force_login(head)
    before = seen_in(municipality)
    answer = client.post(address, filled(*steps, seen=before))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert seen_in(municipality) == before


def test_all_mistakes_are_told_at_once(client, head, municipality, address):
    client.force_login(head)
    page = client.post(
        address, filled(OUTSIDE | {"party": ""}, {"action": "check", "who": ""})
    ).content.decode()
    for sentence in ("Назовите сторону", "Укажите, кто выполняет шаг", "Маршрут без утверждающего"):
        assert sentence in page


def test_whoever_saves_second_is_told_and_may_save_once_more(client, head, municipality, address):
    client.force_login(head)
    before = seen_in(municipality)
    route_of(municipality, {"action": "approve", "role": "moc_head"})
    refused = client.post(address, filled(CHECK, APPROVE, seen=before))
    assert "изменил другой сотрудник" in refused.content.decode()
    assert "утверждение (руководитель МОЦ)" in refused.content.decode()
    assert client.post(address, filled(CHECK, APPROVE, seen=seen_in(municipality))).status_code == 302


def test_a_post_of_another_municipality_is_no_choice(client, head, municipality, other_municipality, address):
    client.force_login(head)
    foreign = Post.objects.get(municipality=other_municipality, title="Методист МОЦ")
    answer = client.post(address, filled(APPROVE | {"post": foreign.pk}, seen=seen_in(municipality)))
    assert answer.status_code == 422


def test_back_to_the_common_route(client, head, municipality, plan):
    client.force_login(head)
    client.post(reverse("route-reset", args=[municipality.slug, "activity_plan"]))
    route = ApprovalRoute.of(plan)
    assert route.municipality is None
    assert [step.action for step in route.steps.all()] == ["check", "agree", "agree", "approve"]
    page = client.get(reverse("route-list", args=[municipality.slug])).content.decode()
    assert "общий маршрут" in page


def test_an_unknown_kind_of_paper_is_404(client, head, municipality):
    client.force_login(head)
    assert client.get(reverse("route-edit", args=[municipality.slug, "vzlom"])).status_code == 404


def test_a_methodist_reads_routes_and_changes_none(client, methodist, municipality, address):
    client.force_login(methodist)
    page = client.get(reverse("route-list", args=[municipality.slug])).content.decode()
    assert address not in page
    assert client.post(address, filled(APPROVE)).status_code == 403


def test_a_paper_under_way_finishes_by_the_route_on_which_it_was_sent_off(
    plan, municipality, methodist, head, authority
):
    APPROVAL.perform("submit", plan, methodist)
    route_of(municipality, {"action": "approve", "role": "rmc"})
    assert APPROVAL.perform("pass", plan, head).step.role == "authority"
    assert APPROVAL.perform("pass", plan, authority).state == PaperState.APPROVED
    again = APPROVAL.perform("amend", plan, methodist, {"reason": "Изменён срок"})
    assert APPROVAL.perform("submit", again, methodist).step.role == "rmc"


@pytest.mark.parametrize(
    "wrong",
    [
        {"role": "", "party": ""},
        {"role": "moc_head", "party": "Центр"},
        {"action": "approve", "role": "moc_head"},
    ],
)
def test_the_database_refuses_a_step_that_is_none_and_a_second_approval(municipality, wrong):
    route = ApprovalRoute.objects.get(municipality=municipality, kind="report")
    with pytest.raises(IntegrityError), transaction.atomic():
        RouteStep.objects.create(**{"route": route, "order": 9, "action": "agree"} | wrong)


# Forms that go their own way


def test_a_form_of_report_goes_by_its_own_route_and_the_others_by_theirs(client, head, municipality, plan):
    client.force_login(head)
    page = client.get(reverse("route-list", args=[municipality.slug])).content.decode()
    assert "По этому маршруту идут:" in page
    address = reverse("route-edit", args=[municipality.slug, "report"]) + "?form=target-model"
    assert address in page
    seen = str(ApprovalRoute.objects.get(municipality=municipality, kind="report").pk)
    assert client.post(address, filled(CHECK, OUTSIDE, APPROVE, seen=seen)).status_code == 302
    target, task = (
        start_report(plan, period, form)
        for period, form in (
            (ReportingPeriod(2026), "target-model"),
            (ReportingPeriod(2026, quarter=1), "municipal-task"),
        )
    )
    assert [step.who for step in ApprovalRoute.of(target).steps.all()][1] == "Зональный центр, вне портала"
    assert (ApprovalRoute.of(task).municipality, ApprovalRoute.of(task).variant) == (None, "municipal-task")
    client.post(reverse("route-reset", args=[municipality.slug, "report"]) + "?form=target-model")
    assert ApprovalRoute.of(target).pk == int(seen)
    client.post(reverse("route-reset", args=[municipality.slug, "report"]))
    assert [step.action for step in ApprovalRoute.of(task).steps.all()] == ["check", "approve"]
    assert [step.action for step in ApprovalRoute.of(target).steps.all()] == [
        "check",
        "agree",
        "agree",
        "approve",
    ]


def test_an_unknown_form_is_404(client, head, municipality, reference_data):
    client.force_login(head)
    for kind, form in (("report", "vzlom"), ("activity_plan", "target-model"), ("report", "\x00")):
        assert (
            client.get(reverse("route-edit", args=[municipality.slug, kind]), {"form": form}).status_code
            == 404
        )
