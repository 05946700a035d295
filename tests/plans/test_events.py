"""What recording an event does: due days closed and given back, repeats, guesses, files told by their content."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from plans.event_forms import EventForm
from plans.evidence import EvidenceField
from plans.models import ActivityPlan, Event, EventKind, PlanItem
from plans.recording import MAX_REPEATS, Repeat, repeat_event, repeated_days, settle
from plans.rollover import start_plan
from plans.suggesting import guess_kind, guess_theme, kind_in_words, last_event, likely_items, same_events

pytestmark = pytest.mark.django_db


# Due days


def test_event_closes_the_due_day_in_whose_time_it_fell(item, make_event, make_monthly):
    days = make_monthly(2, 3)
    event = make_event(item)
    settle(event)
    february, march = days.order_by("due_on")
    assert (march.closed_on, march.closed_by) == (date(2026, 3, 10), event)
    assert february.closed_on is None


def test_event_of_two_items_closes_a_day_of_each(item, plan, make_event, make_monthly):
    make_monthly(3)
    other = plan.items().exclude(pk=item.pk).first()
    other.occurrences.all().delete()
    other.deadline_kind = "month"
    other.save()
    other.occurrences.create(due_on=date(2026, 3, 31))
    settle(make_event(item, other))
    assert item.occurrences.get().closed_on == other.occurrences.get().closed_on == date(2026, 3, 10)


def test_late_event_closes_the_earliest_overdue_day(item, make_event, make_monthly):
    days = make_monthly(1, 2)
    settle(make_event(item, starts_on=date(2026, 4, 2)))
    assert [due.closed_on for due in days.order_by("due_on")] == [date(2026, 4, 2), None]


def test_moved_event_gives_its_day_back_and_takes_the_one_it_now_meets(item, make_event, make_monthly):
    days = make_monthly(2, 3)
    event = make_event(item)
    settle(event)
    event.starts_on = event.ends_on = date(2026, 2, 5)
    event.save()
    settle(event)
    assert [due.closed_on for due in days.order_by("due_on")] == [date(2026, 2, 5), None]


def test_day_of_a_deleted_event_passes_to_another_event_of_the_month(item, make_event, make_monthly):
    days = make_monthly(3)
    first, second = make_event(item), make_event(item, starts_on=date(2026, 3, 20))
    settle(first)
    settle(second)
    first.deleted_at = "2026-04-01T00:00Z"
    first.save()
    settle(first)
    assert days.get().closed_by == second


def test_day_closed_by_hand_stays_closed(item, make_event, make_monthly):
    days = make_monthly(3)
    days.update(closed_on=date(2026, 3, 2))
    settle(make_event(item))
    assert (days.get().closed_on, days.get().closed_by) == (date(2026, 3, 2), None)


# Repeats


def test_weekly_work_is_repeated_up_to_the_last_day_inclusive():
    days = repeated_days(date(2026, 3, 2), Repeat.WEEKLY, date(2026, 3, 23))
    assert days == [date(2026, 3, 9), date(2026, 3, 16), date(2026, 3, 23)]


def test_monthly_work_of_the_31st_falls_on_the_last_day_of_shorter_months():
    days = repeated_days(date(2025, 12, 31), Repeat.MONTHLY, date(2026, 4, 30))
    assert days == [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)]


def test_endless_repeats_are_cut_off():
    assert len(repeated_days(date(2015, 1, 1), Repeat.WEEKLY, date(2026, 1, 1))) == MAX_REPEATS + 1


def test_each_repeat_is_an_event_of_its_own_with_the_same_facts(item, school, make_event, make_monthly):
    days = make_monthly(2, 3)
    event = make_event(item, starts_on=date(2026, 2, 10), participants=7)
    event.organizations.add(school)
    settle(event)
    repeat_event(event, [date(2026, 3, 10)])
    again = Event.objects.get(starts_on=date(2026, 3, 10))
    assert (again.theme, again.participants, again.ends_on) == (event.theme, 7, date(2026, 3, 10))
    assert list(again.items.all()) == [item]
    assert list(again.organizations.all()) == [school]
    assert [due.closed_by for due in days.order_by("due_on")] == [event, again]


# Guesses


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Обучающие семинары для студентов", "обучающий семинар"),
        ("Инструктивно-методические семинары", "семинар"),
        ("Консультирование модераторов по работе в навигаторе", "консультация"),
        ("Мониторинг внедрения модели", "мониторинг"),
        ("Проведение муниципальных этапов конкурсов", "конкурс"),
        ("Участие в круглых столах", "круглый стол"),
        ("Утверждение состава специалистов", None),
    ],
)
def test_kind_is_recognised_in_the_title_in_whatever_form(reference_data, title, kind):
    found = kind_in_words(title, EventKind.objects.all())
    assert (found and found.name) == kind


def test_kind_most_often_recorded_for_an_item_beats_its_title(item, make_event):
    webinar = EventKind.objects.get(name="вебинар")
    for kind in (webinar, webinar, EventKind.objects.get(name="конкурс")):
        make_event(item, kind=kind)
    assert guess_kind(item) == webinar


def test_kind_of_the_item_that_a_new_one_continues_counts_too(item, make_event):
    forum = EventKind.objects.get(name="форум")
    successor = PlanItem(section=item.section, predecessor=item, title="Сопровождение", position=99)
    successor.save()
    make_event(item, kind=forum)
    assert guess_kind(successor) == forum
    assert last_event(successor).kind == forum


def test_deleted_events_teach_nothing(item, make_event):
    make_event(item, kind=EventKind.objects.get(name="форум"), deleted_at="2026-04-01T00:00Z")
    assert guess_kind(item) != EventKind.objects.get(name="форум")
    assert last_event(item) is None


def test_theme_is_proposed_for_recurring_work_only(item, make_event):
    make_event(item, theme="Сверка охвата")
    item.deadline_recurrence = "none"
    assert guess_theme(item) == ""
    item.deadline_recurrence = "monthly"
    assert guess_theme(item) == "Сверка охвата"


def test_likely_item_is_found_by_its_title(plan):
    seminar = EventKind.objects.get(name="семинар")
    found = likely_items(list(plan.items()), "Модели доступности для детей из сёл", seminar, "held")
    assert found[0].template.code == "rural-seminars"


def test_likely_item_is_found_by_what_was_recorded_for_it_before(plan, item, make_event):
    make_event(item, theme="Как заполнять вкладку расписания")
    assert likely_items(list(plan.items()), "Заполнение вкладки расписания")[0] == item


def test_items_with_events_of_the_kind_are_likely_then_those_whose_title_names_it(plan, item, make_event):
    webinar, took_part = EventKind.objects.get(name="вебинар"), Event.Part.TOOK_PART
    items = list(plan.items())
    named = [item for item in items if "участие" in item.title.lower()]
    assert likely_items(items, "Неслыханное", webinar, took_part) == named
    assert likely_items(items, "Неслыханное", webinar, Event.Part.HELD) == []
    make_event(item, kind=webinar, part=took_part, theme="Иное")
    assert likely_items(items, "Неслыханное", webinar, took_part) == [item, *named]
    conference = likely_items(items, "Неслыханное", EventKind.objects.get(name="конференция"), "held")
    assert [found.template.code for found in conference] == ["practices-conferences"]


def test_nothing_is_likely_for_words_that_occur_nowhere(plan):
    assert likely_items(list(plan.items()), "Ревизия огнетушителей") == []


def test_same_event_is_found_by_day_kind_and_similar_theme(make_event):
    recorded = make_event(theme="Карточки программ: требования")
    twin = Event(municipality=recorded.municipality, starts_on=recorded.starts_on, kind=recorded.kind)
    twin.theme = "карточки программ — требования"
    assert same_events(twin) == [recorded]
    twin.theme = "Летняя кампания"
    assert same_events(twin) == []


# Files


def test_all_unsuitable_files_are_named_at_once(settings):
    settings.UPLOAD_MAX_BYTES = 1024**2
    big = SimpleUploadedFile("большой.pdf", b"%PDF-" + b"0" * 1024**2)
    files = [SimpleUploadedFile("фото.pdf", b"MZ"), SimpleUploadedFile("пусто.pdf", b""), big]
    with pytest.raises(ValidationError) as refused:
        EvidenceField().clean(files)
    unsuitable, empty, too_big = refused.value.messages
    assert "«фото.pdf» не подходит" in unsuitable
    assert "«пусто.pdf» пустой" in empty
    assert "«большой.pdf» больше 1 МБ" in too_big


def test_eleventh_file_is_refused():
    with pytest.raises(ValidationError, match="не больше 10 файлов"):
        EvidenceField().clean([SimpleUploadedFile("акт.pdf", b"%PDF-")] * 11)


# The form


def form_of(municipality, user, files=None, instance=None, **facts):
    kind = EventKind.objects.get(name="семинар").pk
    fields = {"starts_on": "2026-04-16", "kind": kind, "theme": "Карточки программ", "part": "held"} | facts
    instance = instance or Event(municipality=municipality)
    return EventForm(fields, files, instance=instance, user=user)


def test_four_facts_are_enough(municipality, methodist, plan, today):
    event = form_of(municipality, methodist).save()
    assert (event.starts_on, event.ends_on, event.part) == (date(2026, 4, 16), date(2026, 4, 16), "held")


def test_all_that_is_wrong_is_said_at_once(municipality, methodist, plan, today):
    form = form_of(
        municipality,
        methodist,
        starts_on="2026-04-21",
        theme="",
        acts="письмо",
        participants="-1",
        ends_on="2014-01-01",
    )
    assert set(form.errors) == {"starts_on", "theme", "acts", "participants", "ends_on"}
    assert "ещё не состоялось" in form.errors["starts_on"][0]


def test_event_cannot_end_before_it_starts(municipality, methodist, plan, today):
    form = form_of(municipality, methodist, ends_on="2026-04-15")
    assert form.errors == {"ends_on": ["Мероприятие не может закончиться раньше, чем началось."]}


def test_event_of_one_day_can_be_moved_by_its_date_alone(municipality, methodist, make_event, today):
    event = make_event()
    form = EventForm(instance=event, user=methodist)
    assert form["ends_on"].value() is None
    moved = form_of(municipality, methodist, instance=event, starts_on="2026-03-12", version=1).save()
    assert moved.ends_on == date(2026, 3, 12)


@pytest.mark.parametrize(
    ("until", "ends_on", "refusal"),
    [
        ("", "", "Укажите, по какое число"),
        ("2026-04-21", "", "по сегодняшний день"),
        ("2026-04-17", "", "повторений не было"),
        ("2026-04-20", "2026-04-17", "одного дня"),
    ],
)
def test_repeat_that_makes_no_sense_is_refused(municipality, methodist, plan, today, until, ends_on, refusal):
    form = form_of(municipality, methodist, repeat="weekly", repeat_until=until, ends_on=ends_on)
    assert refusal in form.errors["repeat_until"][0]


def test_more_than_sixty_repeats_are_refused(municipality, methodist, plan, today):
    form = form_of(
        municipality, methodist, starts_on="2024-01-01", repeat="weekly", repeat_until="2026-04-20"
    )
    assert "больше 60" in form.errors["repeat_until"][0]


def test_repeats_are_saved_with_the_event(municipality, methodist, plan, today):
    form_of(
        municipality, methodist, starts_on="2026-04-06", repeat="weekly", repeat_until="2026-04-20"
    ).save()
    assert [event.starts_on.day for event in Event.objects.order_by("starts_on")] == [6, 13, 20]


def test_second_recording_of_an_event_has_to_be_confirmed(municipality, methodist, make_event, today):
    recorded = make_event(starts_on=date(2026, 4, 16), theme="Карточки программ")
    form = form_of(municipality, methodist)
    assert not form.is_valid()
    assert form.same_events == [recorded]
    assert form_of(municipality, methodist, confirmed="on").is_valid()


def test_items_and_organisations_of_another_municipality_are_refused(
    municipality, other_municipality, methodist, plan, today
):
    foreign = other_municipality.organizations.get()
    their_plan = start_plan(ActivityPlan(municipality=other_municipality, year=2026), "library")
    form = form_of(municipality, methodist, items=[their_plan.items()[0].pk], organizations=[foreign.pk])
    assert set(form.errors) == {"items", "organizations"}


def test_closed_organisation_stays_ticked_where_it_was_present(
    municipality, methodist, school, make_event, today
):
    school.is_active = False
    school.save()
    event = make_event()
    assert school not in form_of(municipality, methodist, instance=event).fields["organizations"].queryset
    event.organizations.add(school)
    assert school in form_of(municipality, methodist, instance=event).fields["organizations"].queryset


def test_ticked_items_stand_first_and_the_rest_follows(municipality, methodist, plan, item, today):
    form = form_of(municipality, methodist, items=[item.pk], theme="Модели доступности для сельских детей")
    assert form.likely_items[0] == item
    assert form.likely_items[1].template.code == "rural-seminars"
    assert len(form.likely_items) + len(form.other_items) == plan.items().count()
