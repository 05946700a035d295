"""Programmes with one row of everything, for the walks over all addresses."""

from datetime import date

from organizations.models import LegalAct
from programs.card import card_of
from programs.models import Program


def life_rows(organization, attachment, methodist, marker):
    """One programme that is being written and has been everywhere before, and one that is under review."""
    program = Program.objects.create(
        organization=organization,
        name=f"Юный мастер {marker}",
        annotation=marker,
        authors=marker,
        file=attachment,
        focus_area="art",
        age_from=7,
        age_to=9,
        hours=72,
    )
    grow_program(program, 0, attachment, methodist)
    return {"program": program.pk}


def grow_program(program, number, attachment, methodist):
    """One row more of everything that a programme has."""
    words = f"{program.authors} {number}"
    today = program.municipality.today()
    program.study_groups.create(school_year=2020 + number % 9, name=f"Группа {words}", teacher=words)
    program.editions.create(
        school_year=2016 + number, file=attachment, card=card_of(program) | {"hours": str(number)}
    )
    decided = {"submitted_on": today, "decided_on": today, "result": "rework", "conclusion": words}
    review = program.reviews.create(number=number + 1, card=card_of(program), file=attachment, **decided)
    act = LegalAct.objects.create(
        municipality=program.municipality, number=f"п-{number}", date=date(2026, 2, 3)
    )
    program.assessments.create(number=number + 1, level="municipal", act=act, **decided)
    remark = program.remarks.create(review=review, passage=words, text=words, author=methodist)
    program.entries.create(
        action="Отправить", from_state="development", to_state="review", text=words, user=methodist
    )
    program.hours = 100 + number
    program.save()
    program.network_agreements.create(
        organization=program.organization, signed_on=today, starts_on=today, subject=words
    )
    return review, remark
