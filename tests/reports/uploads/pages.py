"""A small plan and report of our own wording, and the pages through which they come in, as a browser sees them."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from lxml import html

from plans.models import PlanItem

PLAN_HEAD = ["ПЛАН РАБОТЫ", "муниципального опорного центра", "Лугового района на 2026 год"]
PLAN = [
    ["№ п/п", "Наименование мероприятия", "Результат", "Сроки", "Ответственные"],
    ["1. Обеспечение деятельности муниципального опорного центра (МОЦ)", "", "", "", ""],
    ["1.1.", "Разработка медиаплана центра", "Медиаплан", "до 1 февраля", "Методист МОЦ"],
    ["1.2.", "Праздник дворовых игр", "Праздник", "июнь 2026", "Руководитель МОЦ"],
    ["2. Летние сборы", "", "", "", ""],
    ["2.1.", "Сборы юных туристов", "2 смены", "июль", "Методист МОЦ"],
]
REPORT_HEAD = [
    "ОТЧЁТ",
    "о работе муниципального опорного центра за первое полугодие 2026 года",
    "Муниципальное образование: Луговой район",
]
REPORT = [
    ["№ п/п", "Наименование мероприятия", "Сроки", "Результат", "Прим."],
    ["1. Обеспечение деятельности муниципального опорного центра (МОЦ)", "", "", "", ""],
    ["1.1.", "Разработка медиаплана центра", "январь", "Вышло {f1} и 14 заметок.", "Приказ № 3"],
    ["1.2.", "Праздник дворовых игр", "", "", ""],
    ["2. Летние сборы", "", "", "", ""],
    ["2.1.", "Сборы юных туристов", "июнь", "Прошла первая смена.", ""],
]
REPORT_TITLE = "Отчёт о работе муниципального опорного центра за первое полугодие 2026 года"


def url(name, *args, municipality="lugovoy"):
    return reverse(name, args=[municipality, *args])


def send_file(client, content, name="файл.docx"):
    return client.post(url("upload-list"), {"file": SimpleUploadedFile(name, content)})


def form_on(answer):
    """The fields of the page where an upload is checked, as a browser would send them."""
    [form] = html.fromstring(answer.content).xpath("//form[@data-draft]")
    return {name: text.removeprefix("\n") for name, text in form.form_values()}


def form_of(client, upload):
    return form_on(client.get(upload.get_absolute_url()))


def save(client, upload, **changes):
    fields = form_of(client, upload) | {name.replace("__", "-"): text for name, text in changes.items()}
    return client.post(upload.get_absolute_url(), fields)


def carry_over(client, upload, **changes):
    fields = form_of(client, upload) | {name.replace("__", "-"): text for name, text in changes.items()}
    return client.post(url("upload-apply", upload.pk), fields, follow=True)


def errors_on(answer):
    """The errors of a page, each after the name of its field."""
    found = html.fromstring(answer.content).xpath("//*[contains(@class, 'invalid-feedback')]")
    return {
        error.get("id", "").removeprefix("id_").removesuffix("_error"): error.text_content()
        for error in found
    }


def text_of(answer):
    return " ".join(html.fromstring(answer.content).xpath("//main")[0].text_content().split())


def items_of(year):
    items = PlanItem.objects.filter(section__plan__year=year)
    return list(items.values_list("section__title", "number", "title", "deadline_text", "responsible"))
