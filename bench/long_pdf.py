"""A register of 2,000 programmes as PDF, drawn by a background job, beside a whole run of headless Chromium.

The job reads the rows, draws the file and keeps it encrypted; Chromium prints the same HTML and styles. The job is to
take less than 30 s.
"""

import os
import random
import subprocess
import tempfile
import time
from datetime import date
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "moc_portal.settings")

import django

django.setup()

from django.core.files.storage import InMemoryStorage
from django.http import QueryDict
from django.test.utils import setup_databases, setup_test_environment, teardown_databases

from documents.rendering.html import paper_document
from documents.rendering.pdf import print_css
from documents.rendering.profile import sheet_of
from organizations.models import Appointment, Municipality, Organization, Person, Region, Role, User
from programs.models import FocusArea, Program, ProgramLevel, ProgramRegister, ProgramState
from records.jobs import run_job
from records.models import Job
from records.register_files import register_paper
from records.registers import REGISTERS

ROWS, ORGANIZATIONS = 2000, 60
CHROMIUM = [
    *("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
THEMES = [
    "шахматы и логика",
    "робототехника для начинающих",
    "театральная студия «Зеркало»",
    "юный краевед: природа нашего края",
    "спортивное ориентирование",
    "вокальный ансамбль «Капель»",
    "основы программирования на языке Python",
    "лоскутная мозаика",
]


def main() -> None:
    setup_test_environment()
    Job._meta.get_field("result").storage = InMemoryStorage()
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        compare(make_methodist())
    finally:
        teardown_databases(databases, verbosity=0)


def compare(methodist) -> None:
    municipality = Municipality.objects.get()
    params = {"register": "programs", "query": "", "file_format": "pdf"}
    job = Job.objects.create(
        kind="print-register", title="Реестр", municipality=municipality, user=methodist, params=params
    )
    ours = seconds(lambda: run_job.call(job.pk))
    job.refresh_from_db()
    if job.state != Job.State.DONE:
        raise RuntimeError(job.error)
    theirs = seconds_of_chromium(methodist, municipality)
    print(
        f"long register PDF: {ours:.1f} s for {ROWS} rows (less than 30 s), {ROWS / ours:.0f} rows/s; "
        f"Chromium {theirs:.1f} s, ratio {ours / theirs:.2f}"
    )


def seconds(work) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def seconds_of_chromium(methodist, municipality) -> float:
    selection = REGISTERS["programs"].read(methodist, municipality, QueryDict())
    paper = register_paper(selection, selection.rows)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        source = Path(folder, "register.html")
        style = f"<style>{print_css(sheet_of(paper))}</style></head>"
        source.write_text(paper_document(paper).replace("</head>", style))
        command = [*CHROMIUM, f"--user-data-dir={folder}/profile", f"--print-to-pdf={folder}/register.pdf"]
        return seconds(lambda: subprocess.run([*command, str(source)], check=True, capture_output=True))


def make_methodist() -> User:
    municipality = Municipality.objects.create(
        region=Region.objects.create(name="Озёрный край"),
        name="Луговой район",
        name_genitive="Лугового района",
        slug="lugovoy",
    )
    make_programs(municipality)
    person = Person.objects.create(surname="Лугова", first_name="Анна")
    Appointment.objects.create(
        person=person,
        role=Role.METHODIST,
        title="методист",
        municipality=municipality,
        starts_on=date(2020, 1, 1),
    )
    return User.objects.create_user("methodist", person=person)


def make_programs(municipality) -> None:
    chance = random.Random(2031)  # noqa: S311 -- the same register each time
    names = [f"Школа № {number}" for number in range(1, ORGANIZATIONS + 1)]
    schools = [
        Organization.objects.create(municipality=municipality, name=name, short_name=name, kind="school")
        for name in names
    ]
    programs = [
        Program(
            organization=chance.choice(schools),
            name=f"{', '.join(chance.sample(THEMES, chance.randint(1, 3))).capitalize()} {number}",
            focus_area=chance.choice(FocusArea.values),
            level=chance.choice(ProgramLevel.values),
            register=chance.choice(ProgramRegister.values),
            state=chance.choice(ProgramState.values),
            age_from=7,
            age_to=chance.randint(8, 17),
            hours=chance.choice([36, 72, 144, 216]),
        )
        for number in range(ROWS)
    ]
    for program in programs:
        program.prepare()
    Program.objects.bulk_create(programs)


if __name__ == "__main__":
    main()
