"""Running text, cells told by where they stand, encodings and what is no text at all."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.reading.structure import UnreadableFile
from documents.reading.text import document_from_lines, read_text
from tests.documents.texts import read, rows_of

PHRASE = "План мероприятий на новый год. Ёлка и съезд юннатов"


SCRAPS = [
    *(
        "1.",
        "1.1 ",
        "2) ",
        "I. ",
        "|",
        " | ",
        "||||",
        "\t",
        ";",
        "   ",
        "\n",
        "\n",
        "\n\n\n\n",
        "\f",
        "май",
        " до 5 мая ",
        "Методист",
        "№",
    ),
    *(
        "И.И. Лугов",
        "со",
        "става",
        "специа-",
        "лист",
        "0 0",
        "(в ред. закона)",
        "<p>",
        '"',
        "---",
        "├──┼──┤",
        "(",
        "РАБОТА",
        "\u00ad",
    ),
]


def saved(folder: Path, data: bytes) -> Path:
    path = folder / "paper.txt"
    path.write_bytes(data)
    return path


class TestEncodings:
    @pytest.mark.parametrize(
        "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251", "koi8-r", "cp866"]
    )
    def test_russian_text_is_read_in_every_encoding_of_an_office(self, tmp_path, encoding):
        document = read_text(saved(tmp_path, f"{PHRASE}\r\n\r\nВторая строка".encode(encoding)))
        assert document.paragraphs == [PHRASE, "Вторая строка"]

    def test_a_file_cut_in_the_middle_of_a_letter_is_read(self, tmp_path):
        assert read_text(saved(tmp_path, PHRASE.encode()[:-1])).paragraphs == [PHRASE[:-1]]

    @pytest.mark.parametrize(
        "data", [bytes(range(256)) * 40, b"\0" * 5000, "Übung für große Häuser".encode("latin-1") * 9]
    )
    def test_what_is_no_russian_text_is_refused_with_a_sentence(self, tmp_path, data):
        with pytest.raises(UnreadableFile, match="сохраните"):
            read_text(saved(tmp_path, data))


class TestLimits:
    def test_a_file_too_large_for_a_paper_is_refused_unread(self, tmp_path):
        with pytest.raises(UnreadableFile, match="больше 2 МБ"):
            read_text(saved(tmp_path, b"a" * 20_000_000))

    def test_a_line_of_a_million_characters_is_refused(self):
        with pytest.raises(UnreadableFile, match="строка длиннее"):
            document_from_lines(["а" * 1_000_000])

    def test_more_lines_than_any_paper_has_are_refused(self):
        with pytest.raises(UnreadableFile, match="20 000 строк"):
            document_from_lines(["строка"] * 20_001)

    def test_an_empty_text_is_an_empty_document(self):
        assert document_from_lines([]).blocks == []
        assert document_from_lines(["", "  ", "\f"]).blocks == []

    @pytest.mark.parametrize(
        "line", ["|" * 5000, "\t" * 5000, "1. " * 3000, "<" * 5000, "№ Мероприятия Сроки", "«(" * 900]
    )
    def test_nonsense_is_read_without_a_crash(self, line):
        assert document_from_lines([line] * 3).warnings is not None

    @given(
        st.sampled_from(
            [
                "№ Мероприятия Сроки",
                "№\tМероприятия\tСроки",
                "№   Мероприятия   Сроки",
                "№ | Мероприятия | Сроки",
            ]
        ),
        st.lists(st.sampled_from(SCRAPS), max_size=60),
    )
    @settings(max_examples=300, deadline=None)
    def test_whatever_stands_under_headings_gives_rectangular_tables(self, heading, scraps):
        for table in document_from_lines([heading, *"".join(scraps).split("\n")]).tables:
            assert len({len(row) for row in table.rows}) == 1

    def test_a_quotation_mark_left_open_does_not_swallow_time(self):
        document = read('№;Мероприятие;Срок\n1;"Смотр;май\n' + "2;Слёт;июнь\n" * 5000)
        assert document.tables[0].rows[0] == ["№", "Мероприятие", "Срок"]


class TestRunningText:
    def test_lines_broken_at_the_margin_make_one_paragraph(self):
        document = read("""
Заслушав сообщение о подготовке лагерей к открытию смены, комиссия отметила
своевременное заключение договоров на питание и охрану, а также готов-
ность помещений.
Директорам школ сдать отчёты.
""")
        assert document.paragraphs == [
            "Заслушав сообщение о подготовке лагерей к открытию смены, комиссия отметила своевременное заключение"
            " договоров на питание и охрану, а также готовность помещений.",
            "Директорам школ сдать отчёты.",
        ]

    def test_lines_of_a_head_and_of_a_list_stay_apart(self):
        lines = [
            "ПРОТОКОЛ",
            "заседания совета",
            "Председатель: Лугова А.А.",
            "1. О наборе",
            "2. О смотре",
            "- песни",
            "- танцы",
        ]
        assert document_from_lines(lines).paragraphs == lines

    def test_a_text_set_with_double_spacing_is_put_together(self):
        lines = [
            "Совет рассмотрел вопрос о проведении осенней недели творчества",
            "и рекомендовал школам района принять в ней участие.",
        ]
        document = document_from_lines([part for line in lines for part in (line, "")])
        assert document.paragraphs == [" ".join(lines)]

    def test_a_letter_with_double_spaces_is_no_table(self):
        assert (
            read(
                "Просим  сообщить  сроки  и  ответственных  за  мероприятия.\nДата  ответа  –  10  мая."
            ).tables
            == []
        )


class TestPositions:
    PAGE = """
                  ПЛАН РАБОТЫ

№      Мероприятие                       Срок             Ответственный
п/п                                      исполнения
1. Подготовка центра к работе в новом учебном году и набор детей в
объединения
1.1.   Составление расписания занятий    до 10 сентября   заместитель
       с учётом пожеланий родителей                       директора
1.2.   Приём заявлений                   август -         методисты
                                         сентябрь

1.3.   Выставка лучших работ             В течение года Педагоги
                                                        объединений
№      Мероприятие                       Срок             Ответственный
п/п                                      исполнения
       воспитанников отдела
1.4.   Праздник                             май           директор

Директор                                                  А.А. Рощина
"""

    def test_a_cell_belongs_to_the_heading_it_stands_under(self):
        rows = rows_of(self.PAGE)
        assert rows[0] == ["№ п/п", "Мероприятие", "Срок исполнения", "Ответственный"]
        assert rows[2] == [
            "1.1.",
            "Составление расписания занятий с учётом пожеланий родителей",
            "до 10 сентября",
            "заместитель директора",
        ]
        assert rows[3] == ["1.2.", "Приём заявлений", "август - сентябрь", "методисты"]
        assert rows[5] == ["1.4.", "Праздник", "май", "директор"]

    def test_a_title_runs_across_the_columns(self):
        title = rows_of(self.PAGE)[1]
        assert title[0] == "1. Подготовка центра к работе в новом учебном году и набор детей в объединения"
        assert title[1:] == ["", "", ""]

    def test_columns_that_touch_are_told_apart_by_what_they_say_and_pages_are_joined(self):
        row = rows_of(self.PAGE)[4]
        assert row == [
            "1.3.",
            "Выставка лучших работ воспитанников отдела",
            "В течение года",
            "Педагоги объединений",
        ]

    def test_the_signature_below_is_text(self):
        assert read(self.PAGE).paragraphs == ["ПЛАН РАБОТЫ", "Директор А.А. Рощина"]
