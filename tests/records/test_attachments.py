"""Files are told by their content, kept once, and removed only when nothing refers to them."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from records.attachments import content_type_of, discard, fingerprint, keep_file, size_refusal
from records.models import Attachment, Upload

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def office_file(member):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(member, "<xml/>")
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7", "application/pdf"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (office_file("word/document.xml"), WORD),
        (office_file("xl/workbook.xml"), EXCEL),
        (office_file("evil.exe"), None),
        (b"PK\x03\x04 torn archive", None),
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
        discard(attachment)
        assert storage.exists(name), "until the transaction is over the file may still be needed"
    assert not Attachment.objects.exists()
    assert not storage.exists(name)


def test_a_file_in_use_stays(municipality, methodist, item, seminar):
    upload_file = keep(municipality, methodist)
    Upload.objects.create(municipality=municipality, attachment=upload_file, original={}, reading={})
    proof = keep(municipality, methodist, content=b"%PDF-2")
    event = item.events.create(municipality=municipality, kind=seminar, starts_on="2026-02-03", theme="Тема")
    event.evidence.add(proof)
    for attachment in (upload_file, proof):
        discard(attachment)
    assert list(event.evidence.all()) == [proof]
    assert Attachment.objects.count() == 2
