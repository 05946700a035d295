"""`manage.py read_document`: what it prints, and the real papers it has to read without a slip."""

import io
import json
import time
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.documents import papers
from tests.documents.meeting_papers import BOARD, COLLEGIUM, COUNCIL, DISTRICT, GROUP, lines

ITEM_KEYS = {"number", "title", "deadline", "responsible", "expected_result", "result", "note"}


def read(path: Path) -> dict:
    output = io.StringIO()
    call_command("read_document", str(path), "--json", stdout=output)
    return json.loads(output.getvalue())


def squeezed(text: str | None) -> str:
    """White space and the number's last dot apart."""
    return "".join((text or "").split()).rstrip(".")


@pytest.mark.samples
@pytest.mark.parametrize("extension", ["docx", "xlsx", "pdf"])
@pytest.mark.parametrize("name", ["plan-kashin-2024", "report-kushchevskaya-2022h1"])
def test_every_field_of_the_real_papers_is_read(samples: Path, name: str, extension: str) -> None:
    expected = json.loads((samples / f"{name}.json").read_text())
    started = time.monotonic()
    reading = read(samples / f"{name}.{extension}")
    assert time.monotonic() - started < 5  # two seconds on a quiet machine
    for key in ("kind", "year", "half", "municipality", "zone", "organization"):
        assert reading[key] == expected.get(key), key
    assert [section["number"] for section in reading["sections"]] == [1, 2, 3, 4, 5, 6]
    for section, wanted_section in zip(reading["sections"], expected["sections"], strict=True):
        assert squeezed(section["title"]) == squeezed(wanted_section["title"])
        for item, wanted in zip(section["items"], wanted_section["items"], strict=True):
            for key, text in wanted.items():
                assert squeezed(item[key]) == squeezed(text), (wanted["number"], key)


@pytest.mark.samples
@pytest.mark.parametrize("extension", ["docx", "txt"])
@pytest.mark.parametrize("name", ["protocol-kiselevsk-2022-04-28", "decision-collegium-2023-04-21"])
def test_every_field_of_the_real_protocol_and_decision_is_read(
    samples: Path, name: str, extension: str
) -> None:
    expected = json.loads((samples / f"{name}.json").read_text())
    reading = read(samples / f"{name}.{extension}")
    assert reading["warnings"] == []
    for key in expected.keys() - {"source", "agenda", "decisions"}:
        assert reading[key] == expected[key], key
    for key in ("agenda", "decisions"):
        for row, wanted in zip(reading[key], expected.get(key, []), strict=True):
            length = wanted.pop("heard_chars", None)
            assert length is None or row["heard_chars"] == pytest.approx(length, rel=0.02)
            assert {name: row[name] for name in wanted} == wanted


def test_json_of_a_protocol_follows_the_schema(tmp_path: Path) -> None:
    reading = read(papers.docx(tmp_path / "protocol.docx", lines(COUNCIL)))
    assert reading.keys() >= {"kind", "number", "date", "body", "chair", "secretary", "attendees_count"}
    assert reading.keys() >= {"invited", "topic", "agenda", "decisions", "warnings"}
    assert reading["agenda"][0].keys() >= {"number", "question", "speaker", "position", "heard", "spoke"}
    assert reading["agenda"][0]["heard_starts"] == reading["agenda"][0]["heard"][:60]
    assert reading["decisions"][0].keys() >= {"number", "addressee", "text", "deadline"}


@pytest.mark.parametrize("paper", [COUNCIL, COLLEGIUM, BOARD, GROUP, DISTRICT])
def test_protocol_reads_the_same_from_word_text_and_pdf(tmp_path: Path, paper: str) -> None:
    text = tmp_path / "paper.txt"
    text.write_text(paper)
    of_word = read(papers.docx(tmp_path / "paper.docx", lines(paper)))
    for path in (text, papers.pdf(tmp_path / "paper.pdf", lines(paper))):
        reading = read(path)
        for key in ("kind", "number", "date", "body", "chair", "topic", "agenda", "decisions"):
            assert reading[key] == of_word[key], (path.suffix, key)


def test_summary_of_a_protocol_tells_its_number_date_questions_and_clauses(tmp_path: Path) -> None:
    output = io.StringIO()
    call_command("read_document", str(papers.docx(tmp_path / "protocol.docx", lines(COUNCIL))), stdout=output)
    text = output.getvalue().splitlines()
    assert "№ 3, 2031-03-14: рабочее совещание муниципального опорного центра" in text
    assert "Вопросов — 2, пунктов решения — 4." in text


def test_json_of_a_plan_follows_the_schema(tmp_path: Path) -> None:
    reading = read(papers.plan_docx(tmp_path))
    assert reading["kind"] == "plan"
    assert {"title", "year", "half", "municipality", "sections", "warnings"} <= reading.keys()
    section = reading["sections"][0]
    assert section["number"] == 1
    assert section["items"][0].keys() >= ITEM_KEYS


def test_summary_names_kind_year_sections_and_warnings(tmp_path: Path) -> None:
    output = io.StringIO()
    call_command("read_document", str(papers.plan_docx(tmp_path)), stdout=output)
    lines = output.getvalue().splitlines()
    assert lines[0].startswith("План: План работы")
    assert "Год: 2031" in lines
    assert any(line.startswith("Раздел 1: строк — 2.") for line in lines)


def test_unknown_paper_prints_only_its_kind_and_the_reason(tmp_path: Path) -> None:
    path = papers.docx(
        tmp_path / "letter.docx", ["Уважаемый Пётр Ильич!", "Просим прислать список педагогов."]
    )
    reading = read(path)
    assert reading.keys() == {"kind", "warnings"}
    assert reading["kind"] == "unknown"
    assert "документ другого вида" in reading["warnings"][0]


def test_unreadable_file_is_refused_with_its_sentence(tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    path.write_bytes(b"")
    with pytest.raises(CommandError, match="Файл пустой"):
        read(path)


def test_missing_file_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="не открывается"):
        read(tmp_path / "nothing.docx")
