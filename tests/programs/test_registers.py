"""The registers of programmes: who sees which rows, by which conditions and order, and what goes out as a file."""

from io import BytesIO

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from programs.models import Program, ProgramGroup
from records.models import PublishedRegister, SavedView
from records.register_files import register_paper
from records.registers import REGISTERS, registers_of

from .conftest import CARD

pytestmark = pytest.mark.django_db


@pytest.fixture
def register(methodist, municipality):
    """What the methodist reads of a register by a query string, as names."""

    def read(query="", slug="programs", user=methodist):
        selection = REGISTERS[slug].read(user, municipality, QueryDict(query))
        assert selection.is_valid, selection.filter.errors
        return [str(row) for row in selection.rows]

    return read


@pytest.fixture
def programs(program, municipality):
    """Four programmes beside the one of the school: of the centre, each with something of its own."""
    centre = municipality.centre

    def add(name, **facts):
        return Program.objects.create(organization=centre, name=name, **CARD | facts)

    return {
        "chess": add("Шахматы 10", hours=144, age_from=12, age_to=None, is_seasonal=True, is_network=True),
        "theatre": add("Шахматы 2", hours=None, register="paid", state="published", focus_area="art"),
        "forest": add("Лесная школа", state="registered", is_seasonal=True, age_from=None, age_to=8),
        "old": add("Забытое ремесло", state="archived"),
    }


# Conditions


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Лесная школа", "Шахматы 2", "Шахматы 10", "Юный робототехник"]),
        ("q=ШАХМАТЫ", ["Шахматы 2", "Шахматы 10"]),
        ("state=archived", ["Забытое ремесло"]),
        ("register=paid", ["Шахматы 2"]),
        ("focus_area=art", ["Шахматы 2"]),
        ("age=8", ["Лесная школа", "Шахматы 2", "Юный робототехник"]),
        ("age=15", ["Шахматы 10"]),
        ("flags=is_seasonal&flags=is_network", ["Шахматы 10"]),
        ("conclusion=valid", []),
        ("conclusion=none&q=лесная", ["Лесная школа"]),
        ("card=full", []),
        ("sort=-hours", ["Шахматы 10", "Лесная школа", "Юный робототехник", "Шахматы 2"]),
        ("sort=focus_area&q=шахматы", ["Шахматы 10", "Шахматы 2"]),  # техническая before художественная
        ("sort=nothing&q=шахматы", ["Шахматы 2", "Шахматы 10"]),
    ],
)
def test_conditions_and_order(register, programs, query, names):
    assert register(query) == names


def test_each_register_has_rows_of_its_own(register, programs, on_assessment):
    assert register(slug="holidays") == ["Лесная школа", "Шахматы 10"]
    assert register(slug="network") == ["Шахматы 10"]
    assert register(slug="significant") == register(slug="certified") == []
    assert register(slug="assessed") == [str(on_assessment.assessments.get())]
    assert register("result=work", "assessed")
    assert not register("result=passed", "assessed")
    assert register("conclusion=work") == ["Юный робототехник"]


def test_groups_are_read_by_school_year(register, program):
    for year in (2025, 2026):
        ProgramGroup.objects.create(program=program, school_year=year, name=f"Группа {year}")
    assert register("school_year=2025", "groups") == ["Группа 2025"]
    assert register("q=робототехник 2026", "groups") == []
    assert register("q=группа 2026", "groups") == ["Группа 2026"]


def test_an_organisation_sees_its_own_and_an_expert_what_is_assigned(
    register, programs, director, expert, on_assessment
):
    assert register(user=director) == ["Юный робототехник"]
    assert register(user=expert) == []
    on_assessment.assessments.get().assignments.create(expert=expert.person, assigned_on="2026-03-02")
    assert register(user=expert) == ["Юный робототехник"]
    assert register("card=lacks", user=director) == ["Юный робототехник"]


def test_a_wrong_condition_is_told_and_shows_nothing(client, methodist, programs):
    client.force_login(methodist)
    page = client.get("/lugovoy/programs/?age=сто").content.decode()
    assert "Введите число" in page
    assert "Лесная школа" not in page
    assert client.get("/lugovoy/registers/programs/xlsx/?age=сто").status_code == 302


def test_an_unknown_register_is_not_found(client, methodist):
    client.force_login(methodist)
    for address in ("nothing/", "nothing/pdf/"):
        assert client.get(f"/lugovoy/registers/{address}").status_code == 404


def test_headings_sort_and_say_how(client, methodist, programs):
    client.force_login(methodist)
    page = client.get("/lugovoy/programs/?q=шахматы&sort=hours").content.decode()
    assert page.count("aria-sort") == 1
    assert 'aria-sort="ascending"' in page
    assert "sort=-hours" in page
    assert "Шахматы 10" in page


# Files


def cells_of(answer):
    sheet = load_workbook(BytesIO(answer.content)).active
    return [[cell for cell in row if cell.value is not None] for row in sheet.iter_rows()]


def test_a_spreadsheet_holds_all_pages_under_the_conditions(client, methodist, school):
    for number in range(60):
        Program.objects.create(organization=school, name=f"Программа {number}", **CARD)
    Program.objects.create(organization=school, name="Другая", **CARD)
    client.force_login(methodist)
    assert client.get("/lugovoy/programs/?q=программа").content.decode().count("Программа ") == 50
    rows = cells_of(client.get("/lugovoy/registers/programs/xlsx/?q=программа&sort=-name"))
    lines = [row[0].value for row in rows]
    assert lines[1] == "Слова: программа"
    assert lines[2] == "Порядок: по графе «Программа» (по убыванию)"
    assert lines[3].startswith("По состоянию на: ")
    assert lines[4] == "Записей: 60"
    assert len(rows) == 4 + 1 + 1 + 60
    assert "Программа 59" in [cell.value for cell in rows[6]]


@pytest.mark.parametrize("slug", ["programs", "groups", "assessed"])
def test_what_looks_like_a_formula_goes_out_as_text(client, methodist, school, slug):
    program = Program.objects.create(organization=school, name="=1+1", **CARD)
    program.study_groups.create(school_year=2026, name="=SUM(A1)", teacher="@cmd")
    program.assessments.create(level="municipal", submitted_on="2026-02-03")
    client.force_login(methodist)
    rows = cells_of(client.get(f"/lugovoy/registers/{slug}/xlsx/"))
    told = [cell for row in rows for cell in row if str(cell.value).lstrip("'")[:1] in "=@"]
    assert told
    assert {(cell.data_type, cell.quotePrefix) for cell in told} == {("s", True)}


def test_the_printed_register_says_what_it_shows(methodist, municipality, programs):
    selection = REGISTERS["programs"].read(methodist, municipality, QueryDict("flags=is_seasonal"))
    paper = register_paper(selection, selection.rows.iterator(10))
    assert paper.head[0] == ("Особенности", "каникулярная")
    assert paper.head[-1] == ("Записей", "2")
    assert [row.cells[0] for row in paper.body[0].rows] == ["Лесная школа", "Шахматы 10"]
    whole = REGISTERS["programs"].read(methodist, municipality, QueryDict())
    assert whole.told == [("Отбор", "все, кроме архива")]


# Saved views


def test_a_view_is_kept_under_a_name_for_oneself(client, methodist, head, programs):
    client.force_login(methodist)
    address = "/lugovoy/registers/programs/views/?q=шахматы&sort=-hours&page=2&other=1"
    assert client.post(address, {"name": "Шахматы"}).status_code == 302
    view = SavedView.objects.get()
    assert QueryDict(view.query).dict() == {"q": "шахматы", "sort": "-hours"}
    assert view.query.replace("&", "&amp;") in client.get("/lugovoy/programs/").content.decode()
    again = client.post("/lugovoy/registers/programs/views/?q=шахматы", {"name": "Шахматы"})
    assert again.status_code == 422
    assert "уже есть" in again.content.decode()
    client.force_login(head)
    assert "Мои отборы" not in client.get("/lugovoy/programs/").content.decode()
    assert client.post(f"/lugovoy/registers/views/{view.pk}/delete/").status_code == 404
    client.force_login(methodist)
    client.post(f"/lugovoy/registers/views/{view.pk}/delete/")
    assert not SavedView.objects.exists()


def test_what_asks_nothing_is_not_kept(client, methodist):
    client.force_login(methodist)
    answer = client.post("/lugovoy/registers/programs/views/", {"name": "Все"})
    assert answer.status_code == 422
    assert "Сначала выберите условия" in answer.content.decode()


# For everybody


def test_a_published_register_names_nobody(client, methodist, programs, on_assessment):
    named = "Снежина М.П."
    Program.objects.update(authors=named)
    forest = programs["forest"]
    forest.study_groups.create(school_year=2026, name=f"Группа {named}", teacher=named)
    address = "/public/lugovoy/registers/"
    assert client.get(f"{address}programs/").status_code == 404
    client.force_login(methodist)
    for register in registers_of("programs", methodist, methodist.person.appointments.get().municipality):
        if register.is_publishable:
            client.post(f"/lugovoy/registers/{register.slug}/publish/")
    client.logout()
    listed = client.get(address).content.decode()
    assert "Реестр программ" in listed
    assert "Реестр групп" not in listed
    pages = {
        each.register: client.get(f"{address}{each.register}/") for each in PublishedRegister.objects.all()
    }
    assert {answer.status_code for answer in pages.values()} == {200}
    shown = "".join(answer.content.decode() for answer in pages.values())
    assert named not in shown
    assert 'href="/lugovoy/' not in shown, "the pages of rows are not for everybody"
    assert "Лесная школа" in shown
    assert "Юный робототехник" not in shown, "it is still being assessed"
    by_card = client.get(f"{address}programs/?sort=authors&state=archived&card=full").content.decode()
    assert "Лесная школа" in by_card, "what is not public neither sorts nor chooses"
    client.force_login(methodist)
    client.post("/lugovoy/registers/programs/withdraw/")
    assert client.get(f"{address}programs/").status_code == 404


def test_only_what_has_an_open_page_is_published(client, methodist):
    client.force_login(methodist)
    assert client.post("/lugovoy/registers/groups/publish/").status_code == 403


def test_open_pages_ask_the_database_little(client, municipality, school):
    PublishedRegister.objects.create(
        municipality=municipality, register="programs", published_on="2026-01-12"
    )

    def asked():
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/public/lugovoy/registers/programs/").status_code == 200
        return len(captured)

    Program.objects.create(organization=school, name="Первая", state="registered")
    before = asked()
    for number in range(20):
        Program.objects.create(organization=school, name=f"Ещё {number}", state="registered")
    assert asked() == before <= 7
