"""«Папка проверки»: what lies where in the ZIP, what its list says and what is told to be missing."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from organizations.models import LegalAct
from plans import inspection
from plans.inspection import Folder
from plans.models import Event
from records.attachments import keep_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def keep(municipality, methodist):
    def keep(name, content):
        kind = "application/pdf" if content.startswith(b"%PDF") else "image/jpeg"
        return keep_file(SimpleUploadedFile(name, content), kind, municipality, methodist)

    return keep


@pytest.fixture
def order(municipality, keep):
    act = LegalAct.objects.create(municipality=municipality, number="13/1", date=date(2026, 2, 3))
    act.scans.add(keep("скан.pdf", b"%PDF-order"))
    return act


@pytest.fixture
def events(make_event, order, school, keep):
    """One with everything, one that shares its photo and has nothing else, one with a link."""
    photo = keep("фото: зал <1>.jpeg", b"\xff\xd8\xffphoto")
    full = make_event(theme="Школа вожатых", starts_on=date(2026, 2, 10), participants=12)
    full.acts.add(order)
    full.evidence.add(photo)
    full.organizations.add(school)
    shared = make_event(theme="Круглый стол", starts_on=date(2026, 3, 5))
    shared.evidence.add(photo)
    linked = make_event(theme="Эфир", starts_on=date(2026, 3, 9), link="https://example.org/efir")
    return [full, shared, linked]


@pytest.fixture
def download(client, methodist, municipality):
    client.force_login(methodist)

    def download(**query):
        answer = client.get(reverse("event-folder-zip", args=[municipality.slug]), query)
        return ZipFile(BytesIO(b"".join(answer.streaming_content)))

    return download


def words_of(archive, name):
    """The texts of a Word file of the archive: paragraphs, then cells."""
    document = docx.Document(BytesIO(archive.read(name)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in document.paragraphs] + cells


ORDER = "Приказы/001 Приказ от 03.02.2026 № 13-1.pdf"
PRESENT = "Участники/001 семинар 10.02.2026.docx"
PHOTO = "Материалы/001-1 фото зал 1.jpg"


def test_papers_lie_in_folders_under_numbers(events, download):
    archive = download()
    assert set(archive.namelist()) == {"Опись.docx", ORDER, PRESENT, PHOTO}
    assert archive.read(ORDER) == b"%PDF-order"
    assert archive.read(PHOTO) == b"\xff\xd8\xffphoto"
    assert archive.testzip() is None


def test_archive_is_given_out_piece_by_piece(events):
    pieces = list(Folder(events).pack())
    assert len(pieces) == len(Folder(events).files) + 1 + 1  # each file, the list of those present, the end
    assert all(pieces)


def test_list_says_what_lies_where_and_what_is_missing(events, download):
    texts = words_of(download(), "Опись.docx")
    first = ["1", "10.02.2026", "Семинар: Школа вожатых", "Приказ от 03.02.2026 № 13/1"]
    first += ["приказ\nсписок организаций\nподтверждения: 1", f"{ORDER}\n{PRESENT}\n{PHOTO}"]
    place = texts.index("1")
    assert texts[place : place + 6] == first
    assert "ссылка: https://example.org/efir" in texts
    end = texts[texts.index("Чего не хватает") + 1 :]
    assert end[:2] == [
        "Нет приказа: № 2, 05.03.2026 семинар: Круглый стол",
        "Нет приказа: № 3, 09.03.2026 семинар: Эфир",
    ]


def test_a_file_that_proves_two_events_lies_once_and_is_named_at_both(events, download):
    texts = words_of(download(), "Опись.docx")
    assert sum(PHOTO in text for text in texts) == 2


def test_organisations_that_were_present_are_listed(events, download, school):
    texts = words_of(download(), PRESENT)
    for words in ("Мероприятие: Семинар: Школа вожатых", "Участников: 12", school.name):
        assert words in texts


def test_several_scans_of_one_order_are_told_apart(events, order, keep):
    order.scans.add(keep("лист 2.pdf", b"%PDF-second"))
    names = [path for path in Folder(events).files if path.startswith("Приказы/")]
    assert names == [f"Приказы/001-{part} Приказ от 03.02.2026 № 13-1.pdf" for part in (1, 2)]


def test_long_names_are_cut_and_stay_different(make_event, keep):
    event = make_event()
    event.evidence.add(keep("о" * 200 + ".pdf", b"%PDF-1"), keep("о" * 200 + ".pdf", b"%PDF-2"))
    names = list(Folder([event]).files)
    assert len(set(names)) == 2
    assert all(len(name) < 80 for name in names)


def test_what_is_missing_is_told_in_sentences(make_event, municipality):
    bare = make_event(theme="Круглый стол")
    bare.acts.add(LegalAct.objects.create(municipality=municipality, number="5", date=date(2026, 3, 1)))
    assert Folder([bare]).missing() == [
        "Нет файла приказа: Приказ от 01.03.2026 № 5",
        "Нет подтверждения: № 1, 10.03.2026 семинар: Круглый стол",
    ]


def test_a_file_lost_from_the_store_is_named_in_the_list(events, order, download):
    scan = order.scans.get()
    scan.file.storage.delete(scan.file.name)
    archive = download()
    assert ORDER not in archive.namelist()
    assert f"Файла больше нет в хранилище: {ORDER}" in words_of(archive, "Опись.docx")


def test_folder_is_of_the_filtered_events_and_says_which(events, school, download):
    archive = download(organization=school.pk, period="2026H1")
    texts = words_of(archive, "Опись.docx")
    assert "Период: I полугодие 2026 года" in texts
    assert f"Организация: {school}" in texts
    assert not any("Круглый стол" in text for text in texts)


def test_folder_is_had_for_a_quarter_as_for_any_period_of_a_report(events, download):
    assert "Период: I квартал 2026 года" in words_of(download(period="2026Q1"), "Опись.docx")


def test_folder_of_an_item_names_it_with_its_year(events, item, download):
    events[0].items.add(item)
    texts = words_of(download(item=item.pk), "Опись.docx")
    assert any(text.startswith("Пункт плана: 2026: 1.6 ") for text in texts)


def test_page_tells_the_size_and_what_is_missing_before(client, methodist, municipality, events):
    client.force_login(methodist)
    page = client.get(
        reverse("event-folder", args=[municipality.slug]), {"period": "2026H1"}
    ).content.decode()
    for words in ("2, 18 байт", "Нет приказа: № 2", "zip/?period=2026H1"):
        assert words in page.replace("\xa0", " ")


@pytest.mark.parametrize(
    ("limit", "most", "sentence"),
    [("MOST_EVENTS", 2, "Выбрано 3 мероприятия"), ("MOST_BYTES", 10, "Файлы занимают 18")],
)
def test_a_folder_too_large_is_refused_with_advice(
    client, methodist, municipality, events, monkeypatch, limit, most, sentence
):
    monkeypatch.setattr(inspection, limit, most)
    client.force_login(methodist)
    answer = client.get(reverse("event-folder-zip", args=[municipality.slug]), follow=True)
    page = answer.content.decode().replace("\xa0", " ")
    assert sentence in page
    assert "Выберите период покороче" in page
    assert "Скачать папку" not in page


def test_an_empty_choice_says_so(client, methodist, municipality):
    client.force_login(methodist)
    answer = client.get(reverse("event-folder-zip", args=[municipality.slug]), follow=True)
    assert "не подходит ни одно мероприятие" in answer.content.decode()


def test_deleted_events_do_not_enter(events, download):
    Event.objects.filter(pk=events[0].pk).update(deleted_at="2026-04-01T00:00Z")
    assert ORDER not in download().namelist()
