import json
from dataclasses import FrozenInstanceError

import pytest

from documents.paper import (
    FORM_VERSION,
    Column,
    Ends,
    Entry,
    Executor,
    Heading,
    Paper,
    Row,
    Stamp,
    Table,
    Text,
    UnreadablePaper,
)

from .official_papers import report

WIDE = Paper(
    ["Протокол"], [Heading("Повестка дня"), Text("О плане"), Table([Column("a", "А")], [Row(["1"])])]
)

LINES = Paper(
    ["Протокол"], [Ends("3 мая", "№ 4"), Entry("Место", "зал"), Text("РЕШИЛИ:", leads=True)], author="Дом"
)


def through_a_file(stored):
    return json.loads(json.dumps(stored, ensure_ascii=False))


@pytest.mark.parametrize(
    "paper",
    [report(), report(draft=True, executor=None), WIDE, LINES],
    ids=["full", "draft", "wide", "lines"],
)
def test_a_paper_comes_back_from_json_as_it_was(paper):
    assert Paper.from_json(through_a_file(paper.to_json())) == paper


def test_json_does_not_change_on_its_way_through_a_paper():
    stored = through_a_file(report().to_json())
    assert Paper.from_json(stored).to_json() == stored


def test_json_says_its_form_version_and_the_kind_of_each_piece():
    stored = WIDE.to_json()
    assert (stored["kind"], stored["form_version"]) == ("paper", FORM_VERSION)
    assert [block["kind"] for block in stored["body"]] == ["heading", "text", "table"]


def test_keys_added_by_a_later_version_are_left_out():
    stored = report().to_json()
    stored["qr_code"] = {"kind": "qr", "text": "…"}
    stored["body"][0]["rows"][1]["colour"] = "red"
    assert Paper.from_json(stored) == report()


def test_a_paper_of_a_later_form_is_refused():
    with pytest.raises(UnreadablePaper, match="более новой версией портала"):
        Paper.from_json(report().to_json() | {"form_version": FORM_VERSION + 1})


@pytest.mark.parametrize(
    "damage",
    [
        {"body": [{"kind": "picture"}]},
        {"body": [{"text": "без вида"}]},
        {"body": [{"kind": "heading"}]},
        {"form_version": "1"},
        {"kind": None},
        {"kind": "text"},
        {"kind": "text", "text": "не документ"},
    ],
)
def test_a_damaged_paper_is_refused_with_a_sentence(damage):
    with pytest.raises(UnreadablePaper, match="повреждён"):
        Paper.from_json(report().to_json() | damage)


@pytest.mark.parametrize("stored", [{}, [], None, "текст"])
def test_what_is_no_paper_is_refused_with_a_sentence(stored):
    with pytest.raises(UnreadablePaper, match="повреждён"):
        Paper.from_json(stored)


def test_characters_that_no_file_can_hold_are_dropped():
    row = Row(["\x00один\x1f", "два\ud800\ufffe"])
    assert row.cells == ("один", "два")


def test_russian_typography_stays():
    text = "«ёлочки» и „лапки“, № 5 — 10\u00a0% · 1.10"
    assert Text(text).text == text


@pytest.mark.parametrize("line_break", ["\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_every_line_break_becomes_the_same(line_break):
    assert Text(f"первый{line_break}второй").text == "первый\nвторой"


def test_a_paper_cannot_be_changed_once_made():
    cells = ["1.1", "Совещание"]
    row = Row(cells)
    cells.append("лишнее")
    assert row.cells == ("1.1", "Совещание")
    with pytest.raises(FrozenInstanceError):
        row.key = "другой"


def test_a_row_has_a_text_for_each_column():
    with pytest.raises(ValueError, match="2 cells for 1 columns"):
        Table([Column("a", "А")], [Row(["1", "2"], key="17")])


@pytest.mark.parametrize(
    ("shares", "widths"),
    [
        ([1], [100]),
        ([1, 1, 1], [30, 35, 35]),
        ([1, 5, 2, 9, 3], [5, 25, 10, 45, 15]),
        ([4, 25, 12, 45, 14], [5, 25, 10, 45, 15]),
        ([1, 99], [5, 95]),
    ],
)
def test_columns_share_the_width_in_steps_of_five_per_cent(shares, widths):
    columns = [Column(str(number), "", share) for number, share in enumerate(shares)]
    assert Table(columns, []).widths == widths


def test_a_stamp_has_a_line_to_sign_on_and_room_for_the_date():
    assert Stamp("УТВЕРЖДАЮ", "Директор", "В.Г. Ильин").lines == [
        "УТВЕРЖДАЮ",
        "Директор",
        "__________________ В.Г. Ильин",
        "«___» ______________ 20___ г.",
    ]
    assert Stamp("УТВЕРЖДАЮ", "Директор", date="1 июля 2031 г.").lines[-1] == "1 июля 2031 г."


def test_a_stamp_of_an_act_alone_is_not_signed():
    act = "приказом управления от 01.07.2031 № 5"
    assert Stamp("УТВЕРЖДЁН", act=act).lines == ["УТВЕРЖДЁН", act]
    assert Stamp("УТВЕРЖДАЮ", "Директор", "В.Г. Ильин", "1 июля 2031 г.", act).lines[2:] == [
        "__________________ В.Г. Ильин",
        "1 июля 2031 г.",
        act,
    ]


def test_an_executor_without_a_phone_is_one_line():
    assert Executor("Ю.Я. Эхова").lines == ["Исп. Ю.Я. Эхова"]
    assert Executor("Ю.Я. Эхова", "1-23-45").lines == ["Исп. Ю.Я. Эхова", "тел. 1-23-45"]
