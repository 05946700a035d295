"""What the rows of a file would do to a register, and every way in which they cannot."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.http import QueryDict

from documents.rendering.lists import Sheet as Listed
from documents.rendering.lists import lists_xlsx
from organizations.exchange import export_rows
from organizations.models import Organization
from organizations.resources import OrganizationResource
from programs.models import (
    AccessibilityModel,
    Consultation,
    Moderator,
    NetworkAgreement,
    NetworkCommunity,
    Program,
    ProgramEntry,
    ProgramGroup,
    ProgramRegister,
    Provider,
)
from programs.resources import ModeratorResource, ProgramGroupResource, ProgramResource, ProviderResource
from records.importing.applying import store
from records.importing.comparing import Comparison
from records.importing.tables import read_table, sheets_of
from records.register_files import register_xlsx
from records.registers import REGISTERS

pytestmark = pytest.mark.django_db
HEADINGS = ["ID", "Организация", "Наименование", "Направленность", "Возраст от", "Возраст до", "Статус"]


def xlsx(headings, *rows, above=("Реестр",)):
    """A sheet as registers have it, with the lines of its title above the headings."""
    return lists_xlsx([Listed("Реестр", [(heading, 10) for heading in headings], rows, above)])


def compared(resource, municipality, content, remembered=None):
    (sheet,) = sheets_of(content)
    table = read_table(sheet, resource(municipality), remembered or {})
    assert table.problems == []
    return Comparison(resource(municipality), table)


def outcomes(comparison):
    return [line.outcome for line in comparison.lines]


@pytest.fixture
def full(program, school):
    """A programme with something in every field, and one with nothing."""
    card = {"level": "initial", "study_form": "mixed", "kind": "pre_professional", "price_per_hour": "105.50"}
    flags = {
        "is_multilevel": True,
        "is_modular": True,
        "module_count": 2,
        "external_id": "0012",
        "years": "1.5",
    }
    texts = {
        "annotation": "Первая строка.\r\n\r\nВторая  строка.",
        "authors": "=СУММ(A1)",
        "activity": "-лепка",
    }
    link = {"external_url": "https://navigator.example/1", "group_min": 5, "group_max": 12, "capacity": 30}
    Program.objects.create(
        organization=school,
        name="Лепка",
        short_name="@Лепка",
        state="published",
        **card,
        **flags,
        **texts,
        **link,
    )
    Program.objects.create(organization=school, name="Лепка", external_id="13")
    return program


def round_trip(resource, queryset, municipality):
    headings, rows = export_rows(resource, queryset)
    content = xlsx(headings, *rows, above=["Реестр", "Луговой район", "Отбор: все, возраст от 7"])
    comparison = compared(resource, municipality, content)
    assert [
        (line.errors, line.changes, line.hints) for line in comparison.lines if line.outcome != "unchanged"
    ] == []
    assert len(comparison.lines) == queryset.count() > 0
    return content


def test_every_register_goes_out_and_comes_back_without_a_change(full, school, municipality):
    group = {"school_year": 2026, "places": 15, "starts_on": date(2026, 9, 1), "funding": "municipal"}
    ProgramGroup.objects.create(
        program=full, name="Группа 1", hours_per_year=72, schedule="Пн 15:00", **group
    )
    ProgramGroup.objects.create(
        program=Program.objects.get(external_id="13"), name="Группа 1", school_year=2026
    )
    Provider.objects.create(organization=school, starts_on=date(2026, 1, 9), act="Приказ № 3")
    Moderator.objects.create(
        organization=school, name="Лугова Анна", starts_on=date(2026, 1, 9), phone="+7 (900) 000-00-00"
    )
    Organization.objects.create(
        municipality=municipality, name="-", short_name="=Школа", inn="012345", kind="school", phone="+1"
    )
    for resource in (
        OrganizationResource, ProgramResource, ProgramGroupResource, ProviderResource, ModeratorResource,
    ):  # fmt: skip
        rows = resource(municipality).existing()
        content = round_trip(resource, rows, municipality)
        cells = [cell for (sheet,) in [sheets_of(content)] for row in sheet.rows for cell in row]
        assert not [cell for cell in cells if isinstance(cell, str) and cell.startswith(("=", "-", "@"))]


def work_together(school, program, moderator):
    """An agreement, a community, visits and questions."""
    municipality = school.municipality
    for subject in ("Лыжи", "Шахматы"):
        days = {"signed_on": date(2026, 1, 12), "starts_on": date(2026, 1, 12)}
        agreement = NetworkAgreement.objects.create(organization=school, subject=subject, **days)
    agreement.partners.create(name="Клуб «Лыжник»")
    community = NetworkCommunity.objects.create(municipality=municipality, name="Музеи")
    community.members.create(organization=school, is_coordinator=True)
    model = AccessibilityModel.objects.create(municipality=municipality, name="Выездной кружок")
    for taught in (program, None):
        model.visits.create(day=date(2026, 2, 3), settlement="с. Ольховка", children=7, program=taught)
    facts = {"organization": school, "asked_on": date(2026, 2, 4), "program": program}
    Consultation.objects.create(question="=Как исправить карточку?", moderator=moderator, **facts)
    Consultation.objects.create(question="Что такое модуль?\nГде он?", **facts)


def test_what_a_register_page_gives_comes_back_without_a_change(full, school, municipality, methodist):
    ProgramGroup.objects.create(program=full, name="Группа 1", school_year=2026, funding="municipal")
    Provider.objects.create(organization=school, starts_on=date(2026, 1, 9))
    moderator = Moderator.objects.create(organization=school, name="Лугова Анна", starts_on=date(2026, 1, 9))
    work_together(school, full, moderator)
    Program.objects.update(is_seasonal=True, is_network=True)
    loaded = [register for register in REGISTERS.values() if register.resource]
    agreements = register_xlsx(REGISTERS["agreements"].read(methodist, municipality, QueryDict("")))
    assert "Клуб «Лыжник»" in {cell for row in sheets_of(agreements)[0].rows for cell in row}, (
        "as the page shows"
    )
    assert {*REGISTERS.values()} - {*loaded} == {REGISTERS["assessed"]}, "what came of the assessments"
    for register in loaded:
        if register.slug in ProgramRegister:
            Program.objects.filter(pk=full.pk).update(register=register.slug)
        content = register_xlsx(register.read(methodist, municipality, QueryDict("")))
        assert set(outcomes(compared(register.resource, municipality, content))) == {"unchanged"}, (
            register.slug
        )


def test_an_empty_name_is_said_once(school, municipality, reference_data):
    (line,) = compared(
        ProgramResource, municipality, xlsx(HEADINGS[:4], ["", str(school), "", "художественная"])
    ).lines
    assert line.errors == [["Полное название", "Не заполнено: без этого новую запись не внести."]]


@pytest.mark.parametrize("slug", ["agreements", "communities", "visits", "consultations"])
def test_what_was_removed_comes_back_from_its_file(full, school, municipality, methodist, slug):
    moderator = Moderator.objects.create(organization=school, name="Лугова Анна", starts_on=date(2026, 1, 9))
    work_together(school, full, moderator)
    register = REGISTERS[slug]
    content = register_xlsx(register.read(methodist, municipality, QueryDict("")))
    number, _ = register.rows.model.objects.count(), register.rows.model.objects.all().delete()
    comparison = compared(register.resource, municipality, content)
    assert outcomes(comparison) == ["created"] * number
    store(comparison, methodist, "файл")
    assert outcomes(compared(register.resource, municipality, content)) == ["unchanged"] * number


@pytest.mark.parametrize("state", ["review", "assessment"])
def test_a_text_that_is_being_read_is_not_changed_by_a_file(program, school, municipality, state):
    Program.objects.filter(pk=program.pk).update(state=state)
    row = ["", str(school), program.name, "художественная"]
    (line,) = compared(ProgramResource, municipality, xlsx(HEADINGS[:4], row)).lines
    assert (line.outcome, [heading for heading, _ in line.errors]) == ("rejected", ["Направленность"])
    kept_up = ["Организация", "Наименование", "Мест"]
    (line,) = compared(ProgramResource, municipality, xlsx(kept_up, [*row[1:3], 30])).lines
    assert line.outcome == "changed"


def test_a_row_is_created_changed_or_left_and_then_stored(full, school, municipality, methodist):
    content = xlsx(
        HEADINGS,
        ["0012", str(school), "Лепка", "социально-педагогическая", "", "", "в разработке"],
        ["", school.name, "Юный робототехник", "Техническая направленность", 7.0, "11 лет", ""],
        ["77", str(school), "Хор", "художественная", 7, 10, "Опубликована"],
    )
    comparison = compared(ProgramResource, municipality, content)
    assert outcomes(comparison) == ["changed", "unchanged", "created"]
    changed = comparison.lines[0]
    assert changed.changes == [["Направленность", "", "социально-гуманитарная"]]
    assert changed.hints == [["Состояние", "В портале — размещена; файл этого не меняет."]]
    store(comparison, methodist, "Файл")
    clay, choir = Program.objects.get(external_id="0012"), Program.objects.get(external_id="77")
    assert (clay.focus_area, clay.state, clay.version) == ("social_humanities", "published", 2)
    assert (choir.state, choir.municipality, choir.search_key[:3]) == ("published", municipality, "хор")
    assert choir.gaps
    assert ProgramEntry.objects.get(program=choir).user == methodist
    assert clay.history.first().history_user == methodist
    assert set(outcomes(compared(ProgramResource, municipality, content))) == {"unchanged"}


def test_an_empty_cell_empties_its_field_and_a_missing_column_leaves_it(program, school, municipality):
    content = xlsx(["Организация", "Наименование", "Часов"], [str(school), program.name, ""])
    (line,) = compared(ProgramResource, municipality, content).lines
    assert line.changes == [["Часов всего", "72", ""]]


def test_everything_wrong_is_told_at_once_by_row_and_column(
    program, school, municipality, other_municipality
):
    foreign = Organization.objects.create(
        municipality=other_municipality, name="Чужая школа", short_name="Чужая", kind="school"
    )
    named = str(school)
    content = xlsx(
        HEADINGS,
        ["", str(foreign), "Хор", "", "", "", ""],
        ["", named, "Хор", "магическая", 12, 7, ""],
        ["", named, "Х" * 30_000, "", 12, 7, "на экспертизе (НОК)"],
        ["5", named, "Лепка", "", "", "", ""],
        ["5", named, "Лепка из глины", "", "", "", ""],
        ["", "", "", "техническая", "", "", ""],
        ["", named, "Юный  РОБОТОТЕХНИК", "", 9, 6, ""],
    )
    comparison = compared(ProgramResource, municipality, content)
    told = {line.number: dict(line.errors) for line in comparison.lines}
    assert told[3] == {"Организация": "Организации «Чужая» в муниципалитете нет."}
    assert list(told[4]) == ["Направленность"]
    assert "Возможно: техническая" in told[4]["Направленность"]
    assert set(told[5]) == {"Состояние", "Полное название"}
    assert all(len(said) < 250 for said in told[5].values())
    assert told[6] == {}
    assert told[7] == {"": "Строки 6 и 7 — об одном и том же. Оставьте одну из них."}
    assert set(told[8]) == {"Организация", "Полное название"}
    assert told[9] == {"Возраст до, лет": "Возраст «до» меньше возраста «от»."}


def test_the_command_tells_what_a_file_does(program, school, municipality, tmp_path, capsys):
    file = tmp_path / "list.csv"
    file.write_bytes(f"Организация;Название;Часов\n{school};Хор;36\n{school};=1+1;36\n".encode("cp1251"))
    place = {"municipality": municipality.slug}
    call_command("import_registry", "programs", file, **place)
    told = capsys.readouterr().out
    assert "Прочитано строк: 2; новых 1, изменено 0, без изменений 0, отклонено 1." in told
    assert "Строка 3, «Полное название»: «=1+1» похоже на формулу" in told
    assert Program.objects.count() == 1
    call_command("import_registry", "programs", file, **place, without_rejected=True, json=True)
    assert '"created": 1' in capsys.readouterr().out
    assert Program.objects.count() == 2
    with pytest.raises(CommandError, match="пока не загружает"):
        call_command("import_registry", "contracts", file, **place)
