"""A plan under correction: its rows marked against the version in force, and the table for the order."""

import pytest

from plans.amending import NOTHING, amending_table
from plans.changes import changes_by_item
from plans.models import PlanItem
from plans.papers import rows_by_item
from records.approval import APPROVAL
from tests.walking import approve

pytestmark = pytest.mark.django_db

ORDER = "приказ от 16.03.2026 № 21-у"


@pytest.fixture
def approved(plan, methodist, head, authority):
    return approve(plan, methodist, head, authority)


@pytest.fixture
def correction(approved, methodist):
    return APPROVAL.perform("amend", approved, methodist, {"reason": "Новый грант"})


@pytest.fixture
def section(correction):
    return correction.sections.first()


@pytest.fixture
def items(section):
    return list(section.items.all())


def withdraw(item, today):
    item.withdrawn_on, item.withdrawal_act = today, ORDER
    item.save()


def lines(plan):
    """The lines of the order's table: item, wording, before, after."""
    (table,) = amending_table(plan).body
    return [row.cells[1:] for row in table.rows]


def test_nothing_is_marked_in_a_plan_that_nobody_changed(correction):
    assert changes_by_item(correction) == {}
    assert amending_table(correction).body[0].text == NOTHING


def test_the_first_draft_of_a_plan_has_no_marks(plan):
    plan.items().first().delete()
    assert changes_by_item(plan) == {}
    assert amending_table(plan).body[0].text == NOTHING


def test_each_row_says_what_happened_to_it(correction, section, items, today):
    reworded, withdrawn, moved = items[0], items[2], items[1]
    PlanItem.objects.filter(pk=reworded.pk).update(deadline_text="До 1 мая 2026 года", responsible="Методист")
    withdraw(withdrawn, today)
    PlanItem.objects.filter(pk=moved.pk).update(position=90)
    added = section.items.create(number="1.50", position=95, title="Слёт юных краеведов")
    assert changes_by_item(correction) == {
        reworded.pk: "изменён: сроки, ответственные",
        withdrawn.pk: "исключён",
        moved.pk: "перемещён",
        added.pk: "добавлен",
    }


def test_items_behind_a_withdrawn_one_are_marked_as_renumbered(correction, section, items, today):
    withdraw(items[3], today)
    section.renumber()
    marks = changes_by_item(correction)
    assert marks[items[4].pk] == "перенумерован (был 1.5)"
    numbers = [item.number for item in items]
    before, after = f"1.5–{numbers[-1]}", f"1.4–{numbers[-2]}"
    excluded, renumbered = lines(correction)
    assert excluded[1] == "Пункт 1.4 исключить"
    assert renumbered == (before, f"Пункты {before} считать пунктами {after}", before, after)


def test_an_excluded_item_stands_in_the_full_text_with_its_order(correction, items, today):
    withdraw(items[3], today)
    row = rows_by_item(correction.words())[str(items[3].pk)]
    assert row.cells == ("1.4", f"исключён, {ORDER}", "", "", "")


def test_an_excluded_item_whose_number_went_to_another_shows_it_in_brackets(
    correction, section, items, today
):
    withdraw(items[3], today)
    section.renumber()
    assert rows_by_item(correction.words())[str(items[3].pk)].cells[0] == "(1.4)"


def test_an_item_withdrawn_before_it_was_ever_approved_leaves_no_line(plan, correction, section, today):
    never = section.items.create(number="1.50", position=95, title="Слёт", withdrawn_on=today)
    assert str(never.pk) not in rows_by_item(correction.words())
    assert changes_by_item(correction) == {}


def test_the_line_of_an_excluded_item_stays_and_is_no_new_change(
    correction, items, methodist, head, authority, today
):
    withdraw(items[3], today)
    again = APPROVAL.perform(
        "amend", approve(correction, methodist, head, authority), methodist, {"reason": "Ещё"}
    )
    assert rows_by_item(again.words())[str(items[3].pk)].cells[1] == f"исключён, {ORDER}"
    assert changes_by_item(again) == {}


def test_the_table_words_each_kind_of_change(correction, section, items, today):
    PlanItem.objects.filter(pk=items[0].pk).update(title="Школа наставника")
    PlanItem.objects.filter(pk=items[1].pk).update(position=90)
    section.items.create(number="1.50", position=95, title="Слёт юных краеведов", deadline_text="Май 2026")
    reworded, moved, added = lines(correction)
    assert reworded[:2] == ("1.1", "Пункт 1.1 изложить в следующей редакции")
    assert reworded[2].startswith(f"Наименование мероприятия: {items[0].title}")
    assert reworded[3].startswith("Наименование мероприятия: Школа наставника")
    assert moved[1:] == (f"Пункт 1.2 поместить после пункта {items[-1].number}", "—", "—")
    assert added[0] == "1.50"
    assert added[1] == f"Раздел «{section.heading}» дополнить пунктом 1.50 в следующей редакции"
    assert added[2:] == ("—", "Наименование мероприятия: Слёт юных краеведов\nСроки: Май 2026")


def test_several_changes_of_one_item_make_one_sentence(correction, items):
    PlanItem.objects.filter(pk=items[-1].pk).update(number="1.77", title="Школа наставника")
    ((_, wording, _, _),) = lines(correction)
    assert wording == f"Пункт {items[-1].number} считать пунктом 1.77 и изложить в следующей редакции"


def test_a_renamed_section_stands_first(correction, section):
    section.title = "Сопровождение"
    section.save()
    ((place, wording, before, after),) = lines(correction)
    assert (place, wording) == ("раздел", "Наименование раздела изложить в следующей редакции")
    assert before != after == "1. Сопровождение"


def test_once_approved_the_table_is_kept_whatever_is_edited_later(
    correction, items, methodist, head, authority, today
):
    withdraw(items[3], today)
    expected = lines(correction)
    approved = approve(correction, methodist, head, authority)
    PlanItem.objects.filter(pk=items[0].pk).update(title="Позднее")
    assert lines(approved) == expected
    assert not amending_table(approved).draft


def test_a_plan_that_was_never_corrected_offers_no_table(approved, methodist, show):
    table = "Таблица изменений для приказа"
    assert table not in show("plan", 2026)
    APPROVAL.perform("amend", approved, methodist, {"reason": "Новый грант"})
    assert table in show("plan", 2026)


def test_the_page_marks_rows_and_strikes_the_excluded(correction, items, show, today):
    PlanItem.objects.filter(pk=items[0].pk).update(deadline_text="До 1 мая")
    withdraw(items[3], today)
    page = show("plan", 2026)
    assert "изменён: сроки" in page
    assert f"<del>{items[3]}</del></a>, {ORDER}" in page
    assert "изменённые пункты отмечены" in page


@pytest.mark.parametrize("file_format", ["pdf", "docx", "xlsx"])
def test_the_table_opens_as_a_page_and_as_files(
    correction, items, today, client, methodist, url, file_format
):
    withdraw(items[3], today)
    client.force_login(methodist)
    assert "Пункт 1.4 исключить" in client.get(url("plan-changes", 2026)).content.decode()
    assert client.get(url("plan-changes-file", 2026, file_format)).status_code == 200
