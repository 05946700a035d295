"""What may name people can be read by the portal alone, and an upload only by those who check it."""

import pytest
from cryptography.fernet import InvalidToken
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from documents.file_types import FileType
from documents.reading.structure import Document, Paragraph
from records.attachments import keep_file
from records.checks import files_open
from records.models import Upload

pytestmark = pytest.mark.django_db
WORDS = "Ведомость юных туристов"


@pytest.fixture
def file(municipality, methodist):
    content = SimpleUploadedFile("ведомость.txt", WORDS.encode())
    return keep_file(content, FileType.TEXT, municipality, methodist)


@pytest.fixture
def upload(file, municipality):
    upload = Upload(municipality=municipality, attachment=file, corrections={"fields": {"head-title": WORDS}})
    upload.document = Document([Paragraph(WORDS)], [])
    upload.save()
    return upload


def test_a_file_lies_encrypted_on_the_disk(file, settings):
    [path] = [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
    assert WORDS.encode() not in path.read_bytes()
    with file.file.open() as opened:
        assert opened.read().decode() == WORDS


def test_what_was_read_lies_encrypted_in_the_database(upload):
    with connection.cursor() as cursor:
        cursor.execute("SELECT original, reading, corrections FROM records_upload")
        row = " ".join(map(str, cursor.fetchone()))
    assert "туристов" not in row
    assert "head-title" not in row
    kept = Upload.objects.get()
    assert kept.document.paragraphs == [WORDS]
    assert kept.corrections == {"fields": {"head-title": WORDS}}


def test_a_portal_with_another_key_says_so_before_it_starts(file, settings):
    assert files_open(databases=["default"]) == []
    settings.FILES_KEY = "another"
    with pytest.raises(InvalidToken):
        file.file.open()
    assert [error.id for error in files_open(databases=["default"])] == ["records.E001"]
    assert files_open() == [], "the database is asked only by those who may"


def test_a_portal_without_files_starts_with_any_key(file, settings):
    file.file.delete(save=False)
    assert files_open(databases=["default"]) == []
    file.delete()
    settings.FILES_KEY = "another"
    assert files_open(databases=["default"]) == []


@pytest.mark.parametrize("role", ["head", "authority", "rmc"])
def test_an_uploaded_file_opens_for_those_who_check_it(
    client, request, upload, methodist, item, seminar, role
):
    def status(user):
        client.force_login(user)
        answer = client.get(reverse("attachment", args=["lugovoy", upload.attachment_id]))
        if answer.streaming:
            list(answer.streaming_content)
        return answer.status_code

    reader = request.getfixturevalue(role)
    assert (status(methodist), status(reader)) == (200, 404)
    event = item.events.create(
        municipality=upload.municipality, kind=seminar, starts_on="2026-02-03", theme="Тема"
    )
    event.evidence.add(upload.attachment)
    assert status(reader) == 200, "as the proof of an event the office may see it"


def test_an_upload_is_none_of_the_readers_business(upload, methodist, administrator, head, rmc, stranger):
    for user in (methodist, administrator):
        assert list(Upload.objects.for_user(user)) == [upload]
    for user in (head, rmc, stranger):
        assert not Upload.objects.for_user(user)
