"""«Сегодня»: what is due and overdue, what waits for me, what came back to me; for each role its own first page."""

from datetime import date

import pytest
from django.urls import reverse

from organizations.models import Municipality, Person
from plans.models import Event, EventKind, MediaPlan, Occurrence, Tally
from plans.rollover import start_plan
from records.models import ApprovalRoute, Remark
from tests.walking import approve

pytestmark = pytest.mark.django_db

TODAY = date(2026, 4, 20)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    """It is 20 April 2026 in every municipality."""
    monkeypatch.setattr(Municipality, "today", lambda self: TODAY)


@pytest.fixture
def show(client, municipality):
    """The page as a user sees it."""

    def see(user, **query):
        client.force_login(user)
        return client.get(reverse("today", args=[municipality.slug]), query)

    return see


@pytest.fixture
def due(plan):
    """Due days of the plan's first items, the only ones there are."""
    Occurrence.objects.all().delete()

    def make(*days):
        return [
            Occurrence.objects.create(item=item, due_on=day)
            for item, day in zip(plan.items(), days, strict=False)
        ]

    return make


def test_overdue_and_coming_days_are_told_apart(show, methodist, due):
    too_late, too_early = date(2025, 6, 30), date(2026, 5, 5)
    overdue, coming, *_ = due(date(2026, 4, 19), date(2026, 5, 4), too_early, too_late)
    context = show(methodist, person="all").context
    assert context["overdue"] == [overdue]
    assert context["coming"] == [coming]


def test_what_the_media_plan_still_wants_published_is_due(
    show, methodist, head, authority, municipality, due
):
    due()
    media = MediaPlan.objects.create(municipality=municipality, year=2026)
    facts = {"channel": "social", "topic": "Запись в кружки", "responsible": "Методист МОЦ"}
    late, soon, *_ = (
        media.entries.create(day=day, **facts | more)
        for day, more in (
            (date(2026, 4, 10), {}),
            (TODAY, {}),
            (TODAY, {"published_on": TODAY, "link": "https://example.org/1"}),
            (TODAY, {"withdrawn_on": TODAY}),
            (date(2026, 5, 5), {}),
        )
    )
    page = show(methodist)
    assert page.context["materials"] == [late, soon]
    assert "сроков нет" not in page.content.decode()
    assert reverse("media-entry-publish", args=[municipality.slug, 2026, late.pk]) in page.content.decode()
    assert show(head).context["materials"] == [late, soon]
    assert show(authority).context["materials"] == []


def test_day_that_ends_today_is_not_overdue_yet(show, methodist, due):
    (today,) = due(TODAY)
    assert show(methodist, person="all").context["coming"] == [today]


def test_closed_days_and_withdrawn_items_are_not_due(show, methodist, due):
    closed, withdrawn = due(TODAY, TODAY)
    closed.closed_on = TODAY
    closed.save()
    withdrawn.item.withdrawn_on = TODAY
    withdrawn.item.save()
    page = show(methodist, person="all")
    assert page.context["coming"] == []
    assert "сроков нет" in page.content.decode()


def test_my_own_days_are_shown_first_and_everyones_on_request(show, methodist, due):
    mine, other = due(TODAY, TODAY)
    for each in (mine, other):
        each.item.responsible_posts.clear()
        each.item.responsible_people.clear()
    mine.item.responsible_people.add(methodist.person)
    assert show(methodist).context["coming"] == [mine]
    assert set(show(methodist, person="all").context["coming"]) == {mine, other}


def test_days_of_a_colleague_can_be_shown(show, methodist, head, due):
    (theirs,) = due(TODAY)
    theirs.item.responsible_posts.clear()
    theirs.item.responsible_people.add(head.person)
    assert show(methodist, person=head.person.pk).context["coming"] == [theirs]
    assert show(head).context["coming"] == [theirs]


def test_stranger_is_no_choice_of_person(show, methodist, stranger, due):
    due(TODAY)
    page = show(methodist, person=stranger.person.pk)
    assert page.context["person"] is None
    assert stranger.person.surname not in page.content.decode()


def test_every_due_row_can_be_recorded_and_done(show, methodist, due):
    (row,) = due(TODAY)
    page = show(methodist, person="all").content.decode()
    slug = row.item.plan.municipality.slug
    assert f"{reverse('event-create', args=[slug])}?item={row.item.pk}&amp;next=/{slug}/" in page
    assert reverse("occurrence-close", args=[slug, 2026, row.item.pk, row.pk]) in page


def test_head_sees_what_is_due_but_enters_nothing(show, head, due):
    due(TODAY)
    page = show(head, person="all").content.decode()
    assert "Записать мероприятие" not in page
    assert "Сделано" not in page


# Papers


@pytest.fixture
def waiting_plan(plan):
    """The plan at the step of the head's check."""
    plan.step = ApprovalRoute.of(plan).steps.get(order=1)
    plan.state = "in_approval"
    plan.save()
    return plan


def test_paper_waits_for_the_role_of_its_step_and_for_no_other(
    show, head, authority, methodist, waiting_plan
):
    assert [paper.pk for paper in show(head).context["waiting"]] == [waiting_plan.pk]
    assert waiting_plan.get_absolute_url() in show(head).content.decode()
    assert show(authority).context["waiting"] == []
    assert show(methodist).context["waiting"] == []


def test_returned_paper_comes_back_to_those_who_sent_it(show, methodist, head, authority, plan):
    Remark.objects.create(record=plan, text="Уточните срок", author=authority)
    Remark.objects.create(record=plan, text="И ответственных", author=authority)
    page = show(methodist)
    assert [paper.open_remarks for paper in page.context["returned"]] == [2]
    assert "замечаний: 2" in page.content.decode()
    assert len(show(head).context["returned"]) == 1
    assert show(authority).context["returned"] == []


def test_paper_whose_remarks_are_mended_no_longer_comes_back(show, methodist, authority, plan):
    Remark.objects.create(
        record=plan, text="Уточните срок", author=authority, resolved_at="2026-04-01T00:00Z"
    )
    assert show(methodist).context["returned"] == []


def test_sent_report_waits_for_the_regional_centre(show, rmc, head, plan):
    report = plan.reports.create(
        municipality=plan.municipality, period="2026H1", title="Отчёт за I полугодие 2026 года", state="sent"
    )
    assert [paper.pk for paper in show(rmc).context["waiting"]] == [report.pk]
    assert report.get_absolute_url() in show(rmc).content.decode()
    assert show(head).context["waiting"] == []


# A methodist's own work


def test_hasty_records_are_listed_to_be_completed(show, methodist, municipality, seminar):
    for number in range(7):
        Event.objects.create(municipality=municipality, starts_on=TODAY, kind=seminar, theme=f"Тема {number}")
    page = show(methodist)
    assert page.context["incomplete_count"] == 7
    assert len(page.context["incomplete"]) == 5
    assert "нет: число участников; файл, ссылка или приказ" in page.content.decode()


def test_counted_kinds_have_their_button_with_the_count_of_today(show, methodist, item):
    consultation = EventKind.objects.get(name="консультация")
    Tally.objects.create(item=item, kind=consultation, day=date(2026, 4, 19), count=5)
    page = show(methodist).content.decode()
    assert reverse("tally", args=[item.plan.municipality.slug, 2026, item.pk, consultation.pk]) in page
    assert "сегодня: 5" not in page
    Tally.objects.create(item=item, kind=consultation, day=TODAY, count=2)
    page = show(methodist)
    assert "сегодня: 2" in page.content.decode()
    assert len(page.context["tallies"]) == 1


# Those who do not work in the office


def test_organisation_sees_what_is_published_and_that_nothing_is_asked(
    show, director, plan, methodist, head, authority
):
    page = show(director).content.decode()
    assert "ничего не требуется" in page
    assert plan.title not in page
    approve(plan, methodist, head, authority)
    assert plan.title in show(director).content.decode()


def test_expert_sees_that_nothing_is_assigned(show, expert, plan, due):
    due(TODAY)
    page = show(expert).content.decode()
    assert "не назначено" in page
    assert plan.items()[0].title not in page


def test_methodist_of_another_municipality_gets_404(show, stranger, plan):
    assert show(stranger).status_code == 404


def test_own_page_tells_nothing_of_another_municipality(client, stranger, other_municipality, plan, seminar):
    Event.objects.create(municipality=plan.municipality, starts_on=TODAY, kind=seminar, theme="Тайная тема")
    Remark.objects.create(record=plan, text="Замечание", author=None)
    client.force_login(stranger)
    page = client.get(reverse("today", args=[other_municipality.slug]))
    assert page.context["overdue"] == page.context["coming"] == page.context["returned"] == []
    assert page.context["incomplete_count"] == 0


# Speed


def fill(plan, kinds, rows):
    """Rows of everything that the page lists, the due days spread over all sections."""
    consultation, seminar = kinds
    items = list(plan.items())[:rows]
    for number, item in enumerate(items):
        Occurrence.objects.create(item=item, due_on=date(2026, 4, 1 + number % 29))
        Tally.objects.create(item=item, kind=consultation, day=TODAY)
        event = Event.objects.create(
            municipality=plan.municipality, starts_on=TODAY, kind=seminar, theme=f"Тема {item.number}"
        )
        event.items.add(item)
        Remark.objects.create(record=plan, text="Замечание", author=None)
        person = Person.objects.create(surname=f"Сотрудница{number}", first_name="Ольга")
        person.appointments.create(role="methodist", title="методист", municipality=plan.municipality)


def test_page_needs_as_many_queries_for_thirty_rows_as_for_one(
    client, methodist, municipality, plan, seminar, django_assert_max_num_queries, django_assert_num_queries
):
    Occurrence.objects.all().delete()
    kinds = EventKind.objects.get(name="консультация"), seminar
    fill(plan, kinds, 1)
    start_plan(type(plan)(municipality=municipality, year=2025), "library")
    Occurrence.objects.filter(item__section__plan__year=2025).delete()
    client.force_login(methodist)
    url = reverse("today", args=[municipality.slug])
    with django_assert_max_num_queries(15) as few:
        client.get(url, {"person": "all"})
    Occurrence.objects.all().delete()
    Tally.objects.all().delete()
    fill(plan, kinds, 30)
    with django_assert_num_queries(len(few)):
        client.get(url, {"person": "all"})
    with django_assert_max_num_queries(15):
        client.get(url)
