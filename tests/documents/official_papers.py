"""Invented official papers for the tests of rendering."""

from dataclasses import replace

from documents.paper import Column, Executor, Paper, Row, SectionRow, Signature, Stamp, Table

COLUMNS = [
    Column("number", "№ п/п", share=1),
    Column("title", "Наименование мероприятия", share=5),
    Column("deadline", "Сроки", share=3),
    Column("result", "Результат (количественный и качественный)", share=8),
    Column("note", "Прим.", share=3),
]
SECTIONS = ["1. Создание условий для работы центра", "2. Сопровождение педагогов", "3. Ведение навигатора"]


def report_rows(per_section: int = 6) -> list[SectionRow | Row]:
    """Sections of rows; the texts of a row begin and end with words that occur nowhere else."""
    rows: list[SectionRow | Row] = []
    for section, heading in enumerate(SECTIONS, 1):
        rows.append(SectionRow(heading))
        for item in range(1, per_section + 1):
            mark = f"{section}{item:02}"
            result = (
                f"начало{mark} " + "проведён семинар для педагогов округа, " * (item + 2) + f"конец{mark}"
            )
            cells = [f"{section}.{item}", f"Дело{mark}", "ежеквартально", result, "приказ № 5" * (item == 2)]
            rows.append(Row(cells, key=f"item-{mark}"))
    return rows


def report(**changes) -> Paper:
    """A half-year report of four pages, with every part a paper may have."""
    paper = Paper(
        title=["ОТЧЁТ", "о деятельности опорного центра", "за I полугодие 2031 года"],
        head=[
            ("Территориальная зона", "Заречная"),
            ("Наименование МОЦ (полное и краткое)", "Дом творчества «Искра» (ДТ «Искра»)"),
        ],
        body=[Table(COLUMNS, report_rows())],
        approval=Stamp("УТВЕРЖДАЮ", "Начальник отдела образования", "Р.С. Туманова", "2 июля 2031 г."),
        agreements=[Stamp("СОГЛАСОВАНО", "Директор ДТ «Искра»", "Ф.Х. Цаплин")],
        signatures=[Signature("Руководитель опорного центра", "О.П. Ручьёва")],
        executor=Executor("Юлия Яковлевна Эхова", "8 (00000) 1-23-45"),
        as_of="Данные на 30.06.2031",
        notes=["* — с учётом филиала"],
        revision="Редакция 2",
    )
    return replace(paper, **changes)


def table(*rows: SectionRow | Row) -> Paper:
    """A paper of nothing but a title and a table of these rows."""
    return Paper(title=["Проверка"], body=[Table(COLUMNS, rows)])


def one_row(**cells: str) -> Paper:
    """A table of one row with these texts; the other cells are empty."""
    return table(Row([cells.get(column.key, "") for column in COLUMNS], key="only"))


def all_texts(paper: Paper) -> list[str]:
    """Every text of the table's cells that is not empty."""
    rows = [row for block in paper.body if isinstance(block, Table) for row in block.rows]
    return [
        text for row in rows for text in ([row.text] if isinstance(row, SectionRow) else row.cells) if text
    ]
