"""What a careful reader of an office plan takes from each phrase; every decision about a doubtful one stands here."""

import csv
import json
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.deadlines import (
    Deadline,
    Kind,
    Period,
    Recurrence,
    describe,
    occurrences,
    periods_touch,
    read_deadline,
)


def read(text: str, year=2024, *, school=False) -> str:
    """«until ..2024-12-10», «recurring 2024-01-01..2024-12-31 monthly», a list with one period after another."""
    deadline = read_deadline(text, year, school_year=school)
    assert deadline.text == text
    periods = [f"{period.start or ''}..{period.end or ''}" for period in deadline.periods]
    repeated = [deadline.recurrence.value] if deadline.recurrence is not Recurrence.NONE else []
    return " ".join([deadline.kind.value, *periods, *repeated])


def cases(table: str):
    """Lines of «phrase | reading»."""
    rows = [[part.strip() for part in line.split("|")] for line in table.strip().splitlines()]
    return pytest.mark.parametrize(("text", "expected"), rows, ids=[row[0] for row in rows])


@cases("""
    5 октября                             | date 2024-10-05..2024-10-05
    05 октября 2023 года                  | date 2023-10-05..2023-10-05
    5октября2023г.                        | date 2023-10-05..2023-10-05
    1-го сентября                         | date 2024-09-01..2024-09-01
    первое сентября                       | date 2024-09-01..2024-09-01
    «12» мая 2023 г.                      | date 2023-05-12..2023-05-12
    «29 » 08. 2012г                       | date 2012-08-29..2012-08-29
    5 октября 23 г.                       | date 2023-10-05..2023-10-05
    1.09                                  | date 2024-09-01..2024-09-01
    01.09.23г.                            | date 2023-09-01..2023-09-01
    03.02. 2023 г                         | date 2023-02-03..2023-02-03
    01/09/2023                            | date 2023-09-01..2023-09-01
    2023-09-01                            | date 2023-09-01..2023-09-01
    01-09-2023                            | date 2023-09-01..2023-09-01
    на 01.01.2023                         | date 2023-01-01..2023-01-01
    четверг, 5 октября                    | date 2024-10-05..2024-10-05
    05.10.2023 (чт)                       | date 2023-10-05..2023-10-05
    29 февраля                            | date 2024-02-29..2024-02-29
    вторая среда сентября                 | date 2024-09-11..2024-09-11
    последняя пятница мая 2023            | date 2023-05-26..2023-05-26
""")
def test_days(text, expected):
    assert read(text) == expected


@cases("""
    31 августа 10:00                      | date 2024-08-31..2024-08-31
    1 сентября 08:30 - 12:30              | date 2024-09-01..2024-09-01
    20 июня 2023 года в 14.00             | date 2023-06-20..2023-06-20
    20 июня в 14.10                       | date 2024-06-20..2024-06-20
    22 июня 11.10                         | date 2024-06-22..2024-06-22
    07.05.2023г. 11.10                    | date 2023-05-07..2023-05-07
    1 июня 15 часов                       | date 2024-06-01..2024-06-01
    1 июня с 10 до 12 ч. 30 мин.          | date 2024-06-01..2024-06-01
    5 мая с 9-00 до 17-00                 | date 2024-05-05..2024-05-05
    5 мая 15⁰⁰                            | date 2024-05-05..2024-05-05
    10.03-14.03(5 дней)                   | date 2024-03-10..2024-03-14
    27 ноября ДК "Заря"                   | date 2024-11-27..2024-11-27
    26 ноября ул. Садовая, 2              | date 2024-11-26..2024-11-26
    26 ноября школа N 5                   | date 2024-11-26..2024-11-26
    каб. 12, 25 октября                   | date 2024-10-25..2024-10-25
    5 октября (перенос на 12 октября)     | date 2024-10-05..2024-10-05
    каникулы (28.10-05.11)                | date 2024-10-28..2024-11-05
    Октябрь 2023 (по согласованию)        | month 2023-10-01..2023-10-31
    Июль-август 2023, далее по графику    | month_range 2023-07-01..2023-08-31
    в соответствии с графиком, май        | month 2024-05-01..2024-05-31
    На втором этапе (2022 - 2023 годы)    | year 2022-01-01..2023-12-31
    2 этап: 2023 г.                       | year 2023-01-01..2023-12-31
    2024 год (I квартал)                  | quarter 2024-01-01..2024-03-31
    срок – май 2023                       | month 2023-05-01..2023-05-31
""")
def test_times_of_day_places_and_remarks_change_nothing(text, expected):
    assert read(text) == expected


@cases("""
    2-4 октября                           | date 2024-10-02..2024-10-04
    С 05 по 11 августа                    | date 2024-08-05..2024-08-11
    С 13 - по 15 сентября                 | date 2024-09-13..2024-09-15
    с 5-го по 10-е мая                    | date 2024-05-05..2024-05-10
    с 20 до 25 мая                        | date 2024-05-20..2024-05-25
    10-15.03.2023                         | date 2023-03-10..2023-03-15
    03.-07.06.2023                        | date 2023-06-03..2023-06-07
    С 01.09.2023-15.09.2023               | date 2023-09-01..2023-09-15
    С 01.09.2023г. по 15.09.2023г.        | date 2023-09-01..2023-09-15
    с понедельника 6 мая по пятницу 10 мая | date 2024-05-06..2024-05-10
    15.09—15.10                           | date 2024-09-15..2024-10-15
    с 20 апреля по 9 мая 2023 года        | date 2023-04-20..2023-05-09
    28 декабря - 10 января                | date 2024-12-28..2025-01-10
    с 15 декабря по 15 января 2025 года   | date 2024-12-15..2025-01-15
    с 15 декабря 2023 года по 15 января   | date 2023-12-15..2024-01-15
    в период с 1 сентября до 31 мая       | date 2024-09-01..2025-05-31
    1 смена: 1-21 июня                    | date 2024-06-01..2024-06-21
    от 5 до 10 мая                        | date 2024-05-05..2024-05-10
    1 декада мая                          | date 2024-05-01..2024-05-10
    третья декада сентября 2023 г.        | date 2023-09-21..2023-09-30
    1-2 декада мая                        | date 2024-05-01..2024-05-20
    вторая половина февраля               | date 2024-02-16..2024-02-29
    2 неделя сентября                     | date 2024-09-08..2024-09-14
    Сентябрь, 2 неделя                    | date 2024-09-08..2024-09-14
    последняя неделя мая                  | date 2024-05-25..2024-05-31
    начало сентября                       | date 2024-09-01..2024-09-10
    середина июня                         | date 2024-06-11..2024-06-20
    конец сентября - начало октября       | date 2024-09-21..2024-10-10
""")
def test_ranges_of_days(text, expected):
    assert read(text) == expected


@cases("""
    Декабрь 2023                          | month 2023-12-01..2023-12-31
    ФЕВРАЛЬ                               | month 2024-02-01..2024-02-29
    в ноябре месяце                       | month 2024-11-01..2024-11-30
    сент. 2023                            | month 2023-09-01..2023-09-30
    09.2023                               | month 2023-09-01..2023-09-30
    Июнь, 2023                            | month 2023-06-01..2023-06-30
    2023 г., май                          | month 2023-05-01..2023-05-31
    в течение сентября                    | month 2024-09-01..2024-09-30
    конец I квартала                      | month 2024-03-01..2024-03-31
    в январе следующего года              | month 2025-01-01..2025-01-31
    январь-ноябрь                         | month_range 2024-01-01..2024-11-30
    май-июнь-июль                         | month_range 2024-05-01..2024-07-31
    янв.-февр. 2023                       | month_range 2023-01-01..2023-02-28
    с 09.2023 по 05.2024                  | month_range 2023-09-01..2024-05-31
    с сентября по май                     | month_range 2024-09-01..2025-05-31
    Октябрь 2023 года - январь 2024 года  | month_range 2023-10-01..2024-01-31
    декабрь – январь 2024                 | month_range 2023-12-01..2024-01-31
    летний период                         | month_range 2024-06-01..2024-08-31
    весна 2023                            | month_range 2023-03-01..2023-05-31
    осенне-зимний период 2023-2024 гг.    | month_range 2023-09-01..2024-02-29
    зима 2023-2024                        | month_range 2023-12-01..2024-02-29
""")
def test_months(text, expected):
    assert read(text) == expected


@cases("""
    III квартал                           | quarter 2024-07-01..2024-09-30
    1-й квартал 2023 г.                   | quarter 2023-01-01..2023-03-31
    в четвёртом квартале текущего года    | quarter 2024-10-01..2024-12-31
    IV кв.                                | quarter 2024-10-01..2024-12-31
    I – IV кварталы 2023                  | quarter 2023-01-01..2023-12-31
    с I по III квартал                    | quarter 2024-01-01..2024-09-30
    IV квартал 2023 г. - I квартал 2024   | quarter 2023-10-01..2024-03-31
    в первом квартале следующего года     | quarter 2025-01-01..2025-03-31
    1 полугодие 2023 г.                   | half_year 2023-01-01..2023-06-30
    второе полугодие                      | half_year 2024-07-01..2024-12-31
    II п/г                                | half_year 2024-07-01..2024-12-31
    вторая половина 2023 года             | half_year 2023-07-01..2023-12-31
    I полугодие учебного года             | half_year 2024-09-01..2024-12-31
    II полугодие 2023-2024 учебного года  | half_year 2024-01-01..2024-05-31
    2024                                  | year 2024-01-01..2024-12-31
    в 2023 году                           | year 2023-01-01..2023-12-31
    2022 – 2024 г.                        | year 2022-01-01..2024-12-31
    на 2022-2024г.г.                      | year 2022-01-01..2024-12-31
    2022-24 гг.                           | year 2022-01-01..2024-12-31
    с 2022 по 2024 год                    | year 2022-01-01..2024-12-31
    в 2023-2024 учебном году              | school_year 2023-09-01..2024-05-31
    2023/24 уч. год                       | school_year 2023-09-01..2024-05-31
    учебный год 2023-2024                 | school_year 2023-09-01..2024-05-31
    2023/2024                             | school_year 2023-09-01..2024-05-31
    в текущем учебном году                | school_year 2024-09-01..2025-05-31
    следующий учебный год                 | school_year 2025-09-01..2026-05-31
""")
def test_quarters_halves_and_years(text, expected):
    assert read(text) == expected


@cases("""
    январь май август                     | list 2024-01-01..2024-01-31 2024-05-01..2024-05-31 2024-08-01..2024-08-31
    февраль, апрель 2023; октябрь 2023    | list 2023-02-01..2023-02-28 2023-04-01..2023-04-30 2023-10-01..2023-10-31
    2023 год: январь, май                 | list 2023-01-01..2023-01-31 2023-05-01..2023-05-31
    октябрь 2023, январь                  | list 2023-10-01..2023-10-31 2024-01-01..2024-01-31
    март/апрель                           | list 2024-03-01..2024-03-31 2024-04-01..2024-04-30
    сентябрь-октябрь, март                | list 2024-09-01..2024-10-31 2024-03-01..2024-03-31
    I, III кв.                            | list 2024-01-01..2024-03-31 2024-07-01..2024-09-30
    I и II полугодие                      | list 2024-01-01..2024-06-30 2024-07-01..2024-12-31
    5 и 12 октября                        | list 2024-10-05..2024-10-05 2024-10-12..2024-10-12
    01,08. 10.23 19.00-22.00              | list 2023-10-01..2023-10-01 2023-10-08..2023-10-08
    30.11.2023 01.12.2023                 | list 2023-11-30..2023-11-30 2023-12-01..2023-12-01
    5-7, 12-14 октября                    | list 2024-10-05..2024-10-07 2024-10-12..2024-10-14
    с 1 по 5, с 10 по 15 мая              | list 2024-05-01..2024-05-05 2024-05-10..2024-05-15
    до 15.06; до 15.12                    | list ..2024-06-15 ..2024-12-15
    не позднее 20 января и 20 июля        | list ..2024-01-20 ..2024-07-20
    до 1 мая, октябрь                     | list ..2024-05-01 2024-10-01..2024-10-31
    за I полугодие – до 15 июля, за год – до 15 января 2025 | list ..2024-07-15 ..2025-01-15
    начало и конец учебного года          | list 2024-09-01..2024-09-30 2024-05-01..2024-05-31
    2022, 2023 годы                       | list 2022-01-01..2022-12-31 2023-01-01..2023-12-31
""")
def test_lists(text, expected):
    assert read(text) == expected


@cases("""
    До 10 декабря 2023                    | until ..2023-12-10
    до 01.09                              | until ..2024-09-01
    к 1 сентября                          | until ..2024-09-01
    в срок до 31 марта 2023 года          | until ..2023-03-31
    не позднее 25 декабря                 | until ..2024-12-25
    не позже мая                          | until ..2024-05-31
    до мая                                | until ..2024-05-01
    к III кварталу                        | until ..2024-07-01
    по май включительно                   | until ..2024-05-31
    до конца мая                          | until ..2024-05-31
    до конца III квартала                 | until ..2024-09-30
    до конца года                         | until ..2024-12-31
    до 2030 года                          | until ..2030-12-31
    до конца учебного года                | until ..2024-05-31
    до окончания учебного года            | until ..2024-05-31
    к началу нового учебного года         | until ..2024-09-01
    до начала 2023-2024 учебного года     | until ..2023-09-01
    до 1 февраля, следующего за отчетным годом | until ..2025-02-01
    до 20 января следующего года          | until ..2025-01-20
    до 1 декабря предыдущего года         | until ..2023-12-01
    за I квартал до 5 апреля              | until ..2024-04-05
    С 5 апреля 2023 года                  | from 2023-04-05..
    начиная с 1 сентября                  | from 2024-09-01..
    не ранее 1 сентября                   | from 2024-09-01..
    после 15 мая                          | from 2024-05-15..
    с октября                             | from 2024-10-01..
    с начала учебного года                | from 2024-09-01..
    с 1 сентября 2023 г., далее постоянно | from 2023-09-01..
""")
def test_terms_and_beginnings(text, expected):
    assert read(text) == expected


@cases("""
    в течение всего календарного года     | continuous 2024-01-01..2024-12-31
    В течении года                        | continuous 2024-01-01..2024-12-31
    в теч-е года                          | continuous 2024-01-01..2024-12-31
    весь год                              | continuous 2024-01-01..2024-12-31
    В течение всего периода               | continuous 2024-01-01..2024-12-31
    в течение всего срока реализации      | continuous 2024-01-01..2024-12-31
    в течение 2023 года                   | continuous 2023-01-01..2023-12-31
    в течение учебного года               | continuous 2024-09-01..2025-05-31
    в течение 2023/2024 учебного года     | continuous 2023-09-01..2024-05-31
    постоянно в течение года              | continuous 2024-01-01..2024-12-31
    постоянно                             | continuous
    на постоянной основе                  | continuous
    систематически, по мере необходимости | continuous
""")
def test_work_that_goes_on_lasts_as_long_as_the_words_say(text, expected):
    assert read(text) == expected


@cases("""
    ежедневно с 9.00 до 17.00             | recurring 2024-01-01..2024-12-31 daily
    каждый день                           | recurring 2024-01-01..2024-12-31 daily
    еженедельно (пятница)                 | recurring 2024-01-01..2024-12-31 weekly
    каждый вторник                        | recurring 2024-01-01..2024-12-31 weekly
    каждую пятницу месяца                 | recurring 2024-01-01..2024-12-31 weekly
    по понедельникам и средам             | recurring 2024-01-01..2024-12-31 weekly
    1 раз в неделю                        | recurring 2024-01-01..2024-12-31 weekly
    ежемес.                               | recurring 2024-01-01..2024-12-31 monthly
    по графику ежемесячно                 | recurring 2024-01-01..2024-12-31 monthly
    ежемесячно до 5 числа                 | recurring 2024-01-01..2024-12-31 monthly
    до 5 числа каждого месяца             | recurring 2024-01-01..2024-12-31 monthly
    до 10 числа месяца, следующего за отчетным | recurring 2024-01-01..2024-12-31 monthly
    до 15 числа следующего месяца         | recurring 2024-01-01..2024-12-31 monthly
    10 и 25 числа каждого месяца          | recurring 2024-01-01..2024-12-31 monthly
    с 1 по 5 число ежемесячно             | recurring 2024-01-01..2024-12-31 monthly
    последняя пятница месяца              | recurring 2024-01-01..2024-12-31 monthly
    каждый первый понедельник             | recurring 2024-01-01..2024-12-31 monthly
    в конце месяца                        | recurring 2024-01-01..2024-12-31 monthly
    2 раза в месяц                        | recurring 2024-01-01..2024-12-31 monthly
    ежеквартально                         | recurring 2024-01-01..2024-12-31 quarterly
    не реже 1 раза в квартал              | recurring 2024-01-01..2024-12-31 quarterly
    3-4 раза в год                        | recurring 2024-01-01..2024-12-31 quarterly
    раз в 3 месяца                        | recurring 2024-01-01..2024-12-31 quarterly
    последний месяц квартала              | recurring 2024-01-01..2024-12-31 quarterly
    в конце каждого квартала              | recurring 2024-01-01..2024-12-31 quarterly
    до 20 числа последнего месяца квартала | recurring 2024-01-01..2024-12-31 quarterly
    до 10 числа месяца, следующего за отчетным кварталом | recurring 2024-01-01..2024-12-31 quarterly
    ежеквартально до 10 числа месяца, следующего за отчетным периодом | recurring 2024-01-01..2024-12-31 quarterly
    один раз в полугодие                  | recurring 2024-01-01..2024-12-31 half_yearly
    дважды в год                          | recurring 2024-01-01..2024-12-31 half_yearly
    ежегодно                              | recurring 2024-01-01..2024-12-31 yearly
    1 раз в учебный год                   | recurring 2024-01-01..2024-12-31 yearly
    ежемесячно, ежеквартально             | recurring 2024-01-01..2024-12-31 monthly
    в течение года (ежеквартально)        | recurring 2024-01-01..2024-12-31 quarterly
""")
def test_a_repetition_without_dates_fills_the_year_of_the_plan(text, expected):
    assert read(text) == expected


@cases("""
    Ежегодно, до 1 мая текущего года      | recurring ..2024-05-01 yearly
    ежегодно, до 25 марта года, следующего за отчетным периодом | recurring ..2025-03-25 yearly
    до 1 сентября ежегодно                | recurring ..2024-09-01 yearly
    2022-2024 годы, ежегодно до 1 мая     | recurring ..2024-05-01 yearly
    ежегодно, сентябрь                    | recurring 2024-09-01..2024-09-30 yearly
    январь (ежегодно)                     | recurring 2024-01-01..2024-01-31 yearly
    ежемесячно, с сентября по май         | recurring 2024-09-01..2025-05-31 monthly
    ежемесячно в течение учебного года    | recurring 2024-09-01..2025-05-31 monthly
    по вторникам с 1 октября              | recurring 2024-10-01.. weekly
    2022-2024 годы, ежеквартально         | recurring 2022-01-01..2024-12-31 quarterly
    2 раза в год (апрель, октябрь)        | recurring 2024-04-01..2024-04-30 2024-10-01..2024-10-31 half_yearly
""")
def test_a_repetition_keeps_the_dates_it_names(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "По плану РМЦ",
        "по плану РМЦ на 2024 год",
        "В соответствии с положением о фестивале",
        "В период подготовки к слёту",
        "Сроки по «дорожной карте»",
        "в период осенних каникул (7 дней)",
        "в 3-месячный срок",
        "в течение месяца",
        "в течение 10 рабочих дней со дня подписания",
        "не менее чем за месяц до начала работы комиссии",
        "за 10 дней до 1 сентября",
        "не позднее чем за 5 дней до 1 мая",
        "через 3 дня после 1 мая",
        "по окончании учебного года",
        "после окончания учебного года",
        "по мере необходимости",
        "по мере поступления заявок",
        "по отдельному графику",
        "по согласованию",
        "в день проведения",
        "ко Дню учителя",
        "до начала конкурса",
        "в соответствии с приказом от 05.10.2023 № 12",
        "3 четверть",
        "дата уточняется",
    ],
)
def test_what_hangs_on_something_else_is_linked_to_an_event(text):
    assert read(text) == "event_linked"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-",
        "31 февраля",
        "29.02.2023",
        "45.13.2024",
        "до 31.06",
        "28-3 марта",
        "с 10 мая 2024 по 5 мая 2024",
        "5 квартал",
        "3 полугодие",
        "4 декада мая",
        "шестая пятница мая",
        "2024-2023 учебный год",
        "20 неделя",
        "20 неделя 2024 года",
        "34 недели",
        "8-00",
        "с 10.00 до 12.00",
        "понедельник",
        "с 05 по 11",
        "до 25 числа",
        "раз в 3 года",
        "раз в 5 месяцев",
        "1 раз в 5 лет",
        "0 раз в год",
        "1.Х.2024",
        "зимой",
        "до середины года",
        "приказ от 05.10.2023",
        "Педсовет № 3",
        "5 мая " * 100,
    ],
)
def test_what_is_not_understood_is_never_guessed(text):
    assert read(text) == "unparseable"


@cases("""
    01 сентября                           | date 2024-09-01..2024-09-01
    15 января                             | date 2025-01-15..2025-01-15
    август                                | month 2025-08-01..2025-08-31
    сентябрь-май                          | month_range 2024-09-01..2025-05-31
    ноябрь-декабрь                        | month_range 2024-11-01..2024-12-31
    сентябрь, март                        | list 2024-09-01..2024-09-30 2025-03-01..2025-03-31
    сентябрь, январь 2025                 | list 2024-09-01..2024-09-30 2025-01-01..2025-01-31
    с 20 апреля по 9 мая 2021 года        | date 2021-04-20..2021-05-09
    I квартал                             | quarter 2025-01-01..2025-03-31
    III квартал                           | quarter 2024-07-01..2024-09-30
    I полугодие                           | half_year 2024-09-01..2024-12-31
    второе полугодие                      | half_year 2025-01-01..2025-05-31
    1 полугодие 2024 г.                   | half_year 2024-01-01..2024-06-30
    зимний период                         | month_range 2024-12-01..2025-02-28
    до 1 мая текущего года                | until ..2025-05-01
    до конца года                         | until ..2025-05-31
    до конца календарного года            | until ..2024-12-31
    к началу учебного года                | until ..2024-09-01
    В течение года                        | continuous 2024-09-01..2025-05-31
    в течение календарного года           | continuous 2024-01-01..2024-12-31
    ежемесячно                            | recurring 2024-09-01..2025-05-31 monthly
    29 февраля                            | unparseable
""")
def test_a_plan_of_a_school_year_reaches_into_the_next_calendar_year(text, expected):
    assert read(text, school=True) == expected


@pytest.mark.parametrize(
    ("typed", "carefully"),
    [
        ("IІ квартал", "II квартал"),
        ("ll полугодие", "II полугодие"),
        ("П полугодие", "II полугодие"),
        ("Ш квартал", "III квартал"),
        ("1V кв", "IV квартал"),
        ("IУ квартал", "IV квартал"),
        ("Iполугодие", "I полугодие"),
        ("III-й квартал", "III квартал"),
        ("c 01.09 пo 15.09", "с 01.09 по 15.09"),
        ("Maй", "май"),
        ("сен-\nтябрь 2023", "сентябрь 2023"),
        ("сен\xadтябрь\xa0 2023", "сентябрь 2023"),
        ("июнь-\nавгуст", "июнь-август"),
        ("Июнь  —\tавгуст\n2023\xa0г.", "июнь - август 2023 г."),
        ("четвёртый квартал", "четвертый квартал"),
        ("до 01,09,2024", "до 01.09.2024"),
        ("в теч. уч. года", "в течение учебного года"),
        ("втечение года", "в течение года"),
        ("1 полуг. 2023", "1 полугодие 2023"),
        ("раз в полгода", "раз в полугодие"),
        ("3 нед. мая", "третья неделя мая"),
        ("до 5 числа след. мес., ежемесячно", "до 5 числа следующего месяца"),
        ("раз в мес.", "один раз в месяц"),
        ("два раза в год", "2 раза в год"),
        ("раз в три месяца", "ежеквартально"),
        ("помесячно", "ежемесячно"),
        ("поквартально", "ежеквартально"),
        ("ежеполугодно", "раз в полугодие"),
    ],
)
def test_dirty_typing_reads_like_careful_typing(typed, carefully):
    reading = read(carefully)
    assert not reading.startswith("unparseable")
    assert read(typed) == reading


@given(st.text(alphabet="0123456789.-,/() IVXхсдокпза№г квартлмяцуеиньшбч<|\n", max_size=80), st.booleans())
@settings(max_examples=400, deadline=None)
def test_no_text_raises(text, school):
    deadline = read_deadline(text, 2024, school_year=school)
    assert isinstance(describe(deadline), str)
    assert isinstance(occurrences(deadline, 2024, school_year=school), tuple)
    assert isinstance(periods_touch(deadline, date(2024, 1, 1), date(2024, 6, 30)), bool)


WORDS = [
    "до",
    "с",
    "по",
    "за",
    "5",
    "31",
    "мая",
    "2024",
    "I",
    "квартал",
    "учебный",
    "год",
    "-",
    ",",
    "раз",
    "каждый",
]


@given(
    st.lists(
        st.sampled_from([*WORDS, "месяц", "01.09", "дней", "конец", "лето", "пятница", "числа", "следующий"])
    )
)
@settings(max_examples=400, deadline=None)
def test_no_jumble_of_its_own_words_raises(words):
    deadline = read_deadline(" ".join(words), 2024)
    assert isinstance(occurrences(deadline, 2024), tuple)


@pytest.mark.parametrize(
    "text", ["1" * 100_000, "12 " * 50_000, "(" * 100_000, "до " * 50_000, "1-" * 50_000]
)
def test_hostile_texts_return_at_once(text):
    read_deadline("май", 2024)
    started = time.perf_counter()
    for piece in (text, text[:300]):
        assert read_deadline(piece, 2024).kind in (Kind.UNPARSEABLE, Kind.EVENT_LINKED)
        assert occurrences(Deadline(text, Kind.RECURRING, (), Recurrence.MONTHLY), 2024)
    assert time.perf_counter() - started < 1


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


def test_a_repetition_is_unfolded_within_the_plan_or_where_it_lies():
    assert days("ежемесячно, май 2023") == ["31.05.23"]
    assert days("ежемесячно, с ноября 2023 по февраль 2024") == ["31.01.24", "29.02.24"]


def test_a_corrected_deadline_without_periods_repeats_through_the_plan():
    corrected = Deadline("как обычно", Kind.RECURRING, (), Recurrence.QUARTERLY)
    assert [day.month for day in occurrences(corrected, 2024)] == [3, 6, 9, 12]


@pytest.mark.parametrize(
    ("text", "touches_first_half", "touches_second_half"),
    [
        ("март", True, False),
        ("июнь-август", True, True),
        ("до 10 декабря", False, True),
        ("с 1 июня", True, True),
        ("с 1 сентября", False, True),
        ("январь, октябрь", True, True),
        ("ежегодно до 1 мая", True, False),
        ("ежеквартально", True, True),
        ("постоянно", True, True),
        ("по плану РМЦ", True, True),
        ("20 неделя", True, True),
        ("май 2023", False, False),
    ],
)
def test_which_half_year_a_deadline_falls_into(text, touches_first_half, touches_second_half):
    deadline = read_deadline(text, 2024)
    assert periods_touch(deadline, date(2024, 1, 1), date(2024, 6, 30)) is touches_first_half
    assert periods_touch(deadline, date(2024, 7, 1), date(2024, 12, 31)) is touches_second_half


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


@pytest.mark.samples
def test_every_certain_row_of_the_sample_table_is_read_right(samples):
    with (samples / "deadlines.tsv").open(encoding="utf-8-sig", newline="") as lines:
        rows = [row for row in csv.DictReader(lines, delimiter="\t") if row["confidence"] == "high"]
    assert len(rows) > 40
    wrong = [row["phrase"] for row in rows if _read_row(row) != _expected(row)]
    assert wrong == []


@pytest.mark.samples
def test_no_deadline_of_the_sample_papers_is_left_unread(samples):
    papers = [json.loads(path.read_text()) for path in samples.glob("*-*.json")]
    texts = {text for paper in papers for text in _deadlines_in(paper) if text}
    assert len(texts) > 20
    assert [text for text in texts if read_deadline(text, 2024).kind is Kind.UNPARSEABLE] == []


def _deadlines_in(paper):
    rows = [item for section in paper.get("sections", []) for item in section["items"]] + paper.get(
        "decisions", []
    )
    return [row["deadline"] for row in rows]


def _read_row(row):
    return read(row["phrase"], int(row["plan_year"]), school=row["plan_kind"] == "school")


def _expected(row):
    starts, ends = row["start"].split(";"), row["end"].split(";")
    periods = [f"{start}..{end}" for start, end in zip(starts, ends, strict=True) if start or end]
    repeated = [row["recurrence"]] if row["recurrence"] != "none" else []
    return " ".join([row["kind"], *periods, *repeated])
