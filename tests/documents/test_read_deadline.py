import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

HEADER = "phrase\tplan_year\tplan_kind\tremark\n"


def run(*arguments, **options) -> list[str]:
    output = StringIO()
    call_command("read_deadline", *arguments, stdout=output, **options)
    return output.getvalue().splitlines()


@pytest.fixture
def table(tmp_path):
    def write(content: str, encoding="utf-8"):
        path = tmp_path / "deadlines.tsv"
        path.write_bytes(content.encode(encoding))
        return path

    return write


def test_a_deadline_is_printed_as_one_json_object():
    (line,) = run("до 10 декабря", year=2024, json=True)
    assert json.loads(line) == {
        "text": "до 10 декабря",
        "kind": "until",
        "start": "",
        "end": "2024-12-10",
        "recurrence": "none",
    }
    assert "декабря" in line


def test_several_periods_are_joined_by_semicolons():
    (line,) = run("январь, май", year=2024, json=True)
    assert json.loads(line)["start"] == "2024-01-01;2024-05-01"
    assert json.loads(line)["end"] == "2024-01-31;2024-05-31"


def test_a_school_year_begins_in_the_year_given():
    (line,) = run("март", year=2024, school_year=True, json=True)
    assert json.loads(line)["start"] == "2025-03-01"


def test_without_json_a_person_reads_what_was_understood():
    assert run("ежеквартально", year=2024) == ["ежеквартально — весь 2024 год, каждый квартал"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_file_is_read_in_order(table, encoding):
    path = table(HEADER + "май\t2024\tcalendar\t\nмай\t2024\tschool\tx\n\t2024\tcalendar\t\n", encoding)
    read = [json.loads(line) for line in run(file=path, json=True)]
    assert [(deadline["kind"], deadline["start"]) for deadline in read] == [
        ("month", "2024-05-01"),
        ("month", "2025-05-01"),
        ("unparseable", ""),
    ]


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(CommandError, match=r"Файл .*нет\.tsv не открывается"):
        run(file=tmp_path / "нет.tsv")


def test_missing_columns_are_named(table):
    with pytest.raises(CommandError, match="нет столбцов: plan_year, plan_kind"):
        run(file=table("phrase\tyear\nмай\t2024\n"))
    with pytest.raises(CommandError, match="нет столбцов: phrase"):
        run(file=table(""))


def test_a_year_that_is_no_number_is_named_with_its_line(table):
    with pytest.raises(CommandError, match="Строка 3: год плана «скоро» не число"):
        run(file=table(HEADER + "май\t2024\tcalendar\t\nмай\tскоро\tcalendar\t\n"))
    with pytest.raises(CommandError, match="Строка 2"):
        run(file=table(HEADER + "май\n"))


@pytest.mark.parametrize(
    "content", ["phrase\tplan_year\tplan_kind\nмай\t2024\tschool\n".encode("cp1251"), b"PK\x03\x04\xff\xfe"]
)
def test_a_file_of_another_kind_is_refused(tmp_path, content):
    path = tmp_path / "deadlines.tsv"
    path.write_bytes(content)
    with pytest.raises(CommandError, match="не похож на таблицу"):
        run(file=path)


def test_a_text_or_a_file_is_needed_and_a_year_with_the_text(table):
    with pytest.raises(CommandError, match="либо срок, либо файл"):
        run()
    with pytest.raises(CommandError, match="либо срок, либо файл"):
        run("май", file=table(HEADER))
    with pytest.raises(CommandError, match="год плана"):
        run("май")
