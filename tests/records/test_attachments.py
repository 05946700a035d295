"""Files are told by their content, kept once, and removed only when nothing refers to them."""

import io
import zipfile
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from documents.file_types import OLE_SIGNATURE, FileType
from records.attachments import content_type_of, fingerprint, keep_file, size_refusal
from records.models import Attachment, Upload


def office_file(member):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(member, "<xml/>")
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7", FileType.PDF),
        (b"\xff\xd8\xff\xe0", FileType.JPEG),
        (b"\x89PNG\r\n\x1a\n", FileType.PNG),
        (office_file("word/document.xml"), FileType.DOCX),
        (office_file("xl/workbook.xml"), FileType.XLSX),
        (office_file("evil.exe"), None),
        (b"PK\x03\x04 torn archive", None),
        (OLE_SIGNATURE + "Workbook".encode("utf-16-le"), None),
        (b"<html>", None),
        (b"", None),
    ],
)
def test_the_type_of_a_file_is_told_by_its_content(content, kind):
    assert content_type_of(io.BytesIO(content)) == kind


def test_an_empty_file_and_one_over_the_limit_are_refused_by_name(settings):
    settings.UPLOAD_MAX_BYTES = 1024**2
    assert size_refusal(SimpleUploadedFile("пусто.pdf", b"")) == "Файл «пусто.pdf» пустой."
    assert size_refusal(SimpleUploadedFile("том.pdf", b"0" * (1024**2 + 1))) == "Файл «том.pdf» больше 1 МБ."
    assert size_refusal(SimpleUploadedFile("том.pdf", b"0" * 1024**2)) == ""


def keep(municipality, user, name="акт.pdf", content=b"%PDF-1"):
    return keep_file(SimpleUploadedFile(name, content), "application/pdf", municipality, user)


def test_the_same_content_is_kept_once_in_a_municipality(municipality, other_municipality, methodist):
    first, second = keep(municipality, methodist), keep(municipality, methodist, "копия.pdf")
    assert first == second != keep(other_municipality, methodist)
    with first.file.open() as kept:
        assert kept.read() == b"%PDF-1"
    assert (first.name, first.size, first.uploaded_by) == ("акт.pdf", 6, methodist)
    assert first.sha256 == fingerprint(SimpleUploadedFile("любое имя", b"%PDF-1"))


def test_a_file_that_nothing_refers_to_leaves_database_and_disk(
    municipality, methodist, django_capture_on_commit_callbacks
):
    attachment = keep(municipality, methodist)
    storage, name = attachment.file.storage, attachment.file.name
    with django_capture_on_commit_callbacks(execute=True):
        attachment.discard()
        assert storage.exists(name), "until the transaction is over the file may still be needed"
    assert not Attachment.objects.exists()
    assert not storage.exists(name)


def test_a_file_in_use_stays(municipality, methodist, item, seminar):
    upload_file = keep(municipality, methodist)
    Upload.objects.create(municipality=municipality, attachment=upload_file)
    proof = keep(municipality, methodist, content=b"%PDF-2")
    event = item.events.create(municipality=municipality, kind=seminar, starts_on="2026-02-03", theme="Тема")
    event.evidence.add(proof)
    for attachment in (upload_file, proof):
        attachment.discard()
    assert list(event.evidence.all()) == [proof]
    assert Attachment.objects.count() == 2


@pytest.mark.parametrize(
    ("name", "kind", "download"),
    [
        ("отчёт.pdf.exe", FileType.PDF, "отчёт.pdf.pdf"),
        ("снимок.JPEG", FileType.JPEG, "снимок.jpg"),
        ("план без расширения", FileType.DOCX, "план без расширения.docx"),
        ("план от 12.01.2026", FileType.TEXT, "план от 12.01.2026.txt"),
        ("отчёт.txt", FileType.XLS, "отчёт.xls"),
    ],
)
def test_a_file_is_downloaded_under_the_extension_of_what_it_is(
    client, municipality, methodist, name, kind, download
):
    attachment = keep_file(SimpleUploadedFile(name, b"..."), kind, municipality, methodist)
    client.force_login(methodist)
    answer = client.get(reverse("attachment", args=[municipality.slug, attachment.pk]))
    list(answer.streaming_content)
    assert answer.headers["Content-Disposition"] == f"attachment; filename*=utf-8''{quote(download)}"
    assert answer.headers["Content-Type"] == kind
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
