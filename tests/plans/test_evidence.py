"""What events lack: told with counts, and added to many at once."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from organizations.models import LegalAct
from plans.models import Event
from records.models import Attachment

pytestmark = pytest.mark.django_db


@pytest.fixture
def show(client, methodist, url):
    client.force_login(methodist)
    return lambda **query: client.get(url("event-list"), query).content.decode()


@pytest.fixture
def order(municipality):
    return LegalAct.objects.create(municipality=municipality, number="13/1", date=date(2026, 2, 3))


@pytest.fixture
def events(make_event, order):
    """One with an order, one with a link, one with neither and of another year."""
    ordered = make_event(theme="С приказом", participants=5)
    ordered.acts.add(order)
    linked = make_event(theme="Со ссылкой", participants=5, link="https://example.org/1")
    bare = make_event(theme="Ни с чем", participants=5, starts_on=date(2025, 3, 10))
    return ordered, linked, bare


@pytest.fixture
def send(client, methodist, url):
    """Complete events; the page that comes of it, redirects followed."""
    client.force_login(methodist)

    def post(*ticked, query="?lacks=act", **data):
        data["events"] = [event.pk for event in ticked]
        return client.post(url("event-proofs") + query, data, follow=True)

    return post


def proof(content=b"%PDF-1"):
    return SimpleUploadedFile("лист.pdf", content)


@pytest.mark.parametrize(
    ("lacks", "themes"),
    [
        ("any", {"Ни с чем"}),
        ("act", {"Со ссылкой", "Ни с чем"}),
        ("proof", {"С приказом", "Ни с чем"}),
    ],
)
def test_list_shows_events_that_lack_something(show, events, lacks, themes):
    page = show(lacks=lacks)
    assert {event.theme for event in events if event.theme in page} == themes


def test_counts_are_of_what_the_other_filters_leave(show, events):
    page = show(period="2026", lacks="act")
    for words in ("все: 2", "нет приказа: 1", "нет подтверждения: 1", "надо дополнить: 0"):
        assert words in page
    assert "нет приказа: 2" in show()


def test_an_order_is_added_to_all_ticked_events_and_entered_once(send, events, order):
    _, linked, bare = events
    page = send(linked, bare, acts="Приказ от 03.02.2026 № 13/1; Приказ от 05.02.2026 № 14").content.decode()
    assert "Дополнено: 2 мероприятия." in page
    assert {event.acts.count() for event in (linked, bare)} == {2}
    assert LegalAct.objects.count() == 2


def test_files_are_added_to_those_that_are_there(send, events):
    _, linked, bare = events
    send(linked, acts="", new_evidence=proof(b"%PDF-0"))
    send(linked, bare, acts="", new_evidence=proof())
    assert (linked.evidence.count(), bare.evidence.count()) == (2, 1)
    assert Attachment.objects.count() == 2


def test_afterwards_the_list_is_as_it_was_filtered(send, events):
    page = send(events[1], query="?lacks=act&period=2026", acts="Приказ от 05.02.2026 № 14")
    assert page.redirect_chain[0][0].endswith("/events/?lacks=act&period=2026")


@pytest.mark.parametrize(
    ("ticked", "data", "sentence"),
    [
        (True, {"acts": ""}, "Укажите приказ или приложите файл."),
        (False, {"acts": "Приказ от 05.02.2026 № 14"}, "Отметьте мероприятия"),
        (True, {"acts": "по приказу директора"}, "Укажите акт так"),
        (True, {"acts": "", "new_evidence": proof(b"MZ")}, "не подходит"),
    ],
)
def test_bad_proofs_are_refused_at_the_place_and_the_ticks_stay(send, events, ticked, data, sentence):
    answer = send(*([events[2]] if ticked else []), **data)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert sentence in page
    assert (f'value="{events[2].pk}" form="proofs" checked' in page) == ticked
    assert not events[2].acts.exists()
    assert not events[2].evidence.exists()


def test_somebody_who_has_the_event_open_is_told(send, events):
    send(events[2], acts="Приказ от 05.02.2026 № 14")
    assert Event.objects.get(pk=events[2].pk).version == events[2].version + 1


def test_events_of_another_municipality_are_not_completed(send, events, other_municipality):
    events[2].items.clear()
    Event.objects.filter(pk=events[2].pk).update(municipality=other_municipality)
    assert send(events[2], acts="Приказ от 05.02.2026 № 14").status_code == 422
    assert not events[2].acts.exists()


def test_filter_by_an_organisation_that_was_present(show, events, school):
    events[0].organizations.add(school)
    page = show(organization=school.pk)
    assert "С приказом" in page
    assert "Со ссылкой" not in page
