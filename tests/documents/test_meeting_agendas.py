"""Protocols: the questions of the agenda, who reported on them, what was heard and said."""

import pytest

from documents.recognition.meetings import AgendaEntry
from tests.documents.meeting_papers import BOARD, COUNCIL, DISTRICT, GROUP, meeting


def questions(text: str, *tables: list[list[str]]) -> list[tuple[str, str, str, str]]:
    agenda = meeting(text, *tables).agenda
    return [(entry.number, entry.question, entry.speaker, entry.position) for entry in agenda]


def one(line: str) -> AgendaEntry:
    return meeting(f"Протокол совещания\nПовестка дня:\n{line}\nРешили:\n1. Начать.").agenda[0]


def test_each_question_has_its_speaker_and_what_was_heard_and_said() -> None:
    first, second = meeting(COUNCIL).agenda
    assert (first.speaker, first.position) == ("Клёнова А.Б.", "руководитель МОЦ")
    assert first.heard.startswith("СЛУШАЛИ: Клёнову А.Б. Она сообщила")
    assert first.heard.endswith("2. Места есть.")
    assert first.spoke == "ВЫСТУПИЛИ: Берёзов Ж.З. поддержал предложение."
    assert (second.speaker, second.position) == ("Рябинина В.Г.", "методист")
    assert second.heard.endswith("на треть.")


@pytest.mark.parametrize(
    ("line", "question", "speaker", "position"),
    [
        ("1. О лете (Клёнова А.Б., методист).", "О лете", "Клёнова А.Б.", "методист"),
        ("1. О лете. Докладчик – методист А.Б. Клёнова", "О лете", "А.Б. Клёнова", "методист"),
        ("1) О лете – Клёнова Анна Борисовна, директор", "О лете", "Клёнова Анна Борисовна", "директор"),
        ("1. О лете /Берёзов Ж.З./", "О лете", "Берёзов Ж.З.", ""),
        ("1. О лете (отв. Берёзов Ж.З.)", "О лете", "Берёзов Ж.З.", ""),
        ("1. О школе им. А. Б. Дубова", "О школе им. А. Б. Дубова", "", ""),
        ("1. О лете (смены, отряды)", "О лете (смены, отряды)", "", ""),
    ],
)
def test_speaker_is_parted_from_the_question(line: str, question: str, speaker: str, position: str) -> None:
    entry = one(line)
    assert (entry.question, entry.speaker, entry.position) == (question, speaker, position)


def test_speaker_on_a_line_of_his_own_belongs_to_the_question_above() -> None:
    text = "Протокол\nПовестка дня:\nО лете.\nДокладчик: Клёнова А.Б., методист.\nО зиме.\nСлушали:\nКлёнову А.Б."
    assert questions(text)[0] == ("1", "О лете", "Клёнова А.Б.", "методист")
    assert questions(text)[1][:2] == ("2", "О зиме")


def test_agenda_in_a_table_is_read_by_its_headings() -> None:
    table = [
        ["№", "Вопрос", "Докладчик", "Должность"],
        ["1.", "О лете", "Клёнова А.Б.", "методист"],
        ["2.", "О зиме", "Берёзов Ж.З.", "юрист"],
    ]
    text = "Протокол совещания\nПовестка дня\n[table]\nРешили:\n1. Начать."
    assert questions(text, table) == [
        ("1", "О лете", "Клёнова А.Б.", "методист"),
        ("2", "О зиме", "Берёзов Ж.З.", "юрист"),
    ]


def test_agenda_in_a_table_without_headings_is_read() -> None:
    table = [["1.", "О лете", "Клёнова А.Б., методист"], ["2.", "О зиме", "Берёзов Ж.З., юрист"]]
    text = "Протокол совещания\nПовестка дня\n[table]\nРешили:\n1. Начать."
    assert questions(text, table)[1] == ("2", "О зиме", "Берёзов Ж.З.", "юрист")


def test_question_repeated_as_a_heading_begins_its_discussion() -> None:
    paper = meeting(BOARD)
    assert [entry.question for entry in paper.agenda] == ["Утверждение плана на год", "Разное"]
    assert paper.agenda[1].heard == "Слушали: Берёзова Ж.З., юриста, о подписке на журнал."
    assert [clause.agenda_item for clause in paper.decisions] == ["1", "2", "2"]


def test_one_list_of_what_was_heard_is_shared_out_among_the_questions() -> None:
    first, second = meeting(GROUP).agenda
    assert first.heard == "СЛУШАЛИ: 1. Клёнову А.Б., методиста, о готовности организаций. Готовы семь."
    assert (first.speaker, first.position) == ("Клёнова А.Б.", "методист")
    assert (second.speaker, second.position) == ("Берёзов Ж.З.", "юрист")


def test_protocol_without_an_agenda_takes_its_questions_from_what_was_heard() -> None:
    text = "Протокол совещания\nСЛУШАЛИ: Клёнову Анну Борисовну, директора, о лете.\nРЕШИЛИ: начать.\nСЛУШАЛИ: Берёзова Ивана Петровича о зиме.\nРЕШИЛИ: ждать."
    assert questions(text) == [
        ("1", "о лете", "Клёнова Анна Борисовна", "директор"),
        ("2", "о зиме", "Берёзов Иван Петрович", ""),
    ]


def test_paper_saved_as_one_line_is_parted_at_its_words() -> None:
    text = (
        "Заседание совета центра Протокол №4 от 11.02. 2031г. Присутствовало: 9 человек Повестка дня 1. О лете. 2. О зиме. "
        "Слушали Клёнову А.Б. (директор) – рассказала о лете. Слушали Берёзова Ж.З. о зиме. Решили: 1. Начать. 2. Ждать."
    )
    paper = meeting(text)
    assert (paper.number, paper.date, paper.attendees_count) == ("4", "2031-02-11", 9)
    assert paper.body == "Заседание совета центра"
    assert [(entry.question, entry.speaker) for entry in paper.agenda] == [
        ("О лете", "Клёнова А.Б."),
        ("О зиме", "Берёзова Ж.З."),
    ]
    assert [clause.text for clause in paper.decisions] == ["Начать.", "Ждать."]


def test_protocol_in_a_table_of_questions_speeches_and_decisions_is_read() -> None:
    table = [
        ["Повестка", "Выступления", "Решение"],
        ["1) О лете", "Клёнова А.Б. рассказала о сменах.", "1. Открыть смены. май 2031\n2. Набрать отряды."],
    ]
    paper = meeting("Протокол № 3\n5 ноября 2031 года\n[table]", table)
    assert [entry.question for entry in paper.agenda] == ["О лете"]
    assert paper.agenda[0].heard == "Клёнова А.Б. рассказала о сменах."
    assert [(clause.text, clause.deadline) for clause in paper.decisions] == [
        ("Открыть смены.", "май 2031"),
        ("Набрать отряды.", ""),
    ]


def test_questions_counted_in_roman_numbers_find_their_discussion() -> None:
    first, second, third = meeting(DISTRICT).agenda
    assert (first.speaker, first.position) == ("Тополева Н.Н.", "директор Дома творчества")
    assert first.heard.startswith("I. СЛУШАЛИ: Тополеву Н.Н., директора")
    assert first.spoke == "ВЫСТУПИЛИ: Речкин П.П. – предложил шире привлекать клубы."
    assert (second.speaker, second.position) == ("Лугова М.П.", "методист МОЦ")
    assert third.heard == "III. Разное. Вязов И.О. напомнил о годовом отчёте."


def test_speaker_whose_information_was_heard_is_named_by_the_preamble() -> None:
    text = (
        "Решение коллегии\nПовестка:\n1. О лете.\n2. О зиме.\nПо первому вопросу «О лете»\n"
        "Заслушав информацию руководителя МОЦ Снегирёвой Л.Л., коллегия РЕШИЛА:\n1.1. Начать.\n"
        "По второму вопросу\nЗаслушав доклад юриста Орлова К.К., коллегия РЕШИЛА:\n2.1. Ждать."
    )
    assert questions(text) == [
        ("1", "О лете", "Снегирёва Л.Л.", "руководитель МОЦ"),
        ("2", "О зиме", "Орлов К.К.", "юрист"),
    ]
    assert [(each.number, each.agenda_item) for each in meeting(text).decisions] == [
        ("1.1", "1"),
        ("2.1", "2"),
    ]


def test_table_of_odd_headings_and_empty_rows_is_no_stumbling_block() -> None:
    table = [["№", "Слушали", "Решение"], ["второй", "", "Начать."], ["", "", ""], ["3", "Клёнову А.Б.", ""]]
    paper = meeting("Протокол совещания\nПовестка дня:\n1. О лете\n[table]\n[table]", table, [["", ""]])
    assert [clause.text for clause in paper.decisions] == ["Начать."]
