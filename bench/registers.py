"""The register of 5,000 programmes beside that of 400: its page, and the PDF of 400 rows beside headless Chromium.

(a) The first page is rendered by the test client in turns, in a database of their own; the further programmes are entered
for each turn and taken back after it. It is to ask the database at most 12 times, and to take at most 1.3 of the time
with 400 programmes. (b) Both print the same HTML and styles, in turns. The portal is to take at most 2.0 of Chromium's
time.
"""

import os
import random
import subprocess
import tempfile
import time
from datetime import date
from pathlib import Path
from statistics import median

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "moc_portal.settings")

import django

django.setup()

from django.db import connection, transaction
from django.http import QueryDict
from django.test import Client
from django.test.utils import (
    CaptureQueriesContext,
    setup_databases,
    setup_test_environment,
    teardown_databases,
)
from django.urls import reverse

from documents.rendering.html import paper_document
from documents.rendering.pdf import paper_pdf, print_css
from documents.rendering.profile import sheet_of
from organizations.models import Appointment, Municipality, Organization, Person, Region, Role, User
from programs.models import Assessment, FocusArea, Program, ProgramLevel, ProgramRegister, ProgramState
from records.register_files import register_paper
from records.registers import REGISTERS

TURNS, LOADS, RUNS = 5, 5, 5
FEW, MANY, ORGANIZATIONS = 400, 5_000, 60
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
WHOM = ["юный", "весёлый", "начинающий", "сельский", "городской", "молодой", "умелый", "любознательный"]
WHAT = [
    "робототехник",
    "художник",
    "эколог",
    "шахматист",
    "турист",
    "журналист",
    "актёр",
    "программист",
    "модельер",
    "краевед",
]
HOW = [
    "от простого к сложному",
    "шаг за шагом",
    "играем и учимся",
    "своими руками",
    "в кругу друзей",
    "первые открытия",
]


def main() -> None:
    setup_test_environment()
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        municipality = make_municipality()
        user = methodist(municipality)
        enter_programs(municipality, range(FEW))
        compare_pages(municipality, user)
        compare_papers(municipality, user)
    finally:
        teardown_databases(databases, verbosity=0)


def compare_pages(municipality, user) -> None:
    client = Client()
    client.force_login(user)
    url = reverse("program-list", args=[municipality.slug])
    load(client, url)  # what is looked up once and remembered
    with_few, with_many = [], []
    for _ in range(TURNS):
        with_few += [seconds(lambda: load(client, url)) for _ in range(LOADS)]
        with transaction.atomic():
            enter_programs(municipality, range(FEW, MANY))
            load(client, url)
            with_many += [seconds(lambda: load(client, url)) for _ in range(LOADS)]
            queries = queries_of(client, url)
            transaction.set_rollback(True)
    ratio = median(with_many) / median(with_few)
    print(
        f"register page: {median(with_many):.3f} s with {MANY} programmes ({queries} queries, at most 12), "
        f"{median(with_few):.3f} s with {FEW}, ratio {ratio:.2f} (at most 1.30)"
    )


def compare_papers(municipality, user) -> None:
    selection = REGISTERS["programs"].read(user, municipality, QueryDict("state="))
    paper = register_paper(selection, selection.rows.iterator(FEW))
    ours, theirs = [], []
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "register.html")
        style = f"<style>{print_css(sheet_of(paper))}</style></head>"
        source.write_text(paper_document(paper).replace("</head>", style))
        for _ in range(RUNS):
            time.sleep(PAUSE)
            ours.append(seconds(lambda: paper_pdf(paper)))
            theirs.append(seconds(lambda: print_with_chromium(source)))
    ratio = median(ours) / median(theirs)
    print(
        f"register PDF, {FEW} rows: {median(ours):.3f} s, Chromium {median(theirs):.3f} s, "
        f"ratio {ratio:.2f} (at most 2.00)"
    )


def load(client, url) -> None:
    answer = client.get(url)
    if answer.status_code != 200:
        raise RuntimeError(f"{url}: {answer.status_code}")


def seconds(work) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def queries_of(client, url) -> int:
    with CaptureQueriesContext(connection) as captured:
        load(client, url)
    return len(captured)


def print_with_chromium(source: Path) -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        target = source.with_suffix(".pdf")
        command = [*CHROMIUM, f"--user-data-dir={profile}", f"--print-to-pdf={target}", str(source)]
        subprocess.run(command, check=True, capture_output=True)


def make_municipality() -> Municipality:
    region = Region.objects.create(name="Озёрный край")
    municipality = Municipality.objects.create(
        region=region, name="Луговой район", name_genitive="Лугового района", slug="lugovoy"
    )
    for number in range(ORGANIZATIONS):
        name = f"Школа № {number + 1}"
        Organization.objects.create(municipality=municipality, name=name, short_name=name, kind="school")
    return municipality


def methodist(municipality) -> User:
    person = Person.objects.create(surname="Лугова", first_name="Анна")
    Appointment.objects.create(
        person=person,
        role=Role.METHODIST,
        title="методист",
        municipality=municipality,
        starts_on=date(2020, 1, 1),
    )
    return User.objects.create_user("methodist", person=person)


def enter_programs(municipality, numbers) -> None:
    """Programmes of all kinds in the register, two of three with a conclusion of experts."""
    chance = random.Random(numbers.start)  # noqa: S311 -- the same programmes each time
    organizations = list(municipality.organizations.all())
    programs = [invented_program(chance, chance.choice(organizations), number) for number in numbers]
    Program.objects.bulk_create(programs)
    assessed = [program for program in programs if chance.random() < 0.66]
    Assessment.objects.bulk_create(
        Assessment(
            program=program,
            level="municipal",
            submitted_on=date(2031, 2, 3),
            result="passed",
            decided_on=date(2031, 3, 3),
            valid_until=date(2034, 3, 3),
        )
        for program in assessed
    )


def invented_program(chance: random.Random, organization, number: int) -> Program:
    name = f"{chance.choice(WHOM)} {chance.choice(WHAT)}: {chance.choice(HOW)}".capitalize()
    program = Program(
        organization=organization,
        name=f"Дополнительная общеразвивающая программа «{name}» {number}",
        focus_area=chance.choice(FocusArea.values),
        level=chance.choice(ProgramLevel.values),
        register=chance.choice(ProgramRegister.values),
        age_from=chance.randint(5, 9),
        age_to=chance.randint(10, 17),
        hours=chance.choice([36, 72, 144, 216]),
        state=chance.choice([ProgramState.REGISTERED, ProgramState.PUBLISHED, ProgramState.ASSESSMENT]),
    )
    program.prepare()
    return program


if __name__ == "__main__":
    main()
