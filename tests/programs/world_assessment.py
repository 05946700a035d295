"""A programme on assessment with its experts, for the walks over all addresses."""

from datetime import date

from organizations.models import Appointment, Person, Role
from programs.models import Program, Regulation


def assessment_rows(organization, marker):
    """One expert has not begun, another one has finished, a third is free; the regulation is the municipality's own."""
    municipality = organization.municipality
    regulation = Regulation.objects.get(municipality=None).copied_for(municipality)
    regulation.criteria.update(text=f"Критерий {marker}", section=marker)
    program = Program.objects.create(organization=organization, name=f"На экспертизе {marker}")
    Program.objects.filter(pk=program.pk).update(state="assessment")
    assessment = program.assessments.create(level="municipal", submitted_on=date(2026, 2, 3), card={})
    waiting, finished = (
        assessment.assignments.create(expert=expert_of(municipality, marker), assigned_on=date(2026, 2, 3))
        for _ in range(2)
    )
    expert_of(municipality, marker)
    finished.recommendation, finished.finished_on = "passed", date(2026, 2, 5)
    finished.conclusion = marker
    finished.save()
    finished.scores.create(criterion=regulation.in_use("assessment").first(), points=1, comment=marker)
    remark = finished.remarks.create(program=program, text=f"Замечание {marker}")
    return {
        "assignment-create": assessment.pk,
        "assessment": assessment.pk,
        "assignment-release": waiting.pk,
        "assignment-reopen": finished.pk,
        "assignment-remark-delete": remark.pk,
        "assignment": waiting.pk,
    }


def expert_of(municipality, marker):
    person = Person.objects.create(surname=marker, first_name="Анна")
    Appointment.objects.create(
        person=person,
        role=Role.EXPERT,
        title="эксперт",
        municipality=municipality,
        starts_on=date(2020, 1, 1),
    )
    return person


def more_rounds(assessment, number):
    """One more expert, score and remark, and one more programme that was assessed or still is."""
    municipality = assessment.program.municipality
    for criterion in Regulation.objects.get(municipality=municipality).in_use("assessment")[:1]:
        criterion.pk, criterion.position = None, 100 + number
        criterion.save()
    sheet = assessment.assignments.create(
        expert=expert_of(municipality, f"Эксперт {number}"),
        assigned_on=date(2026, 2, 3),
        finished_on=date(2026, 2, 5) if number % 2 else None,
        recommendation="passed" if number % 2 else "",
        due_on=date(2026, 2, 4),
    )
    sheet.scores.create(criterion=criterion, points=1)
    sheet.remarks.create(program=assessment.program, text="Замечание")
    expert_of(municipality, f"Свободный {number}")
    program = Program.objects.create(
        organization=assessment.program.organization, name=f"На экспертизе {number}"
    )
    decided = {"result": "passed", "decided_on": date(2026, 2, 9)} if number % 2 else {}
    other = program.assessments.create(level="municipal", submitted_on=date(2026, 2, 3), **decided)
    other.assignments.create(expert=sheet.expert, assigned_on=date(2026, 2, 3), due_on=date(2026, 2, 4))
