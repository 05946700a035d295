"""The admin: every model in it, for administrators alone, each list quick and searchable."""

import re

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse

pytestmark = pytest.mark.django_db
OWN_APPS = ("organizations", "records", "plans", "programs", "certificates", "reports", "meetings")

REGISTERED = [model for model in admin.site._registry if model._meta.app_label in OWN_APPS]


def test_every_model_is_registered():
    own = {model for model in apps.get_models() if model._meta.app_label in OWN_APPS}
    historical = {model for model in own if model.__name__.startswith("Historical")}
    assert own - historical == set(REGISTERED)


@pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model._meta.label)
def test_list_opens_and_searches(client, administrator, plan, model, django_assert_max_num_queries):
    client.force_login(administrator)
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    with django_assert_max_num_queries(15):
        answer = client.get(url, {"q": "план"})
    assert answer.status_code == 200
    assert admin.site._registry[model].search_fields


@pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model._meta.label)
def test_form_opens(client, administrator, plan, model):
    client.force_login(administrator)
    may_add = admin.site._registry[model].has_add_permission
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")
    answer = client.get(url)
    assert answer.status_code == (200 if may_add(answer.wsgi_request) else 403)


REFERRING = [
    model
    for model in REGISTERED
    if any(field.many_to_one or field.many_to_many for field in model._meta.fields)
]


@pytest.mark.parametrize("model", REFERRING, ids=lambda model: model._meta.label)
@pytest.mark.parametrize("key", ["abc", "9" * 30, "9" * 5000, "\0"], ids=["word", "bigint", "digits", "nul"])
def test_a_form_answers_a_key_that_no_row_can_have(client, administrator, model, key):
    client.force_login(administrator)
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")
    references = [*model._meta.fields, *model._meta.many_to_many]
    sent = {field.name: key for field in references if field.is_relation}
    page = client.get(url, sent)
    for formset in page.context["inline_admin_formsets"] if page.status_code == 200 else ():
        sent |= {f"{formset.formset.prefix}-{kind}_FORMS": 0 for kind in ("TOTAL", "INITIAL")}
    assert page.status_code in (200, 403)
    assert client.post(url, sent).status_code == page.status_code


@pytest.mark.parametrize("role", ["methodist", "head", "authority", "rmc", "director", "expert"])
def test_admin_is_closed_to_everybody_else(client, request, role):
    user = request.getfixturevalue(role)
    user.is_staff = True
    user.save()
    client.force_login(user)
    assert client.get(reverse("admin:plans_activityplan_changelist")).status_code == 403


def test_organizations_go_out_to_a_table_and_come_back(client, administrator, municipality):
    from organizations.models import Organization
    from organizations.resources import OrganizationOfAnyPlaceResource

    table = OrganizationOfAnyPlaceResource().export(Organization.objects.all())
    Organization.objects.all().delete()
    result = OrganizationOfAnyPlaceResource().import_data(table, raise_errors=True)
    assert not result.has_errors()
    assert Organization.objects.get().short_name == "МУ ДО «Дом детства»"
    assert "дом детства" in Organization.objects.get().search_key


def test_a_second_plan_of_a_year_is_refused_with_a_sentence(client, administrator, plan):
    client.force_login(administrator)
    fields = {
        "municipality": plan.municipality_id,
        "organization": plan.organization_id,
        "title": "План",
        "year": plan.year,
        "sections-TOTAL_FORMS": 0,
        "sections-INITIAL_FORMS": 0,
    }
    page = client.post(reverse("admin:plans_activityplan_add"), fields).content.decode()
    assert f"План на {plan.year} год уже есть." in page


@pytest.mark.parametrize(
    ("action", "period"), [("draft_first_half", "2027H1"), ("draft_second_half", "2026H2")]
)
def test_a_school_year_is_reported_by_its_own_halves(client, administrator, plan, action, period):
    from plans.models import ActivityPlan

    ActivityPlan.objects.filter(pk=plan.pk).update(is_school_year=True)
    client.force_login(administrator)
    act(client, ActivityPlan, action, plan)
    assert plan.reports.get().period == period


def act(client, model, action, *rows, **data):
    """Choose rows of a list and an action, as the page that is open now would send it."""
    page = client.get(list_of(model)).content.decode()
    return send(client, model, action, *rows, **hidden_fields(page), **data)


def send(client, model, action, *rows, **data):
    chosen = {"action": action, "_selected_action": [row.pk for row in rows]}
    return client.post(list_of(model), chosen | data, follow=True).content.decode()


def list_of(model):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def hidden_fields(page):
    """The versions that the rows of a list send back."""
    return dict(re.findall(r'<input type="hidden" name="(seen_version-\d+)" value="(\d+)"', page))


def test_report_is_drafted_approved_and_returned_from_the_lists(client, administrator, methodist, plan):
    from plans.models import ActivityPlan
    from records.approval import APPROVAL
    from reports.models import Report

    client.force_login(administrator)
    act(client, ActivityPlan, "draft_first_half", plan)
    report = Report.objects.get(period="2026H1")
    assert report.lines.count() == plan.items().count()
    report.lines.filter(text="").update(text="Работа ведётся.")
    APPROVAL.perform("submit", report, methodist)
    assert "хотя бы одно замечание" in act(client, Report, "send_back", report)
    act(client, Report, "pass_step", report)
    act(client, Report, "send_back", report, remark="Нет подписи")
    report.refresh_from_db()
    assert report.state == "rework"
    assert [remark.text for remark in report.open_remarks()] == ["Нет подписи"]


def test_nothing_is_decided_on_a_paper_that_changed_since_the_list_was_drawn(
    client, administrator, methodist, plan
):
    from plans.models import ActivityPlan
    from records.approval import APPROVAL
    from reports.models import Report

    APPROVAL.perform("submit", plan, methodist)
    client.force_login(administrator)
    seen = hidden_fields(client.get(list_of(ActivityPlan)).content.decode())
    APPROVAL.perform("recall", plan, methodist)
    APPROVAL.perform("submit", plan, methodist)
    for action in ("pass_step", "send_back", "draft_first_half", "draft_second_half"):
        page = send(client, ActivityPlan, action, plan, remark="Нет подписи", **seen)
        assert "Документ изменился, посмотрите его ещё раз." in page
    assert plan.log.first().action == "Отправить на согласование"
    assert not Report.objects.exists()
    act(client, ActivityPlan, "pass_step", plan)
    assert plan.log.first().action == "Проверено"


def test_a_paper_that_the_list_did_not_show_is_not_decided_on(client, administrator, methodist, plan):
    from plans.models import ActivityPlan
    from records.approval import APPROVAL

    APPROVAL.perform("submit", plan, methodist)
    client.force_login(administrator)
    page = send(client, ActivityPlan, "pass_step", plan)
    assert "Документ изменился, посмотрите его ещё раз." in page
    assert "action-counter" not in page, "it would offer to choose the papers of other pages"
