"""The pages of events: the list with its filters and export, recording, changing, deleting, who may see what."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from plans.models import Event, EventKind
from plans.rollover import start_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def record(client, methodist, url, seminar, today):
    """Send the form of an event; the page that comes of it, redirects followed."""
    client.force_login(methodist)
    facts = {"starts_on": "2026-04-16", "kind": seminar.pk, "theme": "Карточки программ", "part": "held"}

    def send(name="event-create", *args, query="", **changes):
        response = client.post(url(name, *args) + query, facts | changes, follow=True)
        return response.content.decode()

    return send


# Recording


def test_form_is_prefilled_from_the_item(client, methodist, url, item, make_event, today):
    make_event(item, kind=EventKind.objects.get(name="вебинар"))
    client.force_login(methodist)
    response = client.get(url("event-create"), {"item": item.pk})
    form = response.context["form"]
    assert form["starts_on"].value() == today
    assert form["kind"].value() == EventKind.objects.get(name="вебинар").pk
    assert form.ticked_items == [item]
    assert "Как в прошлый раз" in response.content.decode()


def test_like_last_time_copies_all_but_days_people_orders_and_files(
    client, methodist, url, item, make_event, today
):
    like = make_event(item, theme="Обмен опытом", part="took_part", place="Дом детства", participants=9)
    client.force_login(methodist)
    form = client.get(url("event-create"), {"like": like.pk}).context["form"]
    assert form["theme"].value() == "Обмен опытом"
    assert (form["part"].value(), form["place"].value()) == ("took_part", "Дом детства")
    assert (form["starts_on"].value(), form["participants"].value()) == (today, None)
    assert form.ticked_items == [item]


def test_like_an_event_of_last_year_ticks_the_item_that_continues_its_own(
    client, methodist, url, municipality, item, make_event, today
):
    last_year = start_plan(type(item.plan)(municipality=municipality, year=2025), "empty")
    section = last_year.sections.create(title="Раздел", position=9)
    item.predecessor = section.items.create(number="9.1", title="Прежний пункт", position=1)
    item.save()
    like = make_event(item.predecessor, starts_on=date(2025, 3, 1))
    client.force_login(methodist)
    assert client.get(url("event-create"), {"like": like.pk}).context["form"].ticked_items == [item]


@pytest.mark.parametrize("parameter", ["item", "like"])
def test_unknown_event_or_item_to_prefill_from_is_not_found(client, methodist, url, plan, parameter):
    client.force_login(methodist)
    assert client.get(url("event-create"), {parameter: 999999}).status_code == 404
    assert client.get(url("event-create"), {parameter: "не число"}).status_code == 200


def test_the_form_says_whose_part_is_meant(show, plan):
    assert "Что делал опорный центр (МУ ДО «Дом детства»)" in show("event-create")


def test_every_error_leads_to_its_field(record, plan):
    page = record(theme="", starts_on="2030-01-01", items=["7" * 30])
    for name, label in (("theme", "Тема"), ("starts_on", "Дата"), ("items", "Пункты плана")):
        assert f'<a class="alert-link" href="#id_{name}">{label}</a>: ' in page
        assert f'id="id_{name}"' in page


def test_recorded_event_stands_at_its_item_and_links_lead_on(record, item):
    shown = record(items=[item.pk])
    event = Event.objects.get()
    assert list(event.items.all()) == [item]
    assert item.get_absolute_url() in shown
    create = reverse("event-create", args=[item.plan.municipality.slug])
    assert (
        f'<a href="{create}?item={item.pk}">по пункту {item.number}</a>, <a href="{create}">другое</a>'
        in shown
    )
    assert "Открыть отчёт за I полугодие 2026 года" in shown


def test_event_without_item_says_that_it_enters_no_report(record, plan):
    assert "В отчёт не войдёт" in record()


def test_recording_closes_the_due_day_of_its_item(record, item, make_monthly):
    days = make_monthly(4)
    record(items=[item.pk])
    assert days.get().closed_by == Event.objects.get()


def test_one_comes_back_to_the_page_one_started_from(client, methodist, url, seminar, plan, today):
    client.force_login(methodist)
    facts = {"starts_on": "2026-04-16", "kind": seminar.pk, "theme": "Карточки", "part": "held"}
    back = url("plan-list")
    assert client.post(f"{url('event-create')}?next={back}", facts).url == back


@pytest.mark.parametrize(
    "trap", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "\\\\evil.example"]
)
def test_no_link_leads_out_of_the_portal(record, show, plan, trap):
    assert "evil" not in record(query=f"?next={trap}")
    assert "evil" not in show("event-create", next=trap).replace("?next=", "")


def test_orders_organisations_and_files_are_kept_with_the_event(record, plan, school):
    file = SimpleUploadedFile("лист.pdf", b"%PDF-1.4")
    record(acts="Приказ от 03.02.2026 № 13/1", organizations=[school.pk], new_evidence=[file])
    event = Event.objects.get()
    assert str(event.acts.get()) == "Приказ от 03.02.2026 № 13/1"
    assert list(event.organizations.all()) == [school]
    assert (event.evidence.get().name, event.evidence.get().municipality) == ("лист.pdf", event.municipality)


def test_file_of_another_kind_is_refused_and_nothing_is_saved(record, plan):
    shown = record(new_evidence=[SimpleUploadedFile("лист.pdf", b"MZ\x90")])
    assert "«лист.pdf» не подходит" in shown
    assert not Event.objects.exists()


def test_same_event_again_is_saved_only_when_confirmed(record, plan):
    record()
    shown = record()
    assert "Всё равно записать" in shown
    assert Event.objects.get().get_absolute_url() in shown
    record(confirmed="on")
    assert Event.objects.count() == 2


def test_items_are_suggested_while_one_types(show, plan, today):
    shown = show("event-suggestions", theme="Модели доступности для сельских детей", starts_on="2026-04-01")
    assert shown.index("Внедрение моделей доступности") < shown.index("Другие пункты плана")
    assert "<html" not in shown


@pytest.mark.parametrize(
    "query",
    [{"kind": "x", "starts_on": "31.02", "items": "abc"}, {"starts_on": "2019-01-01"}, {"items": "9" * 30}],
)
def test_suggestions_survive_whatever_is_typed(show, plan, today, query):
    assert show("event-suggestions", theme="Карточки", **query)


def test_sentence_of_the_report_is_shown_while_one_types(client, methodist, url, seminar, item, today):
    client.force_login(methodist)
    facts = {"starts_on": "2026-04-16", "kind": seminar.pk, "theme": "Карточки программ", "part": "held"}
    shown = client.post(url("event-preview"), facts | {"items": [item.pk]}).content.decode()
    assert "В отчёте за I полугодие 2026 года, пункт 1.6, будет так:" in shown
    assert "Карточки программ" in shown
    assert "В отчёт не войдёт" in client.post(url("event-preview"), facts).content.decode()


def test_nothing_is_foretold_while_the_event_lacks_a_theme(client, methodist, url, seminar, plan, today):
    client.force_login(methodist)
    facts = {"starts_on": "2026-04-16", "kind": seminar.pk, "participants": "сто"}
    assert client.post(url("event-preview"), facts).content.decode().strip() == ""
    assert not Event.objects.exists()


# One event


def test_event_page_tells_all_facts_and_what_is_missing(show, item, make_event):
    event = make_event(item, place="Дом детства", level="zonal")
    shown = show("event", event.pk)
    assert "Дом детства" in shown
    assert "зональный" in shown
    assert item.get_absolute_url() in shown
    assert "число участников; файл, ссылка или приказ" in shown


def test_complete_event_asks_for_nothing(make_event):
    event = make_event(participants=0, link="https://example.org/1")
    assert event.missing() == []
    assert event not in Event.objects.to_complete()


@pytest.mark.parametrize("name", ["event", "event-edit", "event-delete"])
def test_pages_of_an_event_need_few_queries_whatever_hangs_on_it(
    client, methodist, url, plan, school, make_event, django_assert_max_num_queries, name
):
    event = make_event(*plan.items()[:5])
    event.organizations.add(school)
    for number in range(5):
        event.acts.create(municipality=plan.municipality, number=number, date=date(2026, 3, 1))
        event.evidence.create(municipality=plan.municipality, name=f"{number}.pdf", size=1, sha256=number)
    client.force_login(methodist)
    with django_assert_max_num_queries(15):
        assert client.get(url(name, event.pk)).status_code == 200


def test_edited_event_moves_to_the_due_day_it_now_meets(record, item, make_event, make_monthly):
    days = make_monthly(2, 3)
    event = make_event(item)
    record("event-edit", event.pk, starts_on="2026-02-05", items=[item.pk], version=event.version)
    event.refresh_from_db()
    assert event.ends_on == date(2026, 2, 5)
    assert [due.closed_by for due in days.order_by("due_on")] == [event, None]


def test_second_editor_sees_both_texts(record, make_event):
    event = make_event(theme="Исходная тема")
    Event.objects.filter(pk=event.pk).update(theme="Тема коллеги", version=2)
    shown = record("event-edit", event.pk, theme="Моя тема", version=1)
    assert "Тема коллеги" in shown
    assert "Моя тема" in shown
    event.refresh_from_db()
    assert event.theme == "Тема коллеги"


def test_conflict_tells_only_what_differs_and_in_words(record, item, school, make_event):
    event = make_event(item)
    event.organizations.add(school)
    Event.objects.filter(pk=event.pk).update(kind=EventKind.objects.get(name="форум"), version=2)
    shown = record("event-edit", event.pk, starts_on="2026-03-11", items=[item.pk], version=1)
    conflict = shown[shown.index("Чем отличаются тексты") : shown.index("</table>")]
    assert "<td>10.03.2026</td><td>11.03.2026</td>" in conflict
    assert "<td>форум</td><td>семинар</td>" in conflict
    assert "<td>Школа № 1</td><td>—</td>" in conflict
    assert "ункты плана" not in conflict


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("items", "Такого пункта нет в планах муниципалитета."), ("organizations", f"{'9' * 30} нет среди")],
)
def test_a_key_longer_than_any_is_refused_like_one_that_is_not_there(record, plan, name, sentence):
    assert sentence in record(**{name: ["9" * 30]})
    assert not Event.objects.exists()


def test_conflict_is_told_though_a_file_is_attached(record, make_event):
    event = make_event(theme="Исходная тема")
    Event.objects.filter(pk=event.pk).update(theme="Тема коллеги", version=2)
    file = SimpleUploadedFile("лист.pdf", b"%PDF-1.4")
    shown = record("event-edit", event.pk, new_evidence=[file], version=1)
    assert "Тема коллеги" in shown
    assert not event.evidence.exists()


def test_files_stay_unless_they_are_unticked(record, plan, make_event):
    record(new_evidence=[SimpleUploadedFile("лист.pdf", b"%PDF-1.4")])
    event = Event.objects.get()
    kept = event.evidence.get()
    record("event-edit", event.pk, evidence=[kept.pk], version=event.version)
    assert event.evidence.get() == kept
    record("event-edit", event.pk, version=Event.objects.get().version)
    assert not event.evidence.exists()


def test_deleting_says_what_disappears_and_can_be_undone(
    client, show, url, item, make_event, make_monthly, today
):
    days = make_monthly(3)
    event = make_event(item)
    days.update(closed_on=event.ends_on, closed_by=event)
    asked = show("event-delete", event.pk)
    assert "Исчезнет из отчёта за I полугодие 2026 года: пункт 1.6" in asked
    assert "Срок 31.03.2026 по пункту 1.6 снова будет ждать" in asked
    deleted = client.post(url("event-delete", event.pk), follow=True).content.decode()
    assert url("event-restore", event.pk) in deleted
    assert client.get(url("event", event.pk)).status_code == 404
    assert days.get().closed_by is None
    client.post(url("event-restore", event.pk))
    assert client.get(url("event", event.pk)).status_code == 200
    assert days.get().closed_by == event


# Who may


PAGES = ["event", "event-edit", "event-delete"]


@pytest.mark.parametrize("name", PAGES)
def test_methodist_of_another_municipality_finds_no_event(
    client, stranger, other_municipality, url, make_event, name
):
    event = make_event()
    client.force_login(stranger)
    assert client.get(url(name, event.pk)).status_code == 404
    assert client.get(reverse(name, args=[other_municipality.slug, event.pk])).status_code == 404


def test_methodist_of_another_municipality_sees_and_exports_none(
    client, stranger, other_municipality, make_event
):
    make_event(theme="Тайная тема")
    client.force_login(stranger)
    own = [other_municipality.slug]
    assert "Тайная тема" not in client.get(reverse("event-list", args=own)).content.decode()
    rows = load_workbook(io.BytesIO(client.get(reverse("event-export", args=own)).content)).active.max_row
    assert rows == 1


def test_foreign_item_is_no_choice_of_the_filter(client, stranger, other_municipality, item, make_event):
    client.force_login(stranger)
    shown = client.get(
        reverse("event-list", args=[other_municipality.slug]), {"item": item.pk}
    ).content.decode()
    assert item.title[:40] not in shown


def test_foreign_event_cannot_be_copied_or_restored(client, stranger, other_municipality, make_event, today):
    event = make_event(theme="Тайная тема", deleted_at="2026-04-01T00:00Z")
    client.force_login(stranger)
    own = other_municipality.slug
    assert client.get(reverse("event-create", args=[own]), {"like": event.pk}).status_code == 404
    assert client.post(reverse("event-restore", args=[own, event.pk])).status_code == 404


@pytest.mark.parametrize("name", ["event-create", "event-paste", "event-suggestions"])
def test_head_reads_events_but_does_not_enter_them(client, head, url, plan, name):
    client.force_login(head)
    assert client.get(url("event-list")).status_code == 200
    assert client.get(url(name)).status_code == 403


def test_organisation_sees_the_events_it_attended_and_no_others(
    client, director, school, url, item, make_event
):
    attended = make_event(item, theme="Наш семинар")
    attended.organizations.add(school)
    other = make_event(theme="Чужой семинар")
    client.force_login(director)
    shown = client.get(url("event-list")).content.decode()
    assert "Наш семинар" in shown
    assert "Чужой семинар" not in shown
    assert client.get(url("event", attended.pk)).status_code == 200
    assert client.get(url("event", other.pk)).status_code == 404
