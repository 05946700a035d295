"""An assessment in the browser: experts are named, fill in their sheets, and the centre draws the conclusion."""

import pytest
from django.core.files.base import ContentFile
from playwright.sync_api import expect

from programs.life import LIFE
from programs.models import Program
from records.attachments import keep_file
from tests.conftest import make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def program(reference_data, municipality, school, director, methodist):
    file = keep_file(ContentFile(b"%PDF-1.4", "Робототехника.pdf"), "application/pdf", municipality, director)
    card = {"focus_area": "technical", "register": "budget", "age_from": 7, "age_to": 11, "hours": 72}
    program = Program.objects.create(organization=school, name="Юный робототехник", file=file, **card)
    program = LIFE.perform("submit", program, director)
    return LIFE.perform("pass", program, methodist, {"level": "municipal"})


@pytest.fixture
def experts(municipality):
    role = {"role": "expert", "title": "эксперт", "municipality": municipality}
    return [make_user(f"expert{name}", name, **role) for name in ("Знатокова", "Критикова")]


def give_points(page, points):
    for field in page.locator("main input.points").all():
        field.fill(points)


def test_from_the_experts_to_the_register(portal, program, methodist, experts, director):
    page, main = portal.page, portal.page.locator("main")

    portal.log_in(methodist)
    page.get_by_role("link", name="Сегодня").click()
    main.get_by_role("link", name="Юный робототехник").click()
    portal.click("Назначить экспертов", role="link")
    for expert in experts:
        page.get_by_label(expert.person.full_name).check()
    portal.click("Назначить")
    expect(main).to_contain_text("не начат")

    # The first has only his sheet; he leaves a draft, remarks at a passage, and forgets to recommend.
    portal.log_in(experts[0])
    expect(page.locator("h1")).to_have_text("Мои листы экспертизы")
    expect(page.get_by_role("link", name="Программы")).to_have_count(0)
    portal.click("Юный робототехник", role="link")
    page.locator("main input.points").first.fill("9")
    portal.click("Сохранить черновик")
    expect(main).to_contain_text("Баллы — число от 0 до 5")
    give_points(page, "1,5")
    portal.click("Сохранить черновик")
    expect(main).to_contain_text("Черновик сохранён.")
    page.get_by_label("Место в программе").fill("раздел 2")
    page.get_by_label("Замечание", exact=False).last.fill("Мало практики.")
    portal.click("Добавить замечание")
    expect(page.locator("#remarks")).to_contain_text("раздел 2: Мало практики.")
    portal.click("Закончить")
    expect(page.get_by_role("alert")).to_contain_text("Рекомендация")
    page.get_by_label("рекомендована", exact=True).check()
    portal.click("Закончить")
    expect(main).to_contain_text("Лист закончен")

    portal.log_in(experts[1])
    portal.click("Юный робототехник", role="link")
    give_points(page, "2")
    page.get_by_label("рекомендована", exact=True).check()
    portal.click("Закончить")

    portal.log_in(methodist)
    page.get_by_role("link", name="Сегодня").click()
    expect(main).to_contain_text("Внести заключение: 1")
    main.get_by_role("link", name="Юный робототехник").click()
    expect(main).to_contain_text("48,13 % (19,25 из 40): для рекомендации мало")
    portal.click("Внести заключение", role="link")
    page.get_by_label("рекомендована", exact=True).check()
    portal.click("Внести заключение")
    expect(main).to_contain_text("Для рекомендации нужно не меньше 60 %")
    page.get_by_label("на доработку").check()
    page.locator("main [name=text]").fill("Добавьте практики.")
    portal.click("Внести заключение")
    expect(main).to_contain_text("на доработке")

    # The school reads the outcome, and not who gave how much.
    portal.log_in(director)
    page.goto(portal.address + program.assessments.get().get_absolute_url())
    expect(main).to_contain_text("Добавьте практики.")
    expect(main).to_contain_text("Мало практики.")
    expect(main).not_to_contain_text("Знатокова")
    assert not portal.complaints
