"""The plan is edited in place: without leaving the page, and without JavaScript too."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_item_is_added_edited_and_moved_without_leaving_the_page(portal, methodist, plan):
    portal.log_in(methodist)
    portal.open("plan", plan.municipality.slug, plan.year)
    here = portal.page.url
    section = portal.page.locator(".plan-section").nth(3)
    section.get_by_role("link", name="Добавить пункт").click()
    section.get_by_label("Наименование мероприятия").fill("Неделя открытых занятий")
    section.get_by_label("Срок", exact=True).fill("до 20 мая")
    portal.page.get_by_text("Понято: до 20 мая 2026").wait_for()
    section.get_by_role("button", name="Сохранить").click()
    row = portal.page.get_by_role("row", name="Неделя открытых занятий")
    row.wait_for()
    row.get_by_role("button", name="Выше").click()
    expect(section.get_by_role("row").nth(2)).to_contain_text("Неделя открытых занятий")
    assert portal.page.url == here
    assert not portal.complaints


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_plan_is_read_and_edited_without_javascript(portal, methodist, plan):
    portal.log_in(methodist)
    portal.open("plan", plan.municipality.slug, plan.year)
    assert all(item.title in portal.text for item in plan.items())
    portal.click("Изменить пункт 1.1", role="link")
    portal.page.get_by_label("Наименование мероприятия").fill("Состав специалистов на год")
    portal.click("Сохранить")
    assert "Состав специалистов на год" in portal.text
