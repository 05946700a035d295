"""Whatever is typed for a deadline is read without harm; those of the real papers are read right."""

import csv
import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.deadlines import Deadline, Kind, Recurrence, describe, occurrences, read_deadline
from tests.documents.deadline_cases import read


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
