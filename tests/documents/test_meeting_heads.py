"""Protocols and decisions: whose they are, who led and attended the meeting, what it was about."""

import pytest

from documents.recognition.meetings.people import hide_names
from tests.documents.meeting_papers import BOARD, COLLEGIUM, COUNCIL, DISTRICT, GROUP, meeting


def test_head_of_a_protocol_is_read() -> None:
    paper = meeting(COUNCIL)
    assert (paper.number, paper.date) == ("3", "2031-03-14")
    assert paper.body == "рабочее совещание муниципального опорного центра"
    assert paper.organization == "Управление образования администрации Лесногорского района"
    assert (paper.chair, paper.secretary) == ("Клёнова А.Б.", "Рябинина В.Г.")
    assert (paper.attendees_count, paper.attendees) == (25, "список прилагается")
    assert paper.invited == ["Осинина Д.Е., методист РМЦ", "Берёзов Ж.З., директор школы № 9"]


def test_head_of_a_decision_is_read() -> None:
    paper = meeting(COLLEGIUM)
    assert (paper.number, paper.date) == ("2/1", "2031-05-12")
    assert paper.body == "коллегия Управления образования"
    assert paper.topic == "О развитии детского туризма в районе"
    assert (paper.chair, paper.secretary) == ("Ж.З. Берёзов", "А.Б. Клёнова")


def test_people_who_are_named_are_counted() -> None:
    paper = meeting(BOARD)
    assert (paper.number, paper.date) == ("1", "2031-09-05")
    assert (paper.chair, paper.secretary) == ("Клёнова Анна Борисовна", "Осинина Дарья Егоровна")
    assert paper.attendees_count == 3


def test_title_of_one_line_gives_number_date_body_and_topic() -> None:
    paper = meeting(GROUP)
    assert (paper.number, paper.date) == ("7", "2031-02-01")
    assert paper.body == "заседание межведомственной рабочей группы"
    assert paper.topic == "О внедрении сертификата"
    assert (paper.attendees_count, paper.chair) == (12, "А.Б. Клёнова")


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Протокол педагогического совета школы № 5", "педагогический совет школы № 5"),
        ("Протокол № 2 общего собрания", "общее собрание"),
        ("ПРОТОКОЛ ЗАСЕДАНИЯ КОЛЛЕГИИ", "заседание коллегии"),
        ("Решение Коллегии отдела образования от 01.02.2031", "Коллегия отдела образования"),
        ("Решение совещания директоров № 4", "совещание директоров"),
    ],
)
def test_body_is_named_in_the_nominative(title: str, body: str) -> None:
    assert meeting(f"{title}\nРешили:\n1. Принять к сведению.").body == body


def test_number_of_a_school_is_not_that_of_the_paper() -> None:
    paper = meeting("Протокол заседания совета школы № 5 № 2\n«03» марта 2031 г.\nРешили:\n1. Начать.")
    assert (paper.number, paper.date) == ("2", "2031-03-03")


def test_body_that_decided_is_named_by_the_preamble() -> None:
    paper = meeting(
        "Решение от 17.02.2031 № 2\nО клубах\nРассмотрев отчёт, Совет директоров решил:\n1.Принять отчёт."
    )
    assert (paper.body, paper.topic) == ("Совет директоров", "О клубах")
    assert paper.decisions[0].text == "Принять отчёт."


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("Присутствовали: 25 человек", 25),
        ("Присутствовало – 8 чел.", 8),
        ("Присутствовали 12 из 15 членов совета", 12),
        ("Количество участников: 40", 40),
        ("В заседании приняли участие 17 человек", 17),
        ("Присутствовали: члены совета", None),
    ],
)
def test_number_of_people_present_is_taken_as_printed(line: str, count: int | None) -> None:
    assert meeting(f"Протокол совещания\n{line}\nРешили:\n1. Начать.").attendees_count == count


def test_signatures_below_their_titles_are_taken_in_order() -> None:
    paper = meeting(
        "Решение коллегии\nКоллегия решила:\n1. Начать.\nПредседатель коллегии\nСекретарь\nА. Б. Клёнов\nВ.Г. Осинина"
    )
    assert (paper.chair, paper.secretary) == ("А. Б. Клёнов", "В.Г. Осинина")


def test_invited_people_of_one_line_are_told_apart() -> None:
    text = (
        "Протокол совещания\nПриглашены: Клёнова А.Б., методист РМЦ, Берёзов Ж.З., юрист\nРешили:\n1. Начать."
    )
    assert meeting(text).invited == ["Клёнова А.Б., методист РМЦ", "Берёзов Ж.З., юрист"]


def test_topic_goes_on_until_its_quotation_ends() -> None:
    text = "Протокол совещания\nТема: «Лето в районе: смены,\nОтряды, походы»\nПовестка дня:\n1. О лете"
    assert meeting(text).topic == "Лето в районе: смены, Отряды, походы"


def test_people_present_and_invited_may_stand_in_lists() -> None:
    paper = meeting(DISTRICT)
    assert (paper.number, paper.date, paper.attendees_count) == ("5", "2030-10-15", 3)
    assert paper.body == (
        "заседание муниципального координационного совета по развитию дополнительного образования детей"
    )
    assert (paper.chair, paper.secretary) == ("Вязов Игорь Олегович", "Лугова Марина Павловна")
    assert paper.invited == [
        "Речкин П.П., главный специалист отдела культуры",
        "Озерова К.К., корреспондент газеты «Заря»",
    ]


def test_organization_is_named_with_the_line_of_its_name() -> None:
    text = "Муниципальное учреждение дополнительного образования\n«Дом детства»\nПРОТОКОЛ\nсовещания\nРешили:\n1. Начать."
    assert meeting(text).organization == "Муниципальное учреждение дополнительного образования «Дом детства»"


def test_paper_without_decisions_or_agenda_says_so() -> None:
    assert meeting("Протокол совещания\nПовестка дня:\n1. О лете").warnings == [
        "В документе не найдено ни одного пункта решения: нет слова «Решили» или «Постановили»."
    ]
    assert meeting("Протокол совещания\nРешили:\n1. Начать.").warnings == [
        "В протоколе не найдена повестка дня."
    ]
    assert meeting("Решение коллегии\nРешили:\n1. Начать.").warnings == []


def test_paper_of_too_many_lines_is_read_as_far_as_it_is_plausible() -> None:
    paper = meeting("Решение коллегии\nРешили:\n1. Начать:\n" + "да\n" * 5000)
    assert paper.warnings == ["В документе больше 5000 строк: прочитаны только первые."]


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Поручить А.Б. Клёновой до мая", "Поручить … до мая"),
        ("Работу А. Б. Клёновой одобрить", "… одобрить"),
        ("Клёновой А.Б. Провести осмотр", "… Провести осмотр"),
        ("методисту Клёновой Анне Борисовне", "методисту …"),
        ("школе им. А.Б. Клёнова № 4 (г. Заречье)", "школе им. А.Б. Клёнова № 4 (г. Заречье)"),
    ],
)
def test_names_are_hidden_from_everybody_and_those_of_schools_are_not(words, shown):
    assert hide_names(words) == shown
