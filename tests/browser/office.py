"""What the people of an office do with a paper in the browser, each logged in as himself."""

from pathlib import Path

HEADINGS = ["№ п/п", "Наименование мероприятия", "Результат", "Сроки", "Ответственные"]


def open_paper(portal, record, user):
    portal.log_in(user)
    portal.page.goto(portal.address + record.get_absolute_url())


def press(portal, record, user, button):
    """A step that asks for nothing but «да»."""
    open_paper(portal, record, user)
    portal.page.once("dialog", lambda dialog: dialog.accept())
    portal.click(button)


def take(portal, record, user, button, **fields):
    """A step with a page of its own, its fields by their names: words, or the path of a file."""
    open_paper(portal, record, user)
    portal.click(button, role="link")
    for name, value in fields.items():
        field = portal.page.locator(f"main [name={name}]")
        field.set_input_files(value) if isinstance(value, Path) else field.fill(value)
    portal.click(button)


def approve(portal, record, methodist, head, authority):
    """The shortest way: sent off, checked by the head, approved by the authority."""
    press(portal, record, methodist, "Отправить на согласование")
    take(portal, record, head, "Проверено")
    take(portal, record, authority, "Утвердить")
    record.refresh_from_db()
    assert record.get_state_display() == "утверждён"


def upload_plan(portal, user, file):
    portal.log_in(user)
    portal.open("upload-list", "lugovoy")
    portal.page.locator("input[type=file]").set_input_files(file)
    portal.click("Загрузить")
    portal.click("Перенести в портал")


def record_seminar(portal, item, theme, day=None, people=None):
    """«Записать мероприятие» at an item: the kind, the theme, the day if it is not today, how many came."""
    portal.page.goto(portal.address + item.get_absolute_url())
    portal.click("Записать мероприятие", role="link")
    if day:
        portal.page.locator("[name=starts_on]").fill(day)
    portal.page.locator("[name=kind]").select_option(label="семинар")
    portal.page.get_by_label("Тема").fill(theme)
    if people:
        participants = portal.page.locator("[name=participants]")
        if not participants.is_visible():  # what was opened once stays open
            portal.page.get_by_text("Дополнительно: участники").click()
        participants.fill(people)
    portal.click("Сохранить")


def write_row(portal, item, words):
    """The words of a row of the report that is open."""
    row = portal.page.locator(f"#row-{item.pk}")
    row.get_by_role("link", name="Изменить").click()
    row.get_by_label("Результат").fill(words)
    row.get_by_role("button", name="Сохранить").click()
    row.get_by_text(words).wait_for()
