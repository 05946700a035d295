"""A methodist brings a register in: the file is read, looked at, mended, and stored or only reconciled."""

from datetime import timedelta
from io import BytesIO
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from organizations.models import OrganizationAlias
from programs.models import Program
from records.importing.applying import apply_behind
from records.importing.staging import stage_behind
from records.models import Attachment, ImportBatch, RememberedColumn

pytestmark = pytest.mark.django_db
CSV = "Организация;Название;Ступень\n{0};Хор;базовый\n{0};Юный робототехник;углублённый\n"


@pytest.fixture
def send(client, methodist, municipality):
    client.force_login(methodist)

    def post(content, name="list.csv", **facts):
        file = SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)
        sent = {"kind": "programs", "source": "Навигатор", "file": file, **facts}
        return client.post(reverse("import-list", args=[municipality.slug]), sent, follow=True)

    return post


def act(client, batch, step, **sent):
    return client.post(reverse(step, args=[batch.municipality.slug, batch.pk]), sent, follow=True)


def sheets(**cells):
    book = Workbook()
    book.remove(book.active)
    for name, rows in cells.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_file_is_mapped_by_hand_applied_once_and_its_headings_remembered(client, send, program, school):
    send(CSV.format(school))
    batch = ImportBatch.objects.get()
    assert batch.counts() == {"created": 1, "changed": 0, "unchanged": 1, "rejected": 0}
    act(
        client,
        batch,
        "import-columns",
        **{"column-0": "organization", "column-1": "name", "column-2": "level"},
    )
    page = act(client, batch, "import-apply")
    assert "Загружено: новых 1, изменено 1." in page.text
    assert set(Program.objects.values_list("name", "level")) == {("Хор", "basic"), (program.name, "advanced")}
    assert "изменить в нём ничего нельзя" in act(client, batch, "import-apply").text
    assert RememberedColumn.objects.get().field == "level"
    send(CSV.format(school))
    assert ImportBatch.objects.first().counts()["unchanged"] == 2


def test_nothing_is_stored_while_a_row_is_rejected_unless_the_user_leaves_it_out(client, send, school):
    send(f"Организация;Название;Часов\n{school};Хор;72\n{school};=1+1;много\n")
    batch = ImportBatch.objects.get()
    assert "отклонённые строки" in act(client, batch, "import-apply").text
    assert not Program.objects.exists()
    file = client.get(reverse("import-rejected", args=[batch.municipality.slug, batch.pk]))
    heading, row = load_workbook(BytesIO(file.content)).active.iter_rows(values_only=True)
    assert heading == ("Строка файла", "Причина", "Организация", "Название", "Часов")
    assert row[0] == 3
    assert "не число" in row[1]
    assert row[3] == "'=1+1"
    act(client, batch, "import-apply", without_rejected="1")
    assert Program.objects.get().hours == 72


def test_what_changed_in_the_meantime_is_shown_anew_and_not_overwritten(client, send, program, school):
    send(f"Организация;Название;Часов\n{school};{program.name};36\n")
    batch = ImportBatch.objects.get()
    Program.objects.update(hours=54)
    assert "реестр изменился" in act(client, batch, "import-apply").text
    assert Program.objects.get().hours == 54
    assert batch.rows.get().changes == [["Часов всего", "54", "36"]]
    act(client, batch, "import-apply")
    assert Program.objects.get().hours == 36


def test_a_long_file_is_read_and_applied_behind_the_pages(client, send, school, monkeypatch):
    monkeypatch.setattr("records.importing.staging.MOST_AT_ONCE", 2)
    monkeypatch.setattr("records.views.imports.MOST_AT_ONCE", 1)
    assert "читается в фоне" in send(CSV.format(school)).text
    batch = ImportBatch.objects.get()
    for step in (stage_behind, apply_behind):
        job = SimpleNamespace(params={"batch": batch.pk, "without_rejected": False}, user=batch.user)
        assert step(job, lambda done, total: None).url == batch.get_absolute_url()
        batch.refresh_from_db()
    assert (batch.state, Program.objects.count()) == ("applied", 2)


def test_a_name_nearly_known_is_asked_about_and_then_remembered(client, send, school, municipality):
    school.short_name, school.name = "МБОУ СОШ № 7", "Средняя школа № 7"
    school.save()
    page = send("Организация;Название\nСОШ №7 г. Луговой;Хор\n")
    batch = ImportBatch.objects.get()
    assert batch.counts()["rejected"] == 1
    assert "«СОШ №7 г. Луговой» — это «МБОУ СОШ № 7»" in page.text
    act(client, batch, "import-names", question="0")
    assert OrganizationAlias.objects.get().organization == school
    assert batch.counts()["created"] == 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.4", "Это не таблица"),
        ("просто текст", "Это не таблица"),
        (sheets(Лист=[]), "нет ни одной заполненной строки"),
        (sheets(Лист=[[f"Столбец {n}" for n in range(100)]]), "а портал принимает не больше 80"),
        ("Одно;Другое\n1;2\n", "Ни один заголовок не узнан"),
        ("Название;Часов\nХор;2\n", "Не найдено столбцов: «Организация»"),
        ("Название;Наименование;Организация\n1;2;3\n", "Столбцы A и B поняты одинаково"),
        ("Название;Организация\n", "Под заголовками нет ни одной строки"),
        (sheets(Один=[["Название"]], Два=[["Название"]]), "Данные есть на нескольких листах: «Один» и «Два»"),
    ],
)  # fmt: skip
def test_what_is_no_register_is_told_in_a_sentence(send, content, sentence):
    assert sentence in send(content, "list.xlsx").text.replace("&quot;", '"')


def test_of_two_sheets_the_user_chooses_one(client, send, school):
    row = [["Организация", "Название"], [str(school), "Хор"]]
    send(sheets(Справка=[["Как", "заполнять"]], Программы=row), "list.xlsx")
    batch = ImportBatch.objects.get()
    act(client, batch, "import-columns", sheet="Программы")
    assert batch.counts()["created"] == 1


def test_an_act_of_reconciliation_tells_what_is_where_and_changes_nothing(client, send, program, school):
    Program.objects.create(organization=school, name="Лепка")
    send(
        f"Организация;Название;Часов;Статус\n{school};{program.name};36;размещена\n{school};Хор;72;\nНигде;Бег;1;\n",
        is_reconciliation="1",
    )
    batch = ImportBatch.objects.get()
    address = [batch.municipality.slug, batch.pk]
    page = client.get(reverse("reconciliation", args=address)).text
    for part in ('<td data-label="В портале">72</td>', "размещена", "Лепка", "строка 3", "«Нигде»"):
        assert part in page
    act_file = client.get(reverse("reconciliation-file", args=[*address, "xlsx"]))
    cells = [
        cell
        for row in load_workbook(BytesIO(act_file.content)).active.iter_rows(values_only=True)
        for cell in row
    ]
    assert {"Лепка", f"Хор, {school}", "36"} <= set(cells)
    act(client, batch, "import-apply")
    assert Program.objects.count() == 2


def test_a_file_and_its_rows_are_erased_after_their_time(send, school, settings, client):
    send(CSV.format(school))
    batch = ImportBatch.objects.get()
    ImportBatch.objects.update(created_at=batch.created_at - timedelta(days=settings.UPLOADS_KEPT_DAYS + 1))
    call_command("erase_uploads")
    assert not batch.rows.exists()
    assert not Attachment.objects.exists()
    assert "Файл удалён" in client.get(batch.get_absolute_url()).text
