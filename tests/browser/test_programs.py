"""A programme's way in the browser: its school enters it, the centre reviews it, the school mends it, experts assess it."""

import pytest
from playwright.sync_api import expect

from programs.models import Program

from .conftest import Portal

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CARD = {"age_from": "7", "age_to": "10", "hours": "72"}


class Office:
    """What each does with the programme; every one logs in as himself."""

    def __init__(self, portal: Portal, director, methodist):
        self.portal, self.director, self.methodist = portal, director, methodist
        self.page, self.main = portal.page, portal.page.locator("main")

    def fill(self, **fields):
        for name, value in fields.items():
            self.page.locator(f"main [name={name}]").fill(value)

    def attach(self, name, content):
        file = {"name": name, "mimeType": "application/pdf", "buffer": content}
        self.page.locator("main input[type=file]").set_input_files(file)

    def enter(self):
        """The school enters the card with its file and sends it."""
        self.portal.log_in(self.director)
        self.portal.click("Программы", role="link")
        self.portal.click("Внести программу", role="link")
        self.fill(name="Юный робототехник", **CARD)
        self.page.locator("[name=focus_area]").select_option(label="техническая")
        self.attach("Робототехника.pdf", b"%PDF-1.7 first")
        self.portal.click("Сохранить")
        expect(self.main).to_contain_text("в разработке")
        self.send("Просим рассмотреть.")

    def send(self, words):
        self.portal.click("Отправить на рецензию", role="link")
        self.fill(text=words)
        self.portal.click("Отправить на рецензию")
        expect(self.main).to_contain_text("на рецензии МОЦ")

    def return_it(self):
        """The methodist marks what he has read, remarks at a passage and returns the programme."""
        self.open_review()
        self.mark("Названа направленность", "выполнено")
        self.mark("Часы учебного плана", "не выполнено")
        self.fill(passage="раздел 2, с. 5", text="Часы в плане и в графике не сходятся.")
        self.portal.click("Вернуть на доработку")
        expect(self.main).to_contain_text("Не выполнено: Часы учебного плана")
        self.fill(text="Исправьте учебный план.")
        self.portal.click("Вернуть на доработку")
        expect(self.main).to_contain_text("на доработке")

    def open_review(self):
        """From «Сегодня»."""
        self.portal.log_in(self.methodist)
        self.page.get_by_role("link", name="Сегодня").click()
        expect(self.main).to_contain_text("Ждут рецензии: 1")
        self.main.get_by_role("link", name="Юный робототехник").click()

    def mark(self, point, verdict):
        self.page.get_by_role("group", name=point).get_by_label(verdict, exact=True).check()

    def mend(self):
        """The school finds the remark, mends card and file, answers and sends again."""
        self.portal.log_in(self.director)
        expect(self.main).to_contain_text("Вернули на доработку: 1")
        self.main.get_by_role("link", name="Юный робототехник").click()
        expect(self.main).to_contain_text("Часы в плане и в графике не сходятся.")
        self.page.get_by_label("Что сделано по замечанию").fill("Исправлено: 144 часа.")
        self.portal.click("Ответить")
        self.portal.click("Изменить карточку", role="link")
        self.fill(hours="144")
        self.attach("Робототехника-2.pdf", b"%PDF-1.7 second")
        self.portal.click("Сохранить")
        self.send("Часы исправлены.")

    def pass_on(self):
        """The methodist sees what changed and that it was answered, and hands the programme to the experts."""
        self.open_review()
        changed = self.page.locator("#changed")
        expect(changed).to_contain_text("Файл новый")
        expect(changed).to_contain_text("144")
        expect(self.main).to_contain_text("В прошлом круге: не выполнено.")
        expect(self.main).to_contain_text("Исправлено: 144 часа.")
        self.portal.click("Снять замечание")
        expect(self.page.get_by_role("button", name="Вернуть замечание")).to_be_visible()
        self.mark("Часы учебного плана", "выполнено")
        self.portal.click("Рецензия пройдена: на экспертизу")
        self.portal.click("Рецензия пройдена: на экспертизу")
        expect(self.main).to_contain_text("на экспертизе (НОК)")


@pytest.fixture
def office(portal, reference_data, director, methodist):
    return Office(portal, director, methodist)


def test_from_the_school_to_the_experts(office):
    office.enter()
    office.return_it()
    office.mend()
    office.pass_on()
    program = Program.objects.get()
    assert (program.state, program.reviews.count(), program.remarks.open().count()) == ("assessment", 2, 0)
    assert program.assessments.get().level == "municipal"
    assert not office.portal.complaints
