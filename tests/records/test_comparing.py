"""What differs between two papers, down to the word."""

from dataclasses import replace

import pytest

from documents.paper import Column, Paper, Row, SectionRow, Signature, Table
from records.comparing import Change, compare_papers, compare_words, mark_changes

COLUMNS = (Column("number", "№"), Column("title", "Мероприятие"), Column("deadline", "Сроки"))
ROWS = (
    SectionRow("1. Кадры"),
    Row(("1.1", "Семинар для педагогов", "март"), key="11"),
    Row(("1.2", "Открытые занятия", "май"), key="12"),
    SectionRow("2. Навигатор"),
    Row(("2.1", "Сверить карточки программ", "ежемесячно"), key="21"),
    Row(("2.2", "Обучить модераторов", "сентябрь"), key="22"),
)


def paper(*rows, **texts):
    return Paper(title=("ПЛАН",), body=(Table(COLUMNS, rows),), **texts)


def marked(before, after):
    """The newer text, «[-went-]» and «[+came+]» around what changed."""
    signs = {"same": "{}", "deleted": "[-{}-]", "inserted": "[+{}+]"}
    return "".join(signs[segment.kind].format(segment.text) for segment in compare_words(before, after))


def told(*rows):
    """What happened to the rows of the plan above when it came to have these."""
    comparison = compare_papers(paper(*ROWS), paper(*rows))
    return {row.key: row.labels for row in comparison.changed_rows}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("до 1 марта", "до 1 марта", "до 1 марта"),
        ("до 1 марта", "до 1 апреля", "до 1 [-марта-] [+апреля+]"),
        ("до 12.05.2026 года", "до 12.06.2026 года", "до [-12.05.2026-] [+12.06.2026+] года"),
        ("обучить модераторов", "обучить всех модераторов", "обучить [+всех+] модераторов"),
        ("обучить всех модераторов", "обучить модераторов", "обучить [-всех-] модераторов"),
        ("семинар", "семинар, вебинар", "семинар[+, вебинар+]"),
        ("«Волна», кружок", "«Волна»; кружок", "«Волна»[-,-] [+;+] кружок"),
        ("", "впервые", "[+впервые+]"),
        ("один   два\nтри", "один два три", "один два три"),
        (
            "старое слово\nвторая строка",
            "новое слово\nвторая строка",
            "[-старое-] [+новое+] слово\nвторая строка",
        ),
    ],
)
def test_a_text_shows_exactly_the_changed_words(before, after, expected):
    assert marked(before, after) == expected


def test_a_long_text_is_compared_quickly():
    words = " ".join(f"слово {number % 7} и" for number in range(20_000))
    assert marked(words, words + " конец").endswith("[+конец+]")


def test_the_same_paper_has_no_differences():
    assert compare_papers(paper(*ROWS), paper(*ROWS)).is_same


def test_a_row_may_be_added_and_another_removed():
    added = Row(("2.3", "Провести акцию", "октябрь"), key="23")
    rows = [row for row in ROWS if row != ROWS[2]]
    comparison = compare_papers(paper(*ROWS), paper(*rows, added))
    assert [(row.key, row.labels) for row in comparison.changed_rows] == [
        ("12", ["исключено"]),
        ("23", ["добавлено"]),
    ]
    assert [row.key for row in comparison.rows] == ["11", "12", "21", "22", "23"]
    assert [row.section for row in comparison.changed_rows] == ["1. Кадры", "2. Навигатор"]


def test_a_row_that_is_worded_and_numbered_anew_is_the_same_row():
    changed = Row(("2.1.1", "Сверить все карточки программ", "ежемесячно"), key="21")
    comparison = compare_papers(paper(*ROWS), paper(*ROWS[:4], changed, ROWS[5]))
    (row,) = comparison.changed_rows
    assert row.changes == {Change.REWORDED, Change.RENUMBERED}
    assert [cell.label for cell in row.cells if cell.is_changed] == ["№", "Мероприятие"]


def test_a_row_carried_to_another_section_is_moved():
    assert told(*ROWS[:2], *ROWS[3:], ROWS[2]) == {"12": ["перемещено"]}


def test_of_rows_in_another_order_the_fewest_are_called_moved():
    rows = [Row((str(n), f"Дело {n}", ""), key=str(n)) for n in range(6)]
    comparison = compare_papers(paper(*rows), paper(*rows[1:], rows[0]))
    assert {row.key: row.labels for row in comparison.changed_rows} == {"0": ["перемещено"]}


def test_a_section_called_anew_moves_no_row():
    comparison = compare_papers(paper(*ROWS), paper(SectionRow("1. Кадры и методика"), *ROWS[1:]))
    assert not comparison.changed_rows
    (text,) = comparison.texts
    assert (text.label, [s.text for s in text.segments if s.kind == "inserted"]) == ("Раздел", ["и методика"])


def test_a_column_that_only_one_paper_has_is_compared_with_nothing():
    wider = Paper(
        ("ПЛАН",), (Table((*COLUMNS, Column("note", "Прим.")), (Row((*ROWS[1].cells, "приказ"), key="11"),)),)
    )
    (row,) = compare_papers(paper(ROWS[1]), wider).changed_rows
    assert [(cell.label, cell.segments[0].kind) for cell in row.cells if cell.is_changed] == [
        ("Прим.", "inserted")
    ]


def test_rows_without_a_key_are_known_by_their_number():
    before, after = (Row(("1", "Услуга", volume)) for volume in ("100", "120"))
    (row,) = compare_papers(paper(before), paper(after)).changed_rows
    assert row.changes == {Change.REWORDED}


def test_other_texts_are_compared_too():
    before = paper(*ROWS, head=(("Район", "Луговой"),), signatures=(Signature("Директор", "А.А. Ива"),))
    after = replace(before, head=(("Район", "Лесной"),), notes=("* Изменено.",))
    assert [text.label for text in compare_papers(before, after).texts] == ["Район", "Примечания"]


def test_changed_and_added_rows_are_marked_behind_their_numbers():
    rows = (
        ROWS[0],
        replace(ROWS[1], cells=("1.1", "Семинар", "март")),
        ROWS[2],
        Row(("1.3", "Акция", ""), key="13"),
    )
    after = paper(*rows)
    (table,) = mark_changes(after, compare_papers(paper(*ROWS), after)).body
    assert [row.printed[0] for row in table.rows if isinstance(row, Row)] == ["1.1*", "1.2", "1.3*"]
