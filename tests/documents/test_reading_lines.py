"""Lines that flow into one text: which words are put together and how."""

import pytest

from documents.reading.lines import compounds, flowing, folded


def test_white_space_and_special_signs_are_folded() -> None:
    assert (
        folded(" 11\u00a0677  де\u00adтей\u200b, учебно\u2011методический ")
        == "11 677 детей, учебно-методический"
    )


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ("Сбор\nзаявок", "Сбор заявок"),
        ("програм-\nмы", "программы"),
        ("програм\u00ad\nмы", "программы"),
        ("програм\u2010\nмы", "программы"),
        ("научно-\nметодический", "научно-методический"),
        ("информационно-\nразъяснительная", "информационно-разъяснительная"),
        ("несовершенно-\nлетние", "несовершеннолетние"),
        ("какой-\nлибо", "какой-либо"),
        ("Усть-\nЛесной", "Усть-Лесной"),
        ("2031-\n2032", "2031-2032"),
        ("п/\nп", "п/п"),
        ("с 1 мая -\nпо 5 мая", "с 1 мая - по 5 мая"),
        ("профессиональног\nо", "профессионального"),
        ("ответственн\nые", "ответственные"),
        ("педагоги\nи дети", "педагоги и дети"),
        ("план МОЦ\nи школ", "план МОЦ и школ"),
        ("", ""),
    ],
)
def test_lines_flow_into_one_text(lines: str, text: str) -> None:
    assert flowing(lines) == text


def test_compound_the_document_itself_writes_keeps_its_hyphen() -> None:
    written = compounds(["Организационно-методическое сопровождение"])
    assert flowing("организационно-\nметодическое", written) == "организационно-методическое"
    assert flowing("организационно-\nметодическое") == "организационнометодическое"
