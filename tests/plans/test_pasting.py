"""Rows pasted from Excel: what each column is taken for, what is wrong where, and that all is saved or nothing."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from plans.models import Event, EventKind
from plans.pasted_events import read_events, record_events
from plans.pasted_table import MAX_ROWS, read_table

pytestmark = pytest.mark.django_db

WITH_HEADINGS = (
    "№\tДата проведения\tВид мероприятия\tНаименование мероприятия\tКоличество участников\tПункт плана\tПриказ\n"
    "1\t25.01.2026\tСеминары\tКарточки программ\t14 чел.\t1.6\tПриказ от 20.01.2026 № 7\n"
    "2\t3.2.26\tвебинар\tРасписание: как заполнять\t\t1.6, 2.3\t\n"
)


@pytest.fixture
def kinds(reference_data):
    return list(EventKind.objects.all())


@pytest.fixture
def read(municipality, kinds, plan, today):
    return lambda text: read_events(read_table(text, kinds), municipality, kinds)


def table_of(rows, separator="\t"):
    return "\n".join(separator.join(row) for row in rows)


# Columns


def test_columns_are_recognised_by_their_headings(kinds):
    table = read_table(WITH_HEADINGS, kinds)
    assert table.meanings == ["", "starts_on", "kind", "theme", "participants", "items", "acts"]
    assert len(table.rows) == 2
    assert table.first_number == 2


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("Пункт плана мероприятий", "items"),
        ("Форма проведения", "kind"),
        ("Место проведения", "place"),
        ("Кто проводил", "organizer"),
        ("Участие МОЦ", "part"),
        ("Кол-во, чел.", "participants"),
        ("Для кого", "audience"),
        ("Охват", "participants"),
        ("Цвет обложки", ""),
    ],
)
def test_heading_tells_what_is_in_the_column(kinds, heading, meaning):
    table = read_table(f"Дата\tТема\t{heading}\n01.02.2026\tКарточки\tчто-то", kinds)
    assert table.meanings == ["starts_on", "theme", meaning]


def test_columns_without_headings_are_recognised_by_what_stands_in_them(kinds):
    rows = [
        ("1", "25.01.2026", "семинар", "Карточки программ в навигаторе", "14", "1.6", "провёл"),
        ("2", "03.02.2026", "вебинар", "Расписание: как заполнять", "20", "2.3", "принял участие"),
    ]
    meanings = ["", "starts_on", "kind", "theme", "participants", "items", "part"]
    for separator in ("\t", ";", "   "):
        table = read_table(table_of(rows, separator), kinds)
        assert table.meanings == meanings
        assert table.first_number == 1


def test_cell_with_a_line_break_stays_one_cell(kinds):
    table = read_table('25.01.2026\tсеминар\t"Карточки\nпрограмм"\n', kinds)
    assert table.rows == [["25.01.2026", "семинар", "Карточки программ"]]


def test_lone_quotation_mark_swallows_no_rows(kinds):
    table = read_table('25.01.2026\tсеминар\t"Карточки\n26.01.2026\tсеминар\tРасписание\n', kinds)
    assert [row[2] for row in table.rows] == ['"Карточки', "Расписание"]


@pytest.mark.parametrize("text", ["", "  \n\t\n", "Дата\tВид\tТема\n"])
def test_text_without_rows_is_refused(kinds, text):
    with pytest.raises(ValidationError, match="хотя бы одну строку"):
        read_table(text, kinds)


def test_five_hundred_rows_are_taken_and_one_more_is_not(kinds):
    row = "25.01.2026\tсеминар\tКарточки\n"
    assert len(read_table(row * MAX_ROWS, kinds).rows) == MAX_ROWS
    with pytest.raises(ValidationError, match="не больше 500 строк"):
        read_table(row * (MAX_ROWS + 1), kinds)


def test_endless_cell_is_refused_with_a_sentence(kinds):
    with pytest.raises(ValidationError, match="длинная ячейка"):
        read_table('25.01.2026\t"' + "а" * 200_000 + '"', kinds)


def test_missing_and_doubled_columns_are_told(kinds):
    table = read_table("25.01.2026\tсеминар\tКарточки программ", kinds)
    table.meanings = ["starts_on", "starts_on", "theme"]
    assert table.problems() == [
        "Столбец «дата» выбран дважды.",
        "Не найден столбец «вид»: укажите его над таблицей.",
    ]


# Rows


def test_every_fact_of_a_row_is_understood(read, plan):
    first, second = read(WITH_HEADINGS)
    assert first.facts["days"] == (date(2026, 1, 25), date(2026, 1, 25))
    assert first.facts["kind"].name == "семинар"
    assert first.facts["participants"] == 14
    assert [act["number"] for act in first.facts["acts"]] == ["7"]
    assert second.facts["days"][0] == date(2026, 2, 3)
    assert [item.number for item in second.facts["items"]] == ["1.6", "2.3"]
    assert "participants" not in second.facts


def test_what_was_understood_differently_is_shown_beside(read):
    first = read(WITH_HEADINGS)[0]
    assert first.shown[2] == ("Семинары", "семинар", "")
    assert first.shown[3] == ("Карточки программ", "", "")


def test_days_of_a_range_are_start_and_end(read):
    row = read("Дата\tВид\tТема\n02.02.2026–05.02.2026\tфорум\tЛето")[0]
    assert row.facts["days"] == (date(2026, 2, 2), date(2026, 2, 5))


@pytest.mark.parametrize(
    ("column", "text", "message"),
    [
        ("Дата", "31.02.2026", "Строка 2, дата: «31.02.2026» — такой даты нет."),
        ("Дата", "завтра", "Строка 2, дата: «завтра» — не дата. Напишите так: 25.01.2026."),
        (
            "Дата",
            "05.02.2026-02.02.2026",
            "Строка 2, дата: «05.02.2026-02.02.2026» — окончание раньше начала.",
        ),
        ("Дата", "21.04.2026", "Строка 2, дата: Мероприятие ещё не состоялось"),
        ("Дата", "21.04.1926", "Строка 2, дата: Проверьте год"),
        ("Дата", "", "Строка 2, дата: не заполнено."),
        ("Вид", "семенар-чаепитие", "Строка 2, вид: вида «семенар-чаепитие» нет. Может быть, «"),
        ("Тема", "", "Строка 2, тема: не заполнено."),
        ("Тема", "я" * 501, "Строка 2, тема: Убедитесь, что это значение содержит не более 500 символов"),
        ("Участников", "много", "Строка 2, участников: «много» — не число участников."),
        ("Участников", "9" * 20, "— не число участников."),
        ("Пункт плана", "9.9", "Строка 2, пункт плана: в плане на 2026 год нет пункта 9.9."),
        ("Приказ", "устно", "Строка 2, приказ: Укажите акт так"),
        ("Участие МОЦ", "спал", "Строка 2, участие МОЦ: «спал» непонятно."),
    ],
)
def test_mistake_is_told_with_its_row_and_column(read, column, text, message):
    cells = {"Дата": "25.01.2026", "Вид": "семинар", "Тема": "Карточки"} | {column: text}
    row = read(table_of([cells.keys(), cells.values()]))[0]
    assert len(row.messages) == 1
    assert message in row.messages[0]


def test_number_that_several_items_have_is_no_address(read, plan):
    plan.sections.get(number="2").items.filter(number="2.1").update(number="1.6")
    row = read("Дата\tВид\tТема\tПункт\n25.01.2026\tсеминар\tКарточки\t1.6")[0]
    assert "несколько пунктов с номером 1.6" in row.messages[0]


def test_part_is_understood_in_the_words_of_offices(read):
    parts = ["провели", "Соорганизатор", "участие"]
    rows = [["Дата", "Вид", "Тема", "Участие МОЦ"]]
    rows += [["25.01.2026", "семинар", f"Тема {part}", part] for part in parts]
    assert [row.facts["part"] for row in read(table_of(rows))] == ["held", "co_organized", "took_part"]


def test_recorded_and_doubled_rows_are_known(read, make_event):
    make_event(starts_on=date(2026, 1, 25), theme="Карточки программ")
    rows = read(WITH_HEADINGS + "3\t25.01.2026\tсеминар\tкарточки «программ»\t\t\t\n")
    assert [row.is_known for row in rows] == [True, False, True]


def test_recorded_rows_are_events_with_items_orders_and_closed_days(read, municipality, item, make_monthly):
    make_monthly(1)
    assert record_events(read(WITH_HEADINGS), municipality) == 2
    event = Event.objects.get(theme="Карточки программ")
    assert (event.part, event.participants, list(event.items.all())) == ("held", 14, [item])
    assert str(event.acts.get()) == "Приказ от 20.01.2026 № 7"
    assert item.occurrences.get().closed_by == event


def test_same_rows_pasted_twice_are_recorded_once(read, municipality):
    record_events(read(WITH_HEADINGS), municipality)
    assert record_events(read(WITH_HEADINGS), municipality) == 0
    assert Event.objects.count() == 2


def test_failure_at_one_row_takes_back_the_rows_before(read, municipality, monkeypatch):
    def fail(event):
        raise RuntimeError

    monkeypatch.setattr("plans.pasted_events.settle", fail)
    rows = read("Дата\tВид\tТема\tПункт\n25.01.2026\tсеминар\tПервая\t\n26.01.2026\tсеминар\tВторая\t1.6")
    with pytest.raises(RuntimeError):
        record_events(rows, municipality)
    assert not Event.objects.exists()


# The page


def paste(client, municipality, text, **more):
    return client.post(reverse("event-paste", args=[municipality.slug]), {"text": text} | more)


def test_kinds_to_choose_from_are_named(client, methodist, municipality, plan):
    client.force_login(methodist)
    assert "стажировка" in client.get(reverse("event-paste", args=[municipality.slug])).content.decode()


def test_nothing_is_saved_before_it_was_confirmed(client, methodist, municipality, plan, today):
    client.force_login(methodist)
    page = paste(client, municipality, WITH_HEADINGS).content.decode()
    assert "Записать: 2" in page
    assert not Event.objects.exists()
    page = client.post(
        reverse("event-paste", args=[municipality.slug]), {"text": WITH_HEADINGS, "save": "on"}, follow=True
    )
    assert "Записано: 2 мероприятия." in page.content.decode()
    assert Event.objects.count() == 2


def test_one_bad_row_keeps_all_from_being_saved(client, methodist, municipality, plan, today):
    client.force_login(methodist)
    page = paste(
        client, municipality, WITH_HEADINGS.replace("3.2.26", "31.02.2026"), save="on"
    ).content.decode()
    assert "Строка 3, дата: «31.02.2026» — такой даты нет." in page
    assert "Записать:" not in page
    assert not Event.objects.exists()


def test_meaning_chosen_over_a_column_stands(client, methodist, municipality, plan, today):
    client.force_login(methodist)
    text = "25.01.2026\tсеминар\tДом детства\tКарточки программ в навигаторе"
    paste(client, municipality, text, **{"column-2": "theme", "column-3": "place"}, save="on")
    event = Event.objects.get()
    assert (event.theme, event.place) == ("Дом детства", "Карточки программ в навигаторе")


def test_unknown_meaning_of_a_column_is_ignored(client, methodist, municipality, plan, today):
    client.force_login(methodist)
    page = paste(client, municipality, WITH_HEADINGS, **{"column-3": "municipality"}).content.decode()
    assert "Не найден столбец «тема»" in page


def test_item_of_another_municipality_cannot_be_named(client, stranger, other_municipality, plan, today):
    client.force_login(stranger)
    page = paste(client, other_municipality, WITH_HEADINGS, save="on").content.decode()
    assert "в плане на 2026 год нет пункта 1.6" in page
    assert not Event.objects.exists()


def test_five_hundred_rows_are_saved_within_the_time_of_a_request(
    client, methodist, municipality, plan, today, django_assert_max_num_queries
):
    client.force_login(methodist)
    rows = [["25.01.2026", "семинар", f"Карточки программ, часть {number}"] for number in range(500)]
    with django_assert_max_num_queries(500 * 5):
        paste(client, municipality, table_of(rows), save="on")
    assert Event.objects.count() == 500
