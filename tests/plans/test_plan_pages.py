"""The plan by hand: begun from the library, its items added, edited, moved, renumbered, taken out and brought back."""

from datetime import date

import pytest
from django.urls import reverse

from plans.models import ActivityPlan, PlanItem
from plans.rollover import start_plan

pytestmark = pytest.mark.django_db


def item_url(item, name="item", *args):
    return reverse(name, args=[item.plan.municipality.slug, item.plan.year, item.pk, *args])


def form_of(item, **changes):
    fields = {
        "number": item.number,
        "title": item.title,
        "expected_result": item.expected_result,
        "deadline_text": item.deadline_text,
        "responsible": item.responsible,
        "acts": "",
        "version": item.version,
    }
    return fields | changes


def correction_of(item, **changes):
    fields = {
        "kind": "until",
        "start": "",
        "end": "2026-05-20",
        "recurrence": "none",
        "version": item.version,
    }
    return fields | changes


def test_new_plan_from_the_library_has_six_sections_and_the_core_items(
    client, methodist, municipality, reference_data
):
    client.force_login(methodist)
    client.post(reverse("plan-create", args=[municipality.slug]), {"year": 2026, "source": "library"})
    plan = ActivityPlan.objects.get()
    assert [section.number for section in plan.sections.all()] == ["1", "2", "3", "4", "5", "6"]
    assert plan.items().count() == 31
    assert plan.items().first().number == "1.1"


def test_plan_page_shows_every_item_with_its_deadline(client, methodist, plan):
    client.force_login(methodist)
    page = client.get(plan.get_absolute_url()).content.decode()
    for item in plan.items():
        assert item.title in page
    assert "Понято" not in page
    assert plan.items().get(template__code="target-model-report").deadline_understood in page


def test_second_plan_of_a_year_is_refused_with_a_sentence(client, methodist, plan):
    client.force_login(methodist)
    url = reverse("plan-create", args=[plan.municipality.slug])
    page = client.post(url, {"year": 2026, "source": "library"}).content.decode()
    assert "План на 2026 год уже есть." in page
    assert ActivityPlan.objects.count() == 1


def test_a_plan_begun_twice_at_once_is_refused_with_a_sentence(client, methodist, plan, monkeypatch):
    monkeypatch.setattr(ActivityPlan, "clean", lambda self: None)
    client.force_login(methodist)
    url = reverse("plan-create", args=[plan.municipality.slug])
    page = client.post(url, {"year": 2026, "source": "library"}).content.decode()
    assert "Этот план уже начат." in page


def test_item_added_by_hand_gets_the_next_number(client, methodist, plan):
    section = plan.sections.get(number="4")
    client.force_login(methodist)
    url = reverse("item-create", args=[plan.municipality.slug, plan.year, section.pk])
    assert 'value="4.3"' in client.get(url).content.decode()
    client.post(
        url,
        {
            "number": "4.3.",
            "title": "Ярмарка программ",
            "deadline_text": "Май",
            "responsible": "Методист МОЦ",
        },
    )
    added = PlanItem.objects.get(title="Ярмарка программ")
    assert (added.number, added.section) == ("4.3", section)
    assert [post.title for post in added.responsible_posts.all()] == ["Методист МОЦ"]


def test_edit_in_place_answers_with_the_row_alone(client, methodist, head, item):
    item.plan.remarks.create(row=item.pk, text="Уточните срок", author=head)
    client.force_login(methodist)
    answer = client.post(
        item_url(item, "item-edit"), form_of(item, title="Новые слова"), headers={"HX-Request": "true"}
    )
    page = answer.content.decode()
    assert page.strip().startswith(f'<tr id="row-{item.pk}">')
    assert page.count("<tr") == 1
    assert "Новые слова" in page
    assert "Замечание: Уточните срок" in page


def test_item_withdrawn_while_it_was_open_takes_the_page_with_it(client, methodist, item):
    client.force_login(methodist)
    PlanItem.objects.filter(pk=item.pk).update(withdrawn_on="2026-03-01")
    answer = client.get(item_url(item, "item-row"), headers={"HX-Request": "true"})
    assert answer.headers["HX-Refresh"] == "true"


def test_duplicate_number_is_refused_at_the_field(client, methodist, item):
    client.force_login(methodist)
    page = client.post(item_url(item, "item-edit"), form_of(item, number="1.1")).content.decode()
    line = f'<a class="alert-link" href="#item-{item.pk}-number">Номер</a>: В этом разделе уже есть пункт'
    assert line in page
    assert f'id="item-{item.pk}-number"' in page
    item.refresh_from_db()
    assert item.number == "1.6"


def test_second_saver_sees_both_texts_and_nothing_is_lost(client, methodist, item):
    client.force_login(methodist)
    first = form_of(item, title="Слова первого сотрудника")
    second = form_of(item, title="Слова второго сотрудника")
    client.post(item_url(item, "item-edit"), first)
    page = client.post(item_url(item, "item-edit"), second).content.decode()
    assert "Слова первого сотрудника" in page
    assert "Слова второго сотрудника" in page
    item.refresh_from_db()
    assert item.title == "Слова первого сотрудника"
    client.post(item_url(item, "item-edit"), second | {"version": item.version})
    item.refresh_from_db()
    assert item.title == "Слова второго сотрудника"


def test_moving_down_changes_the_order_and_renumbering_the_numbers(client, methodist, plan):
    first, second = plan.items()[:2]
    client.force_login(methodist)
    answer = client.post(item_url(first, "item-move", "down"), headers={"HX-Request": "true"})
    assert list(plan.items()[:2]) == [second, first]
    page = answer.content.decode()
    assert page.index(f'id="row-{second.pk}"') < page.index(f'id="row-{first.pk}"')
    assert plan.items()[0].number == "1.2"
    section = first.section
    client.post(reverse("section-renumber", args=[plan.municipality.slug, plan.year, section.pk]))
    assert [item.number for item in plan.items()[:2]] == ["1.1", "1.2"]


def test_remarks_stay_at_their_rows_after_a_change_in_place(client, methodist, head, item):
    item.plan.remarks.create(row=item.pk, text="Уточните срок", author=head)
    client.force_login(methodist)
    answer = client.post(item_url(item, "item-move", "down"), headers={"HX-Request": "true"})
    assert "Замечание: Уточните срок" in answer.content.decode()


def test_item_withdrawn_meanwhile_is_shown_as_such_instead_of_being_moved(client, methodist, item):
    PlanItem.objects.filter(pk=item.pk).update(withdrawn_on="2026-03-01")
    client.force_login(methodist)
    page = client.post(item_url(item, "item-move", "up"), headers={"HX-Request": "true"}).content.decode()
    assert "Исключён 01.03.2026" in page


def test_withdrawn_item_leaves_the_paper_and_can_be_brought_back(client, methodist, item):
    client.force_login(methodist)
    act = "приказ от 01.03.2026 № 7"
    client.post(item_url(item, "item-withdraw"), {"withdrawal_act": act, "version": item.version})
    item.refresh_from_db()
    assert item.withdrawn_on is not None
    assert item.withdrawal_act == act
    paper = reverse("plan-paper", args=[item.plan.municipality.slug, item.plan.year])
    assert item.title not in client.get(paper).content.decode()
    client.post(item_url(item, "item-restore"))
    assert item.title in client.get(paper).content.decode()


def test_deadline_is_told_as_one_types(client, methodist, plan):
    client.force_login(methodist)
    url = reverse("deadline-preview", args=[plan.municipality.slug, plan.year])
    answer = client.get(url, {"deadline_text": "до 10 декабря"}).content.decode()
    assert answer.startswith("Понято: ")
    assert "10 декабря 2026" in answer


def test_corrected_deadline_survives_an_edit_of_other_words(client, methodist, item):
    client.force_login(methodist)
    client.post(item_url(item, "item-deadline"), correction_of(item))
    item.refresh_from_db()
    client.post(item_url(item, "item-edit"), form_of(item, title="Другие слова"))
    assert [due.due_on.isoformat() for due in item.occurrences.all()] == ["2026-05-20"]


def monthly(item, **changes):
    return correction_of(item, kind="recurring", end="", recurrence="monthly") | changes


def test_the_day_of_a_monthly_deadline_is_shown_and_corrected(client, methodist, item):
    client.force_login(methodist)
    client.post(item_url(item, "item-edit"), form_of(item, deadline_text="ежемесячно до 5 числа"))
    item.refresh_from_db()
    assert client.get(item_url(item, "item-deadline")).context["form"]["day"].value() == 5
    client.post(item_url(item, "item-deadline"), monthly(item, day="31"))
    assert [due.due_on.day for due in item.occurrences.all()[:3]] == [31, 28, 31]
    item.refresh_from_db()
    assert item.deadline_understood == "каждый месяц до 31 числа"
    client.post(item_url(item, "item-edit"), form_of(item, deadline_text="ежемесячно до 7 числа"))
    assert {due.due_on.day for due in item.occurrences.all()} == {7}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"day": "32"}, "меньше либо равно 31"),
        ({"day": "5", "recurrence": "quarterly"}, "который повторяется ежемесячно"),
    ],
)
def test_a_day_that_says_nothing_is_refused(client, methodist, item, changes, sentence):
    client.force_login(methodist)
    page = client.post(item_url(item, "item-deadline"), monthly(item, **changes)).content.decode()
    assert sentence in page
    item.refresh_from_db()
    assert not item.deadline_is_corrected


def test_second_corrector_of_a_deadline_sees_what_the_first_one_said(client, methodist, item):
    client.force_login(methodist)
    client.post(item_url(item, "item-deadline"), correction_of(item))
    page = client.post(item_url(item, "item-deadline"), correction_of(item, kind="from", end="2026-05-21"))
    assert "<td>до даты</td><td>начиная с даты</td>" in page.content.decode()
    assert "<td>20.05.2026</td><td>21.05.2026</td>" in page.content.decode()
    assert item.occurrences.get().due_on.day == 20


@pytest.mark.parametrize(("start", "end"), [("1026-03-01", ""), ("", "2062-03-01")])
def test_mistyped_year_of_a_correction_is_refused_with_a_sentence(client, methodist, item, start, end):
    client.force_login(methodist)
    correction = correction_of(item, kind="recurring", recurrence="weekly", start=start, end=end)
    page = client.post(item_url(item, "item-deadline"), correction).content.decode()
    assert "Проверьте год: это срок плана на 2026 год." in page
    item.refresh_from_db()
    assert not item.deadline_is_corrected


def test_what_was_planned_at_first_can_be_read_after_every_change(client, methodist, plan):
    first, second, *_ = plan.items()
    client.force_login(methodist)
    client.post(item_url(second, "item-deadline"), correction_of(second))
    PlanItem.objects.filter(pk=first.pk).update(withdrawn_on="2026-03-01")
    first.section.renumber()
    history = list(second.history.values_list("number", "title", "deadline_is_corrected"))
    assert history == [("1.1", second.title, True), ("1.2", second.title, True), ("1.2", second.title, False)]


def test_item_that_continues_last_years_begins_its_own_history(plan, item):
    following = start_plan(ActivityPlan(municipality=plan.municipality, year=2027), "previous")
    assert following.items().get(predecessor=item).history.get().title == item.title


def test_day_due_as_before_counts_from_the_new_beginning(client, methodist, item):
    client.force_login(methodist)
    for deadline in ("май", "апрель – май"):
        item.refresh_from_db()
        client.post(item_url(item, "item-edit"), form_of(item, deadline_text=deadline))
    due = item.occurrences.get()
    assert (due.starts_on, due.due_on) == (date(2026, 4, 1), date(2026, 5, 31))


def test_item_that_a_colleague_has_changed_is_not_withdrawn_unseen(client, methodist, item):
    client.force_login(methodist)
    client.post(item_url(item, "item-edit"), form_of(item, title="Слова коллеги"))
    page = client.post(item_url(item, "item-withdraw"), {"version": item.version}).content.decode()
    assert "эту запись изменил другой сотрудник" in page
    assert "Слова коллеги" in page
    item.refresh_from_db()
    assert item.withdrawn_on is None


def test_form_opened_before_renumbering_does_not_put_the_old_number_back(client, methodist, plan):
    first, second, *_, last = plan.sections.get(number="1").items.all()
    PlanItem.objects.filter(pk=second.pk).update(withdrawn_on="2026-03-01")
    first.section.renumber()
    client.force_login(methodist)
    page = client.post(item_url(last, "item-edit"), form_of(last)).content.decode()
    renumbered = plan.items().get(pk=last.pk).number
    assert renumbered != last.number
    assert f"<td>{renumbered}</td><td>{last.number}</td>" in page
    assert plan.items().get(pk=first.pk).version == first.version


def test_a_day_that_is_done_stays_done_until_it_is_reopened(client, methodist, make_monthly, item, today):
    due = make_monthly(3).get()
    client.force_login(methodist)
    url = item_url(item, "occurrence-close", due.pk)
    for _ in range(2):
        assert "исполнено 20.04.2026" in client.post(url, headers={"HX-Request": "true"}).content.decode()
    page = client.post(url, {"reopen": ""}, headers={"HX-Request": "true"}).content.decode()
    assert "31.03.2026 — просрочено" in page
    due.refresh_from_db()
    assert due.closed_on is None


def test_all_overdue_days_are_done_at_once(client, methodist, make_monthly, item, today):
    make_monthly(1, 2, 3, 4)
    client.force_login(methodist)
    assert "Отметить исполненными все просроченные: 3" in client.get(item_url(item)).content.decode()
    client.post(item_url(item, "occurrences-close"))
    assert [due.closed_on for due in item.occurrences.all()] == [today, today, today, None]
    assert "все просроченные" not in client.get(item_url(item)).content.decode()


def test_a_name_cut_short_says_so(item):
    item.title = "Сопровождение организаций " * 10
    assert str(item).endswith("…")
    assert len(str(item)) == 150
    item.title = "Сопровождение"
    assert str(item) == "1.6 Сопровождение"


def test_item_page_tells_events_results_and_history(client, methodist, item):
    client.force_login(methodist)
    page = client.get(item_url(item)).content.decode()
    assert "Результаты по полугодиям" in page
    assert "I полугодие 2026 года" in page
    assert "История изменений" in page


def test_results_of_a_school_year_are_asked_by_its_own_halves(client, methodist, plan, item):
    plan.is_school_year = True
    plan.save()
    client.force_login(methodist)
    page = client.get(item_url(item)).content.decode()
    assert page.index("II полугодие 2026 года") < page.index("I полугодие 2027 года")


def test_plus_one_counts_and_minus_one_takes_a_slip_back(client, methodist, plan):
    from plans.models import EventKind

    item = plan.items().get(template__code="moderators-consulting")
    kind = EventKind.objects.get(name="консультация")
    client.force_login(methodist)
    for data in ({}, {}, {"minus": "1"}):
        client.post(item_url(item, "tally", kind.pk), data)
    assert item.tallies.get().count == 1
    client.post(item_url(item, "tally", kind.pk), {"minus": "1"})
    client.post(item_url(item, "tally", kind.pk), {"minus": "1"})
    assert item.tallies.get().count == 0


def test_plan_in_approval_cannot_be_changed(client, methodist, item):
    from records.approval import APPROVAL

    APPROVAL.perform("submit", item.plan, methodist)
    client.force_login(methodist)
    answer = client.post(item_url(item, "item-edit"), form_of(item, title="Тайком"))
    assert answer.status_code == 403
    item.refresh_from_db()
    assert item.title != "Тайком"
