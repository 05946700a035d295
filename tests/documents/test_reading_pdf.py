"""PDF files: ruled tables over several pages, lines that flow, what cannot be read."""

from pathlib import Path

import pikepdf
import pytest

from documents.reading import UnreadableFile
from documents.reading.pdf import MAX_PAGES, read_pdf
from tests.documents.papers import PLAN_ROWS, PLAN_TITLE, RULED, html_pdf, pdf

PICTURE = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def test_lines_and_ruled_tables_are_read_in_their_order(tmp_path: Path) -> None:
    document = read_pdf(pdf(tmp_path / "plan.pdf", PLAN_TITLE, PLAN_ROWS))
    assert document.paragraphs == PLAN_TITLE
    assert document.tables[0].rows == [list(row) for row in PLAN_ROWS]


def test_lines_of_a_cell_flow_and_torn_words_are_joined(tmp_path: Path) -> None:
    rows = [["1", "Подготовка учебно-методических рекомен\u00adдаций", "май"]]
    narrow = RULED + "table{width:auto} td{width:2.9cm}"
    document = read_pdf(pdf(tmp_path / "plan.pdf", ["План"], rows, style=narrow))
    assert document.tables[0].rows == [["1", "Подготовка учебно-методических рекомендаций", "май"]]


def test_row_torn_between_pages_is_kept_in_both_tables(tmp_path: Path) -> None:
    long_title = " ".join(f"слово{number}" for number in range(400))
    document = read_pdf(
        pdf(tmp_path / "plan.pdf", ["План"], [["1", long_title, "май"]], style=RULED + "td{width:3cm}")
    )
    assert len(document.tables) > 1
    assert " ".join(table.rows[0][1] for table in document.tables) == long_title


def test_page_numbers_are_left_out(tmp_path: Path) -> None:
    style = RULED + "@page{@bottom-center{content:'– ' counter(page) ' –'}}"
    assert read_pdf(pdf(tmp_path / "letter.pdf", ["Первая строка"], style=style)).paragraphs == [
        "Первая строка"
    ]


def test_cell_merged_downwards_points_to_its_text(tmp_path: Path) -> None:
    rows = "<table><tr><td>1</td><td rowspan=2>весь год</td></tr><tr><td>2</td></tr></table>"
    table = read_pdf(html_pdf(tmp_path / "merged.pdf", rows)).tables[0]
    assert table.rows == [["1", "весь год"], ["2", ""]]
    assert table.merged == {(1, 1): (0, 1)}


def test_scan_without_text_is_refused(tmp_path: Path) -> None:
    path = html_pdf(tmp_path / "scan.pdf", f'<img src="{PICTURE}" width="300">')
    with pytest.raises(UnreadableFile, match="это скан"):
        read_pdf(path)


def test_scanned_page_among_others_is_named(tmp_path: Path) -> None:
    path = html_pdf(
        tmp_path / "mixed.pdf", f'<p>План</p><img src="{PICTURE}" style="display:block;break-before:page">'
    )
    document = read_pdf(path)
    assert document.paragraphs == ["План"]
    assert document.warnings == ["Страница 2 — картинка без текста, она не прочитана."]


def test_text_in_fonts_that_do_not_tell_their_letters_is_refused(tmp_path: Path) -> None:
    name = pikepdf.Name
    descriptor = pikepdf.Dictionary(Type=name.FontDescriptor, FontName=name.Mute, Flags=4)
    system = pikepdf.Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0)
    glyphs = pikepdf.Dictionary(
        Type=name.Font,
        Subtype=name.CIDFontType2,
        BaseFont=name.Mute,
        CIDSystemInfo=system,
        FontDescriptor=descriptor,
    )
    font = {"Type": name.Font, "Subtype": name.Type0, "BaseFont": name.Mute, "Encoding": name("/Identity-H")}
    with pikepdf.new() as document:
        page = document.add_blank_page()
        page.Resources = pikepdf.Dictionary(
            Font={"/F1": pikepdf.Dictionary(**font, DescendantFonts=[glyphs])}
        )
        page.Contents = document.make_stream(b"BT /F1 12 Tf 50 50 Td <000100020003> Tj ET")
        document.save(tmp_path / "mute.pdf")
    with pytest.raises(UnreadableFile, match="шрифты не говорят"):
        read_pdf(tmp_path / "mute.pdf")


def test_password_is_named(tmp_path: Path) -> None:
    path = pdf(tmp_path / "plan.pdf", PLAN_TITLE)
    with pikepdf.open(path) as document:
        document.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(user="секрет", owner="хозяин"))
    with pytest.raises(UnreadableFile, match="защищён паролем"):
        read_pdf(tmp_path / "locked.pdf")


def test_file_without_an_end_is_refused_as_damaged(tmp_path: Path) -> None:
    path = tmp_path / "cut.pdf"
    path.write_bytes(b"%PDF-1.7\n1 0 obj\n<<")
    with pytest.raises(UnreadableFile, match="повреждён"):
        read_pdf(path)


def test_thousands_of_pages_are_refused(tmp_path: Path) -> None:
    with pikepdf.new() as document:
        for _ in range(3000):
            document.add_blank_page()
        document.save(tmp_path / "long.pdf")
    with pytest.raises(UnreadableFile, match=f"3000 страниц, а портал читает не более {MAX_PAGES}"):
        read_pdf(tmp_path / "long.pdf")


PLAIN = "@page{size:A4;margin:2cm} table{width:100%} td{vertical-align:top;padding:"
LONG_ROWS = [
    *PLAN_ROWS,
    [
        "2.2.",
        "Провести слёт юных исследователей природы родного края с участием родителей",
        "до 15 мая 2031 года",
        "Методист",
    ],
    [
        "3. Развитие навигатора дополнительного образования и работа с семьями, живущими в отдалённых посёлках",
        "",
        "",
        "",
    ],
    ["3.1.", "Сверить карточки программ", "ежемесячно", "Методист, директора школ"],
]


@pytest.mark.parametrize("padding", ["2px 1px", "2px 8px", "0 8px"])
def test_columns_without_rules_are_found_by_where_their_words_stand(tmp_path: Path, padding: str) -> None:
    document = read_pdf(pdf(tmp_path / "plan.pdf", PLAN_TITLE, LONG_ROWS, style=PLAIN + padding + "}"))
    assert document.paragraphs == PLAN_TITLE
    assert document.tables[0].rows == LONG_ROWS


def test_rows_without_numbers_and_rules_are_told_by_the_gaps_between_them(tmp_path: Path) -> None:
    rows = [row[1:] for row in LONG_ROWS if row[1]]
    document = read_pdf(pdf(tmp_path / "plan.pdf", PLAN_TITLE, rows, style=PLAIN + "4px}"))
    assert document.tables[0].rows == rows


def test_number_in_the_middle_of_its_row_keeps_the_row_together(tmp_path: Path) -> None:
    style = PLAIN.replace("vertical-align:top", "vertical-align:middle") + "4px}"
    assert (
        read_pdf(pdf(tmp_path / "plan.pdf", PLAN_TITLE, LONG_ROWS, style=style)).tables[0].rows == LONG_ROWS
    )


def test_columns_that_ran_together_are_told_by_their_words(tmp_path: Path) -> None:
    rows = [
        ["№ п/п", "Мероприятие", "Срок", "Ответственный"],
        ["1.", "Слёт", "май", "Я"],
        ["2.", "Сбор", "июнь", "Я"],
    ]
    lines = "\n".join(f"{cell} |" for row in rows for cell in row)
    path = html_pdf(tmp_path / "plan.pdf", f"<pre>{lines}</pre>")
    assert [row[1] for row in read_pdf(path).tables[0].rows] == ["Мероприятие", "Слёт", "Сбор"]


def test_headings_without_rules_repeated_on_each_page_begin_a_table_each(tmp_path: Path) -> None:
    rows = "".join(
        f"<tr><td>{n}.<td>Слёт юных мастеров номер {n}<td>весь год<td>Методист</tr>" for n in range(1, 91)
    )
    headings = "<th>№<br>п/п<th>Наименование<br>мероприятия<th>Срок<br>исполнения<th>Отв.</th>"
    content = f"<p>План</p><table><thead><tr>{headings}</tr></thead>{rows}</table>"
    document = read_pdf(html_pdf(tmp_path / "plan.pdf", content, PLAIN + "2px 8px}"))
    assert len(document.tables) > 1
    assert {*map(tuple, (table.rows[0] for table in document.tables))} == {
        ("№ п/п", "Наименование мероприятия", "Срок исполнения", "Отв.")
    }
    assert [row[0] for table in document.tables for row in table.rows[1:]] == [
        f"{number}." for number in range(1, 91)
    ]


def test_running_heads_and_feet_are_left_out(tmp_path: Path) -> None:
    margins = "@page{margin:3cm;@top-left{content:'План центра'} @bottom-right{content:'Страница ' counter(page) ' из 2'}}"
    lines = ["Первая", *["строка"] * 40, "Последняя"]
    document = read_pdf(pdf(tmp_path / "letter.pdf", lines, style=margins))
    assert (document.paragraphs[0], document.paragraphs[-1]) == ("Первая", "Последняя")
    assert {*document.paragraphs} == {*lines}


def test_table_ruled_only_between_its_columns_is_read_by_columns(tmp_path: Path) -> None:
    style = RULED + "td{border-width:0 1px}"
    rows = [["№", "Мероприятие", "Срок"], ["1.", "Слёт юных мастеров", "май"], ["2.", "Сбор заявок", "июнь"]]
    assert read_pdf(pdf(tmp_path / "plan.pdf", ["План"], rows, style=style)).tables[0].rows == rows
