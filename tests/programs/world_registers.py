"""Rows of the registers for the walks over all addresses."""

from datetime import date

from programs.models import Assessment, Program, ProgramGroup
from records.models import PublishedRegister, SavedView


def register_rows(organization, methodist, marker):
    """A programme with its assessment and its group, and a view of the register that the methodist keeps."""
    municipality = organization.municipality
    add_program(organization, marker)
    PublishedRegister.objects.create(
        municipality=municipality, register="programs", published_on=date(2026, 1, 12)
    )
    view = SavedView.objects.create(
        municipality=municipality, user=methodist, register="programs", name=marker, query=f"q={marker}"
    )
    return {"saved-view-delete": view.pk}


def add_program(organization, name, **facts):
    program = Program.objects.create(organization=organization, name=f"Программа {name}", **facts)
    Assessment.objects.create(program=program, level="municipal", submitted_on=date(2026, 2, 3))
    ProgramGroup.objects.create(program=program, school_year=2026, name=name, teacher=name)
    return program


def multiply_registers(world, school, number):
    add_program(school, str(number))
    view = SavedView.objects.get(pk=world.rows["saved-view-delete"])
    view.pk, view.name = None, f"Отбор {number}"
    view.save()
