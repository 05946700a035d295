"""Acts: entered once with their file, found by number or words, tied to events, items and rows; two spellings made one."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from organizations.models import LegalAct
from plans.models import Event
from plans.periods import ReportingPeriod
from records.attachments import keep_file
from records.models import Attachment
from reports.refreshing import start_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def send(client, methodist, url):
    """Send the form of an act; the page that comes of it, redirects followed."""
    client.force_login(methodist)
    facts = {"kind": "Приказ", "number": "13/1", "date": "2026-02-03", "issuer": "", "title": ""}

    def post(name="act-create", *args, **changes):
        answer = client.post(url(name, *args), facts | changes, follow=True)
        return answer.content.decode()

    return post


@pytest.fixture
def make_act(municipality):
    def make(number="13/1", day=date(2026, 2, 3), **facts):
        return LegalAct.objects.create(municipality=municipality, number=number, date=day, **facts)

    return make


def scan(name="приказ.pdf", content=b"%PDF-1"):
    return SimpleUploadedFile(name, content)


def test_act_is_entered_with_its_scan(send):
    page = send(number=" № 13/1 ", title="О проведении месячника", new_scans=scan())
    act = LegalAct.objects.get()
    assert (act.number, act.title) == ("13/1", "О проведении месячника")
    assert [file.name for file in act.scans.all()] == ["приказ.pdf"]
    assert "приказ.pdf" in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"number": " № "}, "Укажите номер."),
        ({"date": "0206-02-03"}, "Проверьте год"),
        ({"new_scans": scan("приказ.exe", b"MZ")}, "не подходит"),
    ],
)
def test_bad_act_is_refused_with_a_sentence(send, changes, sentence):
    assert sentence in send(**changes)
    assert not LegalAct.objects.exists()


@pytest.mark.parametrize("words", ["13/1", "№13/1", "№ 13/1", "03.02.2026", "МЕСЯЧНИК", "приказ учебы"])
def test_act_is_found_by_number_date_or_words_across_years(show, make_act, words):
    make_act(title="О месячнике учёбы")
    make_act("5", date(2019, 4, 1), title="О конкурсе")
    page = show("act-list", q=words)
    assert "№ 13/1" in page
    assert "№ 5<" not in page


def test_list_tells_acts_without_a_file(show, make_act, municipality, methodist):
    make_act().scans.add(keep_file(scan(), "application/pdf", municipality, methodist))
    make_act("5")
    page = show("act-list", unscanned="on")
    assert "№ 5<" in page
    assert "№ 13/1" not in page


def test_event_list_finds_events_by_their_order(show, make_act, make_event):
    make_event(theme="Школа вожатых").acts.add(make_act())
    make_event(theme="Круглый стол")
    page = show("event-list", q="вожатых 13/1")
    assert "Школа вожатых" in page
    assert "Круглый стол" not in page


def test_known_acts_are_offered_where_an_event_is_entered(show, make_act, seminar):
    make_act()
    assert '<option value="Приказ от 03.02.2026 № 13/1">' in show("event-create")


def test_page_of_an_act_lists_events_items_and_the_rows_that_print_it(show, make_act, make_event, plan, item):
    act = make_act()
    item.legal_acts.add(act)
    make_event(item, theme="Школа вожатых").acts.add(act)
    make_event(item, theme="Черновик", deleted_at="2026-04-01T00:00Z").acts.add(act)
    report = start_report(plan, ReportingPeriod(2026, 1))
    by_hand = report.lines.exclude(item=item).first()
    report.lines.filter(pk=by_hand.pk).update(note="приказ №13/1 от 03.02.2026 г.")
    page = show("act", act.pk)
    assert f"#row-{by_hand.item_id}" in page
    for words in ("Школа вожатых", item.get_absolute_url(), f"{report.get_absolute_url()}#row-{item.pk}"):
        assert words in page
    assert "Черновик" not in page


@pytest.mark.parametrize(
    ("words", "is_named"),
    [
        ("Приказ от 03.02.2026 № 13/1", True),
        ("приказ №13/1 от 03.02.2026 г.", True),
        ("Приказ от 03.02.2026 № 13/10", False),
        ("Приказ от 04.02.2026 № 13/1", False),
        ("03.02.2026, кабинет 13/1", False),
    ],
)
def test_words_name_an_act_by_its_whole_number_and_date(make_act, words, is_named):
    assert make_act().is_named_in(words) == is_named


def test_act_spelled_like_another_is_not_saved_twice(send, make_act):
    act = make_act()
    page = send()
    assert "Такой акт уже внесён." in page
    assert act.get_absolute_url() in page
    assert LegalAct.objects.count() == 1


def test_two_spellings_are_made_one_only_when_asked(
    send, make_act, make_event, item, municipality, methodist
):
    act, misspelled = make_act(), make_act("13-1", title="О месячнике")
    make_event(theme="Первое").acts.add(act)
    make_event(theme="Второе").acts.add(misspelled)
    make_event(theme="Оба").acts.add(act, misspelled)
    item.legal_acts.add(misspelled)
    misspelled.scans.add(keep_file(scan(), "application/pdf", municipality, methodist))
    assert "Объединить" in send("act-edit", misspelled.pk, version=1)
    assert LegalAct.objects.count() == 2
    send("act-edit", misspelled.pk, version=1, merge="on")
    assert LegalAct.objects.get() == act
    assert {event.theme for event in act.events.all()} == {"Первое", "Второе", "Оба"}
    assert list(act.plan_items.all()) == [item]
    assert act.scans.count() == 1


def test_whoever_saves_second_sees_both_texts(send, make_act):
    act = make_act()
    send("act-edit", act.pk, version=1, title="О слёте")
    assert "изменил другой сотрудник" in send("act-edit", act.pk, version=1, title="О сборе")
    act.refresh_from_db()
    assert act.title == "О слёте"


def test_scan_unticked_leaves_the_act_but_not_the_event_it_proves(
    send, make_act, make_event, municipality, methodist
):
    act, event = make_act(), make_event()
    file = keep_file(scan(), "application/pdf", municipality, methodist)
    act.scans.add(file)
    event.evidence.add(file)
    send("act-edit", act.pk, version=1)
    assert not act.scans.exists()
    assert list(Event.objects.get().evidence.all()) == [file]


def test_scan_of_an_act_is_not_discarded_as_a_file_that_nobody_needs(make_act, municipality, methodist):
    file = keep_file(scan(), "application/pdf", municipality, methodist)
    make_act().scans.add(file)
    file.discard()
    assert Attachment.objects.exists()
