"""The media plan: its words are approved, its publications are marked with a proof at any time."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from plans.models import ActivityPlan, MediaPlan
from plans.rollover import start_media_plan, start_plan
from records.approval import APPROVAL
from records.models import ApprovalRoute

pytestmark = pytest.mark.django_db
WORDS = {
    "day": "2026-03-05",
    "channel": "social",
    "topic": "Запись в кружки",
    "responsible": "Методист МОЦ",
}
PICTURE = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


@pytest.fixture
def media(municipality, reference_data, today):
    return MediaPlan.objects.create(municipality=municipality, year=2026)


@pytest.fixture
def entry(media):
    return media.entries.create(**WORDS | {"day": date(2026, 3, 5)})


@pytest.fixture
def approved(media, entry, methodist, head, authority):
    plan = APPROVAL.perform("submit", media, methodist)
    plan = APPROVAL.perform("pass", plan, head)
    return APPROVAL.perform("pass", plan, authority)


@pytest.fixture
def send(client, methodist, url):
    """A form posted by the methodist; the page that it leads to, or the form with its sentences."""
    client.force_login(methodist)

    def post(name, *args, **fields):
        answer = client.post(url(name, 2026, *args), fields, follow=True)
        assert answer.status_code in (200, 403, 422)
        return answer.content.decode()

    return post


def rows(paper):
    return [row.cells for row in paper.body[0].rows if hasattr(row, "cells")]


def test_the_next_plan_takes_over_the_entries_with_their_dates_moved(
    client, methodist, url, media, entry, plan, today
):
    entry.item = plan.items().first()
    entry.topic = "Итоги 2026 года"
    entry.published_on, entry.link = date(2026, 3, 5), "https://example.org/1"
    entry.save()
    media.entries.create(**WORDS | {"day": date(2026, 4, 1), "withdrawn_on": date(2026, 3, 1)})
    following = start_plan(ActivityPlan(municipality=media.municipality, year=2027), "previous")
    client.force_login(methodist)
    page = client.get(url("media-create")).content.decode()
    assert 'value="2027"' in page
    client.post(url("media-create"), {"year": 2027, "takes_over": "on"})
    (taken,) = MediaPlan.objects.get(year=2027).entries.all()
    assert (taken.day, taken.topic, taken.published_on, taken.link) == (
        *(date(2027, 3, 5), "Итоги 2027 года", None, ""),
    )
    assert taken.item == following.items().get(predecessor=entry.item)
    assert taken.history.exists()


def test_without_a_continued_item_the_entry_finds_that_of_its_template(media, entry, plan):
    entry.item = plan.items().exclude(template=None).first()
    entry.save()
    library = start_plan(ActivityPlan(municipality=media.municipality, year=2027), "library")
    following = MediaPlan(municipality=media.municipality, year=2027)
    (taken,) = start_media_plan(following, takes_over=True).entries.all()
    assert taken.item == library.items().get(template=entry.item.template)


def test_the_leap_day_moves_to_the_last_of_february(municipality, media, entry):
    leap = MediaPlan.objects.create(municipality=municipality, year=2028)
    leap.entries.create(**WORDS | {"day": date(2028, 2, 29)})
    following = start_media_plan(MediaPlan(municipality=municipality, year=2029), takes_over=True)
    assert following.entries.get().day == date(2029, 2, 28)


def test_a_plan_may_begin_empty_and_the_first_has_nothing_to_take(
    client, methodist, url, municipality, today
):
    client.force_login(methodist)
    assert "takes_over" not in client.get(url("media-create")).content.decode()
    first = MediaPlan.objects.create(municipality=municipality, year=2026)
    first.entries.create(**WORDS | {"day": date(2026, 3, 5)})
    assert "takes_over" in client.get(url("media-create")).content.decode()
    client.post(url("media-create"), {"year": 2027})
    assert not MediaPlan.objects.get(year=2027).entries.exists()


def test_a_plan_is_begun_once_for_a_year(client, methodist, url, today, municipality):
    client.force_login(methodist)
    assert client.post(url("media-create"), {"year": 2026}).url == url("media", 2026)
    assert "уже есть" in client.post(url("media-create"), {"year": 2026}).content.decode()
    assert MediaPlan.objects.get().title == "Медиаплан на 2026 год"


def test_entries_stand_by_month_in_the_order_of_their_days(send, show, media, item):
    send("media-entry-create", **WORDS | {"day": "2026-05-02", "topic": "Летние смены"})
    page = send("media-entry-create", **WORDS, item=item.pk)
    assert page.index("Март") < page.index("Запись в кружки") < page.index("Май") < page.index("Летние смены")
    assert page.count("срок прошёл") == 2  # in the head and at the one of March


def test_what_is_wrong_is_told_at_the_fields_all_at_once(send, media):
    page = send(
        "media-entry-create", day="2027-01-01", channel="radio", topic="", responsible="", item=10**30
    )
    assert "Это медиаплан на 2026 год: проверьте дату." in page
    assert page.count("is-invalid") == 5
    assert not media.entries.exists()


def test_two_who_edit_one_entry_both_see_the_words(send, entry):
    send("media-entry-edit", entry.pk, **WORDS | {"topic": "Первый текст"}, version=1)
    page = send("media-entry-edit", entry.pk, **WORDS | {"topic": "Второй текст"}, version=1)
    assert "Первый текст" in page
    assert "Второй текст" in page
    entry.refresh_from_db()
    assert entry.topic == "Первый текст"


def test_a_publication_needs_a_proof_and_a_day_that_has_come(send, entry):
    page = send("media-entry-publish", entry.pk, published_on="2026-04-21", version=1)
    assert "Эта дата ещё не наступила" in page
    assert "Укажите ссылку или приложите снимок." in page
    assert "не похож на скан" in send(
        "media-entry-publish",
        entry.pk,
        published_on="2026-04-20",
        new_screenshot=SimpleUploadedFile("a.png", b"text"),
        version=1,
    )
    entry.refresh_from_db()
    assert entry.published_on is None


def test_a_picture_is_a_proof_and_stays_when_the_mark_is_corrected(send, entry):
    picture = SimpleUploadedFile("пост.png", PICTURE)
    send("media-entry-publish", entry.pk, published_on="2026-03-06", new_screenshot=picture, version=1)
    send("media-entry-publish", entry.pk, published_on="2026-03-07", version=2)
    entry.refresh_from_db()
    assert (entry.published_on, entry.screenshot.name) == (date(2026, 3, 7), "пост.png")
    send("media-entry-unpublish", entry.pk)
    entry.refresh_from_db()
    assert (entry.published_on, entry.screenshot.name) == (None, "пост.png")


def test_an_approved_plan_keeps_its_words_and_takes_publications(send, approved, entry):
    before = approved.paper().to_json()
    assert "чтобы менять его, отзовите его" in send("media-entry-edit", entry.pk, **WORDS, version=1)
    assert "чтобы менять его, отзовите его" in send("media-entry-withdraw", entry.pk)
    page = send("media-entry-publish", entry.pk, published_on="2026-03-06", link="vk.com/moc", version=1)
    assert "06.03.2026" in page
    assert 'href="https://vk.com/moc"' in page
    assert MediaPlan.objects.get().paper().to_json() == before


def test_a_withdrawn_entry_leaves_the_paper_and_can_come_back(send, media, entry):
    assert "Исключено 2" in send("media-entry-withdraw", entry.pk)
    assert media.problems() == ["В медиаплане нет ни одной записи."]
    refusal = send("media-entry-publish", entry.pk, published_on="2026-03-06", link="vk.com/moc", version=2)
    assert "сначала верните его" in refusal
    send("media-entry-restore", entry.pk)
    assert rows(media.paper()) == [("05.03.2026", "Запись в кружки", "Социальные сети", "Методист МОЦ", "")]
    assert entry.history.count() == 3


def test_what_was_published_is_not_withdrawn(send, entry):
    send("media-entry-publish", entry.pk, published_on="2026-03-06", link="vk.com/moc", version=1)
    assert "сначала снимите отметку" in send("media-entry-withdraw", entry.pk)
    entry.refresh_from_db()
    assert entry.withdrawn_on is None


@pytest.mark.parametrize(
    "facts",
    [
        {"published_on": "2026-03-06"},
        {"published_on": "2026-03-06", "link": "x", "withdrawn_on": "2026-03-07"},
    ],
)
def test_the_database_keeps_proof_and_withdrawal_consistent(entry, facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        type(entry).objects.filter(pk=entry.pk).update(**facts)


def test_a_correction_marks_the_changed_row(approved, entry, methodist, send):
    APPROVAL.perform("amend", approved, methodist, {"reason": "Новая тема"})
    send("media-entry-edit", entry.pk, **WORDS | {"topic": "Запись в секции"}, version=1)
    paper = MediaPlan.objects.get().paper()
    (row,) = (row for row in paper.body[0].rows if hasattr(row, "cells"))
    assert (row.cells[1], row.mark) == ("Запись в секции", "*")
    assert "(корректировка № 1)" in paper.title


def test_there_is_a_common_route_for_it(reference_data):
    steps = ApprovalRoute.objects.get(municipality=None, kind="media_plan").steps.values_list(
        "role", flat=True
    )
    assert list(steps) == ["moc_head", "authority"]


@pytest.mark.parametrize("file_format", ["pdf", "docx", "xlsx"])
def test_it_comes_as_a_file(client, methodist, url, entry, file_format):
    client.force_login(methodist)
    assert client.get(url("media-file", 2026, file_format)).status_code == 200


def test_organisations_see_what_was_approved(client, director, url, approved):
    client.force_login(director)
    assert url("media-paper", 2026) in client.get(url("media-list")).content.decode()
    assert "Запись в кружки" in client.get(url("media-paper", 2026)).content.decode()
