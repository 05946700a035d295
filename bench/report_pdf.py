"""A half-year report of 32 rows as PDF: ours, warm in this process, beside a whole run of headless Chromium.

Both print the same HTML and styles, in turns. The portal is to take at most 0.4 of Chromium's time.
"""

import os
import random
import subprocess
import tempfile
import time
from pathlib import Path
from statistics import median

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "moc_portal.settings")

import django

django.setup()

from documents.paper import Column, Paper, Row, SectionRow, Signature, Stamp, Table
from documents.rendering.html import paper_document
from documents.rendering.pdf import paper_pdf, print_css
from documents.rendering.profile import sheet_of

RUNS = 5
PAUSE = 1.0  # seconds until the processes that Chromium leaves behind have ended
CHROMIUM = [
    "chromium",
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Letters in the result of each row, by sections: as uneven as in the reports that offices send.
RESULTS = [
    [190, 160, 130, 150, 1250, 280, 220, 100],
    [210, 250, 230, 100, 120, 630, 100, 100],
    [1500, 630, 100, 130],
    [250, 260, 110],
    [370, 240, 100],
    [230, 390, 130, 200, 150, 240],
]
WORDS = """
проведён семинар для педагогов дополнительного образования обучено участников округа программа сертификат совещание
с руководителями организаций консультация по вопросам персонифицированного финансирования вебинар мониторинг реализации
договор о сетевой форме приказ конкурс размещена информация на сайте и в социальных сетях
"""


def main() -> None:
    paper = invented_report()
    ours, theirs = [], []
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "report.html")
        style = f"<style>{print_css(sheet_of(paper))}</style></head>"
        source.write_text(paper_document(paper).replace("</head>", style))
        for _ in range(RUNS):
            time.sleep(PAUSE)
            paper_pdf(paper)  # warms up what Chromium has pushed out
            ours.append(seconds(lambda: paper_pdf(paper)))
            theirs.append(seconds(lambda: print_with_chromium(source)))
    ratio = median(ours) / median(theirs)
    print(
        f"report PDF: {median(ours):.3f} s, Chromium {median(theirs):.3f} s, ratio {ratio:.2f} (at most 0.40)"
    )


def seconds(work) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def print_with_chromium(source: Path) -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        target = source.with_suffix(".pdf")
        command = [*CHROMIUM, f"--user-data-dir={profile}", f"--print-to-pdf={target}", str(source)]
        subprocess.run(command, check=True, capture_output=True)


def invented_report() -> Paper:
    chance = random.Random(2031)  # noqa: S311 -- the same report each time
    rows: list[SectionRow | Row] = []
    for section, lengths in enumerate(RESULTS, 1):
        rows.append(SectionRow(f"{section}. {invented_text(chance, 300)}"))
        for item, length in enumerate(lengths, 1):
            title = invented_text(chance, chance.choice([60, 90, 140]))
            deadline = chance.choice(["", "", "январь", "ежеквартально", "в течение года"])
            note = "приказ от 12.01.2031 № 15" * (length > 1000)
            rows.append(Row([f"{section}.{item}", title, deadline, invented_text(chance, length), note]))
    columns = [
        Column("number", "№ п/п", 1),
        Column("title", "Наименование мероприятия", 5),
        Column("deadline", "Сроки", 3),
        Column("result", "Результат (количественный и качественный)", 8),
        Column("note", "Прим.", 3),
    ]
    return Paper(
        title=["ОТЧЁТ", "о деятельности муниципального опорного центра", "за I полугодие 2031 года"],
        head=[("Территориальная зона", "Заречная"), ("Муниципальное образование", "Луговой округ")],
        body=[Table(columns, rows)],
        approval=Stamp("УТВЕРЖДАЮ", "Начальник управления образования"),
        signatures=[Signature("Руководитель опорного центра", "О.П. Ручьёва")],
    )


def invented_text(chance: random.Random, length: int) -> str:
    words = WORDS.split()
    text = chance.choice(words).capitalize()
    while len(text) < length:
        text += " " + chance.choice(words)
    return text


if __name__ == "__main__":
    main()
