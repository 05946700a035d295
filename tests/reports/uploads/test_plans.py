"""A checked plan becomes a plan of the portal, once and never over another one."""

import pytest
from django.core.exceptions import ValidationError

from documents.deadlines import Kind
from plans.models import ActivityPlan, PlanItem
from plans.rollover import start_plan
from records.models import Upload
from reports.uploads.applying import apply_upload
from reports.uploads.review import Review
from tests.reports.uploads.pages import (
    PLAN,
    PLAN_HEAD,
    carry_over,
    errors_on,
    form_of,
    items_of,
    text_of,
    url,
)

pytestmark = pytest.mark.django_db


def test_a_plan_becomes_sections_and_items_that_are_understood(plan_file, as_methodist, municipality):
    answer = carry_over(as_methodist, plan_file)
    plan = ActivityPlan.objects.get(municipality=municipality, year=2026)
    assert "Файл перенесён в портал" in text_of(answer)
    assert plan.organization == municipality.centre
    assert plan.title == "План работы муниципального опорного центра Лугового района на 2026 год"
    assert [section.standard and section.standard.number for section in plan.sections.all()] == [1, None]
    assert items_of(2026) == [
        (PLAN[1][0][3:], "1.1", "Разработка медиаплана центра", "до 1 февраля", "Методист МОЦ"),
        (PLAN[1][0][3:], "1.2", "Праздник дворовых игр", "июнь 2026", "Руководитель МОЦ"),
        ("Летние сборы", "2.1", "Сборы юных туристов", "июль", "Методист МОЦ"),
    ]
    first, second, third = plan.items()
    assert first.template.code == "media-plan"
    assert second.deadline_kind == Kind.MONTH
    assert [post.title for post in third.responsible_posts.all()] == ["Методист МОЦ"]
    assert third.expected_result == "2 смены"


def test_items_continue_those_of_the_year_before(plan_file, as_methodist, municipality):
    earlier = start_plan(ActivityPlan(municipality=municipality, year=2025), "library")
    known = earlier.items().get(template__code="media-plan")
    carry_over(as_methodist, plan_file)
    first, second, _ = PlanItem.objects.filter(section__plan__year=2026)
    assert (first.predecessor, second.predecessor) == (known, None)


def test_a_match_can_be_corrected(plan_file, as_methodist):
    carry_over(as_methodist, plan_file, row__0__template="", section__1__standard="5")
    plan = ActivityPlan.objects.get()
    assert plan.items().first().template is None
    assert [section.standard.number for section in plan.sections.all()] == [1, 5]


def test_a_section_without_words_of_its_own_gets_those_of_the_standard(plan_file, as_methodist):
    carry_over(as_methodist, plan_file, section__1__standard="6", section__1__title="")
    assert (
        ActivityPlan.objects.get()
        .sections.get(standard__number=6)
        .title.startswith("Мероприятия по внедрению")
    )


def test_a_table_without_sections_becomes_one_plain_list(uploaded, as_methodist):
    carry_over(as_methodist, uploaded(PLAN_HEAD, [PLAN[0], ["1", *PLAN[3][1:]], ["2", *PLAN[5][1:]]]))
    [section] = ActivityPlan.objects.get().sections.all()
    assert (section.title, section.standard) == ("", None)
    assert [item.number for item in section.items.all()] == ["1", "2"]


def test_two_sections_of_the_file_may_be_one_of_the_plan(plan_file, as_methodist):
    carry_over(as_methodist, plan_file, section__1__standard="1")
    [section] = ActivityPlan.objects.get().sections.all()
    assert [item.number for item in section.items.all()] == ["1.1", "1.2", "2.1"]


def test_a_plan_that_stands_already_is_never_overwritten(plan_file, as_methodist, plan):
    answer = carry_over(as_methodist, plan_file)
    assert f"В портале уже есть {plan.title}" in text_of(answer)
    assert f'href="{plan.get_absolute_url()}"' in answer.content.decode()
    assert ActivityPlan.objects.get() == plan


def test_an_empty_draft_is_replaced_after_a_confirmation(plan_file, as_methodist, municipality):
    empty = start_plan(ActivityPlan(municipality=municipality, year=2026), "empty")
    assert set(errors_on(carry_over(as_methodist, plan_file))) == {"head-replaces"}
    assert ActivityPlan.objects.get() == empty
    carry_over(as_methodist, plan_file, head__replaces="on")
    assert ActivityPlan.objects.get().items().count() == 3


def test_a_municipality_without_a_centre_is_told_so(plan_file, as_methodist, municipality):
    municipality.organizations.update(is_moc=False)
    assert "какая организация работает как МОЦ" in text_of(carry_over(as_methodist, plan_file))
    assert not ActivityPlan.objects.exists()


def test_a_file_is_carried_over_once(plan_file, as_methodist):
    opened = form_of(as_methodist, plan_file)
    carry_over(as_methodist, plan_file)
    answer = as_methodist.post(url("upload-apply", plan_file.pk), opened, follow=True)
    assert "уже перенесён" in text_of(answer)
    assert ActivityPlan.objects.count() == 1


def test_of_two_who_carry_a_file_over_at_once_one_is_told_so(plan_file):
    reviews = [Review(Upload.objects.get()), Review(Upload.objects.get())]
    assert [review.is_valid() for review in reviews] == [True, True]
    apply_upload(reviews[0])
    with pytest.raises(ValidationError, match="Этот файл уже перенесён"):
        apply_upload(reviews[1])


def test_of_two_files_of_one_plan_carried_over_at_once_one_is_told_so(plan_file, uploaded):
    other = uploaded([*PLAN_HEAD, "с изменениями"], PLAN)
    reviews = [Review(plan_file), Review(other)]
    assert [review.is_valid() for review in reviews] == [True, True]
    apply_upload(reviews[0])
    with pytest.raises(ValidationError, match="В портале уже есть"):
        apply_upload(reviews[1])
    other.refresh_from_db()
    assert other.state == Upload.State.READ


def test_a_corrected_year_asks_to_look_at_the_matches_again(plan_file, as_methodist, municipality):
    start_plan(ActivityPlan(municipality=municipality, year=2026), "library")
    answer = carry_over(as_methodist, plan_file, head__year="2027")
    assert "портал подобрал другие пункты" in text_of(answer)
    assert "Строки: 1.1, 1.2, 2.1." in text_of(answer)
    assert not ActivityPlan.objects.filter(year=2027).exists()
    carry_over(as_methodist, plan_file)
    assert ActivityPlan.objects.get(year=2027).items().first().predecessor.template.code == "media-plan"
