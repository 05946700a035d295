"""What comes in from office files, what is refused, and who may bring it."""

import io
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.models import ActivityPlan
from records.models import Attachment, Upload
from tests.reports.uploads.pages import PLAN, PLAN_HEAD, errors_on, send_file, url

pytestmark = pytest.mark.django_db


# What comes in


def test_a_plan_is_read_and_nothing_is_carried_over_yet(plan_file, methodist):
    assert (plan_file.state, plan_file.uploaded_by) == (Upload.State.READ, methodist)
    assert plan_file.reading["year"] == 2026
    assert plan_file.document.tables[0].rows[2][1] == "Разработка медиаплана центра"
    assert plan_file.attachment.content_type.endswith("wordprocessingml.document")
    assert not ActivityPlan.objects.exists()


def bomb():
    """A Word file of 70 KB that unpacks to 70 MB."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 70 * 1024**2)
    return file.getvalue()


BAD_FILES = [
    (b"", "пуст"),
    (b"\x89PNG\r\n\x1a\n" + b"0" * 50, "картинка"),
    (b"PK\x03\x04 broken", "поврежд"),
    (bomb(), "слишком велик"),
    (b"%PDF-1.7 broken", "Файл"),
    ("Уважаемые коллеги! Приглашаем на праздник.".encode(), "Это не план и не отчёт"),
    (
        "ПЛАН МЕРОПРИЯТИЙ («дорожная карта»)\nразвития кружков на 2026 год".encode(),
        "похоже на дорожную карту",
    ),
    ("ПРОТОКОЛ № 4\nзаседания совета\n14 марта 2026 года".encode(), "ни вопросов повестки, ни решений"),
]


@pytest.mark.parametrize(("content", "sentence"), BAD_FILES, ids=[sentence for _, sentence in BAD_FILES])
def test_what_the_portal_does_not_take_in_is_refused_at_the_field_and_not_kept(
    as_methodist, content, sentence
):
    answer = send_file(as_methodist, content)
    assert answer.status_code == 422
    assert sentence in errors_on(answer)["file"]
    assert not Upload.objects.exists()
    assert not Attachment.objects.exists()


def test_a_file_over_the_limit_is_refused_before_it_is_read(as_methodist, settings, monkeypatch):
    settings.UPLOAD_MAX_BYTES = 1024**2
    monkeypatch.setattr("reports.uploads.reading.read_file", None)
    answer = send_file(as_methodist, b"x" * (1024**2 + 1))
    assert errors_on(answer) == {"file": "Файл «файл.docx» больше 1 МБ."}


def without(column, table):
    return [[text for place, text in enumerate(row) if place != column] for row in table]


def test_a_table_without_deadlines_is_refused(send):
    answer = send(PLAN_HEAD, without(3, PLAN))
    assert "нет столбца «Сроки»" in errors_on(answer)["file"]
    assert not Upload.objects.exists()


def test_a_table_without_a_single_title_is_refused(send):
    answer = send(PLAN_HEAD, [PLAN[0], ["1", "", "Приказ", "июнь", "Методист"]])
    assert errors_on(answer)["file"] == "В таблице файла нет ни одного мероприятия."


def test_a_table_of_more_rows_than_can_be_checked_is_refused(send, monkeypatch):
    monkeypatch.setattr("reports.uploads.reading.MAX_ROWS", 4)
    assert "больше 4 строк" in errors_on(send(PLAN_HEAD, PLAN))["file"]


def test_more_text_than_a_page_can_send_back_is_refused(send, monkeypatch):
    monkeypatch.setattr("reports.uploads.reading.MAX_CHARACTERS", 100)
    assert "слишком много текста" in errors_on(send(PLAN_HEAD, PLAN))["file"]


def test_the_same_file_again_leads_to_the_earlier_upload(plan_file, as_methodist):
    with plan_file.attachment.file.open() as kept:
        answer = send_file(as_methodist, kept.read(), "другое имя.docx")
    assert "Этот файл уже загружен" in errors_on(answer)["file"]
    assert f'href="{plan_file.get_absolute_url()}"' in answer.content.decode()
    assert Upload.objects.count() == 1


def test_the_list_needs_the_same_queries_for_any_number_of_files(plan_file, as_methodist):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            as_methodist.get(url("upload-list"))
        return len(captured)

    before = queries()
    for _ in range(10):
        plan_file.pk = None
        plan_file.save()
    assert queries() == before <= 15


# Who may


PAGES = ["upload", "upload-columns", "upload-apply", "upload-undo", "upload-delete"]


@pytest.mark.parametrize("name", PAGES)
def test_an_upload_of_another_municipality_does_not_exist(plan_file, client, stranger, name):
    client.force_login(stranger)
    assert client.post(url(name, plan_file.pk)).status_code == 404
    assert client.post(url(name, plan_file.pk, municipality="sosnovsky")).status_code == 404


@pytest.mark.parametrize("reader", ["head", "authority", "director", "expert", "rmc"])
def test_who_only_reads_may_not_upload(plan_file, client, reader, request):
    client.force_login(request.getfixturevalue(reader))
    assert client.get(url("upload-list")).status_code == 403
    assert [client.post(url(name, plan_file.pk)).status_code for name in PAGES] == [403] * len(PAGES)
