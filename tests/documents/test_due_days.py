"""The days on which a deadline falls due, and what was understood of it in plain words."""

from datetime import date

from documents.deadlines import Deadline, Kind, Period, Recurrence, describe, occurrences, read_deadline
from tests.documents.deadline_cases import cases


def days(text: str, year=2024, *, school=False) -> list[str]:
    deadline = read_deadline(text, year, school_year=school)
    return [f"{day:%d.%m.%y}" for day in occurrences(deadline, year, school_year=school)]


@cases("""
    5 октября                             | 05.10.24
    с 5 по 11 октября                     | 11.10.24
    до 10 декабря                         | 10.12.24
    февраль                               | 29.02.24
    июнь-август                           | 31.08.24
    II квартал                            | 30.06.24
    январь, май                           | 31.01.24 31.05.24
    2022-2024 годы                        | 31.12.24
    до 1 февраля следующего года          | 01.02.25
    в течение года                        | 31.12.24
    постоянно                             |
    с 5 апреля                            |
    по плану РМЦ                          |
    20 неделя                             |
    ежедневно                             |
    ежеквартально                         | 31.03.24 30.06.24 30.09.24 31.12.24
    раз в полугодие                       | 30.06.24 31.12.24
    ежегодно                              | 31.12.24
    ежегодно в мае                        | 31.05.24
    ежегодно, до 25 марта года, следующего за отчетным | 25.03.25
    ежемесячно, с 15 октября              | 31.10.24 30.11.24 31.12.24
    ежемесячно до 1 марта                 | 31.01.24 29.02.24 01.03.24
    2 раза в год (апрель, октябрь)        | 30.04.24 31.10.24
    2022-2024 годы, раз в полугодие       | 30.06.24 31.12.24
    ежеквартально до 10 числа             | 10.01.24 10.04.24 10.07.24 10.10.24
    до 20 числа последнего месяца квартала | 20.03.24 20.06.24 20.09.24 20.12.24
    до 15 числа второго месяца квартала   | 15.02.24 15.05.24 15.08.24 15.11.24
    ежемесячно до 30 числа, январь-март   | 30.01.24 29.02.24 30.03.24
    с 1 по 5 число ежемесячно, апрель-май | 05.04.24 05.05.24
    10 и 25 числа каждого месяца, май 2024 | 10.05.24 25.05.24
    последняя пятница месяца, май-июнь    | 31.05.24 28.06.24
    еженедельно, 1-15 мая                 | 03.05.24 10.05.24
    по средам, 1-15 мая                   | 01.05.24 08.05.24 15.05.24
""")
def test_due_days(text, expected):
    assert days(text) == expected.split()


def test_due_days_in_the_plan_of_a_school_year():
    assert days("в течение года", school=True) == ["31.05.25"]
    assert days("раз в полугодие", school=True) == ["31.12.24", "31.05.25"]
    assert days("ежегодно", school=True) == ["31.05.25"]
    assert days("ежегодно в июне", school=True) == ["30.06.25"]
    assert len(days("ежемесячно", school=True)) == 9


def test_a_repetition_is_unfolded_within_the_plan_alone():
    assert days("ежемесячно, май 2023") == []
    assert days("ежемесячно, с ноября 2023 по февраль 2024") == ["31.01.24", "29.02.24"]


def test_a_corrected_deadline_without_periods_repeats_through_the_plan():
    corrected = Deadline("как обычно", Kind.RECURRING, (), Recurrence.QUARTERLY)
    assert [day.month for day in occurrences(corrected, 2024)] == [3, 6, 9, 12]


def test_the_day_that_a_person_named_stands_above_the_words():
    for text in ("как обычно", "ежемесячно до 5 числа", "последняя пятница месяца"):
        corrected = Deadline(text, Kind.RECURRING, (), Recurrence.MONTHLY, day=30)
        assert [day.day for day in occurrences(corrected, 2024)[:3]] == [30, 29, 30]
    quarterly = Deadline("ежеквартально до 10 числа", Kind.RECURRING, (), Recurrence.QUARTERLY, day=30)
    assert {day.day for day in occurrences(quarterly, 2024)} == {10}


@cases("""
    с 1 июня по 31 августа                | с 1 июня по 31 августа 2024 г.
    июнь-август                           | с 1 июня по 31 августа 2024 г.
    до 10 декабря                         | до 10 декабря 2024 г.
    с 5 апреля                            | с 5 апреля 2024 г.
    5 октября                             | 5 октября 2024 г.
    с 5 по 7 октября                      | с 5 по 7 октября 2024 г.
    март                                  | март 2024 г.
    январь, май                           | январь 2024 г. и май 2024 г.
    в течение года                        | весь 2024 год
    2022-2024 годы                        | с 2022 по 2024 год
    в 2023-2024 учебном году              | с 1 сентября 2023 г. по 31 мая 2024 г.
    ежеквартально                         | весь 2024 год, каждый квартал
    ежемесячно                            | весь 2024 год, каждый месяц
    ежемесячно до 5 числа                 | весь 2024 год, каждый месяц до 5 числа
    10 и 25 числа каждого месяца          | весь 2024 год, каждый месяц до 10 и 25 числа
    последняя пятница месяца              | весь 2024 год, каждый месяц
    ежегодно до 1 мая                     | до 1 мая 2024 г., каждый год
    постоянно                             | постоянно
    по плану РМЦ                          | зависит от события, дата не вычисляется
    20 неделя                             | срок не понят: будет напечатан как написан
""")
def test_what_was_understood_is_said_in_plain_words(text, expected):
    assert describe(read_deadline(text, 2024)) == expected


def test_a_deadline_as_a_whole_begins_and_ends_with_its_periods():
    listed = read_deadline("октябрь, январь, май", 2024)
    assert (listed.start, listed.end) == (date(2024, 1, 1), date(2024, 10, 31))
    half_open = Deadline("", Kind.LIST, (Period(None, date(2024, 5, 1)), Period(date(2024, 6, 1), None)))
    assert (half_open.start, half_open.end) == (None, None)
    assert (read_deadline("постоянно", 2024).start, read_deadline("постоянно", 2024).end) == (None, None)
