"""Rows pasted from Excel: what each column is taken for, what is wrong where, and that all is saved or nothing."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from plans.models import Event, EventKind
from plans.pasted_events import read_events, record_events
from plans.pasted_table import read_table
from records.pasted import MAX_ROWS

pytestmark = pytest.mark.django_db

WITH_HEADINGS = (
    "№\tДата проведения\tВид мероприятия\tНаименование мероприятия\tКоличество участников\tПункт плана\tПриказ\n"
    "1\t25.01.2026\tСеминары\tКарточки программ\t14 чел.\t1.6\tПриказ от 20.01.2026 № 7\n"
    "2\t3.2.26\tвебинар\tРасписание: как заполнять\t\t1.6, 2.3\t\n"
)
WITH_ONE_BAD_ROW = WITH_HEADINGS.replace("3.2.26", "31.02.2026")


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
    kind, theme = read(WITH_HEADINGS)[0].shown[2:4]
    assert (kind.text, kind.understood, kind.error) == ("Семинары", "семинар", "")
    assert (theme.text, theme.understood, theme.error) == ("Карточки программ", "", "")


@pytest.mark.parametrize(
    "text",
    [
        *("14 апреля 2026", "14 апреля 2026 г.", "14-го апреля 2026 года", "14 апр. 2026", "14 АПР 2026"),
        *("14.04.26", "14.4.2026", "14/04/2026", "2026-04-14", "14.апр.26", "14-апр-26"),
        *("вторник, 14 апреля 2026", "14.04.2026 в 10:00", "14.04.2026 г. с 10.00 до 12.00"),
    ],
)
def test_a_day_is_read_in_every_form(read, kinds, text):
    row = read(f"{text}\tсеминар\tКарточки программ")[0]
    assert row.facts["days"] == (date(2026, 4, 14), date(2026, 4, 14))


@pytest.mark.parametrize(
    "text",
    [
        *("02.02.2026–05.02.2026", "02.02.2026, 05.02.2026", "02-05.02.2026", "02.02-05.02.2026"),
        *("2-5 февраля 2026", "с 2 по 5 февраля 2026 г.", "со 2 по 5 февраля 2026"),
    ],
)
def test_days_of_a_range_are_start_and_end(read, text):
    row = read(f"Дата\tВид\tТема\n{text}\tфорум\tЛето")[0]
    assert row.facts["days"] == (date(2026, 2, 2), date(2026, 2, 5))


@pytest.mark.parametrize(
    ("column", "text", "message"),
    [
        ("Дата", "31.02.2026", "«31.02.2026» — такой даты нет."),
        ("Дата", "завтра", "«завтра» — не дата. Напишите так: 25.01.2026."),
        ("Дата", "05.02.2026-02.02.2026", "«05.02.2026-02.02.2026» — окончание раньше начала."),
        ("Дата", "до 14 апреля 2026", "«до 14 апреля 2026» — не дата."),
        ("Дата", "14 апреля", "«14 апреля» — не дата."),
        ("Дата", "апрель 2026", "«апрель 2026» — не дата."),
        ("Дата", "21.04.2026", "Мероприятие ещё не состоялось"),
        ("Дата", "21.04.1926", "Проверьте год"),
        ("Дата", "", "не заполнено."),
        ("Вид", "семенар-чаепитие", "вида «семенар-чаепитие» нет. Может быть, «"),
        ("Тема", "", "не заполнено."),
        ("Тема", "я" * 501, "Убедитесь, что это значение содержит не более 500 символов"),
        ("Участников", "много", "«много» — не число участников."),
        ("Участников", "9" * 20, "— не число участников."),
        ("Пункт плана", "9.9", "в плане на 2026 год нет пункта 9.9."),
        ("Приказ", "устно", "Укажите акт так"),
        ("Участие МОЦ", "спал", "«спал» непонятно."),
    ],
)
def test_mistake_is_told_at_its_column(read, column, text, message):
    cells = {"Дата": "25.01.2026", "Вид": "семинар", "Тема": "Карточки"} | {column: text}
    row = read(table_of([cells.keys(), cells.values()]))[0]
    (wrong,) = [cell for cell in row.shown if cell.error]
    assert wrong.label.lower() == column.lower()
    assert message in wrong.error


def test_number_that_several_items_have_is_no_address(read, plan):
    plan.sections.get(number="2").items.filter(number="2.1").update(number="1.6")
    row = read("Дата\tВид\tТема\tПункт\n25.01.2026\tсеминар\tКарточки\t1.6")[0]
    assert "несколько пунктов с номером 1.6" in row.errors["items"]


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


def paste(client, municipality, text, *, follow=False, **more):
    return client.post(reverse("event-paste", args=[municipality.slug]), {"text": text} | more, follow=follow)


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
    page = paste(client, municipality, WITH_ONE_BAD_ROW, save="on").content.decode()
    assert 'href="#cell-3-1">Строка 3, дата</a>: «31.02.2026» — такой даты нет.' in page
    assert "Записать:" not in page
    assert not Event.objects.exists()


def test_a_cell_is_mended_in_the_preview(client, methodist, municipality, plan, today):
    client.force_login(methodist)
    mended = paste(client, municipality, WITH_ONE_BAD_ROW, **{"cell-3-1": "3 февраля 2026"})
    assert mended.context["form"]["text"].value() == mended.context["table"].text
    page = paste(client, municipality, mended.context["table"].text, save="on", follow=True).content.decode()
    assert "Записано: 2 мероприятия." in page
    assert Event.objects.filter(starts_on=date(2026, 2, 3), theme="Расписание: как заполнять").exists()


def test_a_cell_mended_wrongly_is_told_again(client, methodist, municipality, plan, today):
    client.force_login(methodist)
    page = paste(client, municipality, WITH_ONE_BAD_ROW, **{"cell-3-1": "скоро"}).content.decode()
    assert "«скоро» — не дата." in page
    page = paste(client, municipality, WITH_ONE_BAD_ROW, **{"cell-3-1": "я" * 2001}).content.decode()
    assert "В одной ячейке больше 2000 знаков." in page


def test_what_is_read_anew_is_the_table_that_was_read(kinds):
    text = 'Дата\tВид\tТема\n25.01.2026\tсеминар\t"Карточки; ""Лето"""\n\n26.01.2026\tсеминар\t"Лето\n27.01.2026\tсеминар\t'
    table = read_table(text, kinds)
    assert read_table(table.text, kinds) == table


def test_nothing_new_is_told_instead_of_a_button(client, methodist, municipality, plan, today):
    client.force_login(methodist)
    for _ in range(2):
        page = paste(client, municipality, WITH_HEADINGS, save="on", follow=True).content.decode()
    assert "Все эти мероприятия уже записаны." in page
    assert "Записать:" not in page
    assert Event.objects.count() == 2


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
