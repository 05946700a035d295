"""Protocols and decisions: the clauses, to whom they are addressed, until when."""

import pytest

from tests.documents.meeting_papers import BOARD, COLLEGIUM, COUNCIL, DISTRICT, GROUP, decided, meeting


def rows(text: str) -> list[tuple[str, str, str, str]]:
    return [(each.number, each.addressee, each.text, each.deadline) for each in meeting(text).decisions]


def test_clauses_of_each_question_are_read() -> None:
    school, methodist = "руководителям школ", "Методисту МОЦ Рябининой В.Г."
    assert rows(COUNCIL) == [
        ("1.1", "", "Информацию принять к сведению.", ""),
        ("1.2", school, f"Рекомендовать {school} представить списки отрядов", "до 1 мая 2031 года"),
        ("2.1", methodist, f"{methodist} провести вебинар.", "до 01.04.2031"),
        (
            "2.2",
            "Руководителям ОО",
            "Руководителям ОО: - обновить карточки программ; - проверить расписание.",
            "постоянно",
        ),
    ]
    assert [clause.agenda_item for clause in meeting(COUNCIL).decisions] == ["1", "1", "2", "2"]


def test_headings_without_numbers_address_the_clauses_below_them() -> None:
    centre = "Центру детского творчества (Клёнова А.Б.)"
    schools = "Руководителям общеобразовательных организаций"
    assert [row[:2] + row[3:] for row in rows(COLLEGIUM)] == [
        ("1", "", ""),
        ("2", schools, "до 1 сентября 2031 года"),
        ("3", schools, "сентябрь 2031 г."),
        ("4", centre, "до 15.06.2031 г."),
        ("5", centre, "Ежемесячно"),
        ("6", "", ""),
    ]


def test_bullets_without_a_number_are_clauses() -> None:
    assert rows(BOARD)[1:] == [
        ("", "", "провести подписку", "до 1 октября"),
        ("", "", "назначить ответственным Берёзова Ж.З.", ""),
    ]


def test_numbered_headings_that_only_charge_hold_their_clauses() -> None:
    assert [(number, who, due) for number, who, _, due in rows(GROUP)] == [
        ("1", "МБУ ДО «Радуга»", "до 10 февраля 2031 года"),
        ("2", "Директорам школ № 1, № 2", "не позднее 1 марта 2031 г."),
        ("3.1", "Руководителям детских садов", "II квартал 2031 года"),
        ("3.2", "Родительским комитетам", "в течение учебного года"),
    ]


@pytest.mark.parametrize(
    ("text", "left", "deadline"),
    [
        ("Создать группу (срок до 01.09.2031).", "Создать группу", "до 01.09.2031"),
        ("Создать группу (в срок до 01.09.2031).", "Создать группу", "до 01.09.2031"),
        ("Создать группу (срок - 2032).", "Создать группу", "2032"),
        ("Создать группу. (срок май-июнь 2031).", "Создать группу.", "май-июнь 2031"),
        ("Создать группу. Срок – постоянно.", "Создать группу.", "постоянно"),
        ("Создать группу. Сроки исполнения: сентябрь, декабрь.", "Создать группу.", "сентябрь, декабрь"),
        ("Создать группу в срок до 1 мая.", "Создать группу", "до 1 мая"),
        ("Создать группу до 1 сентября 2031 года.", "Создать группу", "до 1 сентября 2031 года"),
        ("В срок до 1 мая создать группу.", "В срок до 1 мая создать группу.", "до 1 мая"),
        ("Создать группу в течение 10 дней.", "Создать группу", "в течение 10 дней"),
        ("Создать группу. май 2031", "Создать группу.", "май 2031"),
        ("Создать группу (постоянно).", "Создать группу", "постоянно"),
        ("Создать группу (с участием школ).", "Создать группу (с участием школ).", ""),
        ("Выполнять программу развития до 2035 года.", "Выполнять программу развития до 2035 года.", ""),
        (
            "Утвердить отчёт о работе в 2031-2032 учебном году.",
            "Утвердить отчёт о работе в 2031-2032 учебном году.",
            "",
        ),
        (
            "Начать опыты в 2031-2032 учебном году.",
            "Начать опыты в 2031-2032 учебном году.",
            "в 2031-2032 учебном году",
        ),
    ],
)
def test_deadline_is_taken_as_written(text: str, left: str, deadline: str) -> None:
    (clause,) = decided(f"1. {text}")
    assert (clause.text, clause.deadline) == (left, deadline)


@pytest.mark.parametrize(
    ("text", "addressee"),
    [
        ("Рекомендовать руководителям школ обеспечить подвоз.", "руководителям школ"),
        ("Рекомендовать продолжить работу.", ""),
        ("Рекомендовать опыт школы к использованию.", ""),
        ("Поручить методисту МОЦ Клёновой А.Б. подготовить отчёт.", "методисту МОЦ Клёновой А.Б."),
        ("Обязать директоров школ сдать отчёты.", "директоров школ"),
        ("Управлению образования в срок до 1 мая утвердить состав.", "Управлению образования"),
        ("Психологической службе не допускать перегрузки.", "Психологической службе"),
        ("МБУ ДО «Умею читать» провести слёт.", "МБУ ДО «Умею читать»"),
        ("Директорам рекомендовать принять участие.", "Директорам"),
        ("Информацию методиста принять к сведению.", ""),
        ("С целью охвата детей открыть кружки.", ""),
        ("Считать работу удовлетворительной.", ""),
    ],
)
def test_addressee_is_named_within_the_sentence(text: str, addressee: str) -> None:
    (clause,) = decided(f"1. {text}")
    assert (clause.addressee, clause.text) == (addressee, text)


def test_who_answers_for_a_clause_without_addressee_is_its_addressee() -> None:
    (clause,) = decided("3. Подготовить план в срок до 20 марта 2031 года. Ответственный Клёнова А. Б.")
    assert (clause.text, clause.addressee, clause.deadline) == (
        "Подготовить план",
        "Клёнова А. Б.",
        "до 20 марта 2031 года",
    )


def test_heading_addresses_clauses_below_its_number_only() -> None:
    clauses = decided(
        "1. Рекомендовать руководителям школ:",
        "1.1. Открыть кружки (срок май 2031).",
        "1.2. Рекомендовать школе № 6 начать первой.",
        "2. Одобрить опыт.",
    )
    assert [(each.number, each.addressee) for each in clauses] == [
        ("1.1", "руководителям школ"),
        ("1.2", "руководителям школ"),
        ("2", ""),
    ]


def test_list_that_begins_anew_under_each_heading_keeps_its_addressees() -> None:
    clauses = decided(
        "Руководителям школ:", "1. Открыть кружки.", "2. Набрать детей.", "Методистам:", "1. Помочь."
    )
    assert [(each.number, each.addressee) for each in clauses] == [
        ("1", "Руководителям школ"),
        ("2", "Руководителям школ"),
        ("1", "Методистам"),
    ]


def test_deadline_of_a_heading_holds_for_clauses_without_their_own() -> None:
    clauses = decided(
        "2. Директорам школ до 1 мая 2031 года:", "2.1. Открыть кружки.", "2.2. Начать. Срок: июнь."
    )
    assert [(each.addressee, each.deadline) for each in clauses] == [
        ("Директорам школ", "до 1 мая 2031 года"),
        ("Директорам школ", "июнь"),
    ]


def test_bullets_with_deadlines_of_their_own_are_clauses() -> None:
    clauses = decided(
        "5. Директорам:", "- сдать отчёты (срок май);", "- собрать заявки (срок июнь).", "6. Ждать."
    )
    assert [(each.number, each.addressee, each.text, each.deadline) for each in clauses] == [
        ("5", "Директорам", "сдать отчёты", "май"),
        ("5", "Директорам", "собрать заявки", "июнь"),
        ("6", "", "Ждать.", ""),
    ]


def test_bullets_that_word_has_drawn_belong_to_the_clause_that_announced_them() -> None:
    clauses = decided(
        "1. Вести работу по направлениям:", "Хоры – Дом детства;", "Оркестры – школа № 6.", "2. Ждать."
    )
    assert [each.text for each in clauses] == [
        "Вести работу по направлениям: Хоры – Дом детства; Оркестры – школа № 6.",
        "Ждать.",
    ]


def test_lines_broken_by_a_margin_are_one_clause() -> None:
    (clause,) = decided("1. Согласно приказу от", "24 апреля открыть", "Центр детства", "(срок", "май).")
    assert clause.text == "Согласно приказу от 24 апреля открыть Центр детства"
    assert clause.deadline == "май"


def test_several_clauses_in_one_line_are_told_apart() -> None:
    clauses = meeting("Протокол совещания\nРешили: 1. Начать. 2. Провести 3 слёта. 3. Ждать.").decisions
    assert [each.text for each in clauses] == ["Начать.", "Провести 3 слёта.", "Ждать."]


def test_clauses_in_a_table_are_read_by_its_headings() -> None:
    table = [
        ["№ п/п", "Решение", "Ответственный", "Срок исполнения"],
        ["1", "Открыть кружки", "Директора школ", "до 01.09.2031"],
        ["2", "Набрать детей", "Методисты", "постоянно"],
    ]
    clauses = meeting("Протокол совещания\nРЕШИЛИ:\n[table]\nПредседатель А.Б. Клёнов", table).decisions
    assert [(each.number, each.text, each.addressee, each.deadline) for each in clauses] == [
        ("1", "Открыть кружки", "Директора школ", "до 01.09.2031"),
        ("2", "Набрать детей", "Методисты", "постоянно"),
    ]


def test_annex_and_signatures_are_no_clauses() -> None:
    clauses = decided(
        "1. Начать.", "Начальник управления ________ А.Б. Клёнов", "Приложение", "2. Состав группы"
    )
    assert [each.text for each in clauses] == ["Начать."]


def test_clauses_of_a_district_protocol_are_read() -> None:
    culture, leaders = "Отделу культуры (Речкин П.П.)", "Руководителям организаций"
    assert rows(DISTRICT) == [
        (
            "1",
            "Дому творчества (Тополева Н.Н.)",
            "Дому творчества (Тополева Н.Н.) подготовить справку.",
            "до 10 ноября 2030 года",
        ),
        ("2.1", culture, "составить план на каникулы.", "до 20.12.2030"),
        ("2.2", culture, "Представить его совету.", "январь 2031 года"),
        ("1", leaders, "завершить зачисление", "до 01.11.2030"),
        ("1", leaders, "еженедельно направлять сведения в МОЦ.", "еженедельно"),
        ("2", "МОЦ (Лугова М.П.)", "МОЦ (Лугова М.П.) ежемесячно обновлять сводку.", "ежемесячно"),
    ]


def test_roman_heading_gives_way_to_the_next_one() -> None:
    clauses = decided(
        "I. Руководителям школ:", "1. Открыть кружки.", "II. Методистам:", "1. Помочь.", "2. Учить."
    )
    assert [(each.number, each.addressee) for each in clauses] == [
        ("1", "Руководителям школ"),
        ("1", "Методистам"),
        ("2", "Методистам"),
    ]


def test_clause_too_long_to_be_one_is_left_whole() -> None:
    (clause,) = decided("1. Начать " + "(срок " * 2000)
    assert clause.deadline == ""
    assert len(clause.text) > 10_000


def test_what_only_a_heading_recommends_is_told():
    clauses = decided("1. Утвердить план.", "2. Рекомендовать:", "2.1. Директорам школ открыть кружки.")
    assert [clause.recommended for clause in clauses] == [False, True]
