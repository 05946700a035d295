"""Programmes with one row of everything, for the walks over all addresses."""

from datetime import date

from organizations.models import LegalAct
from programs.card import card_of
from programs.models import Criterion, Program, Regulation

UNDER_REVIEW = 100  # the number of the round in work: there is room for earlier ones before it


def life_rows(organization, attachment, methodist, marker):
    """One programme that is being written and has been everywhere before, and one that is under review."""
    program, reviewed = (
        Program.objects.create(
            organization=organization,
            name=f"{name} {marker}",
            annotation=marker,
            authors=marker,
            file=attachment,
            focus_area="art",
            age_from=7,
            age_to=9,
            hours=72,
        )
        for name in ("Юный мастер", "Юный зритель")
    )
    remark = grow_program(program, 0, attachment, methodist)
    grow_program(reviewed, 0, attachment, methodist)
    review = reviewed.reviews.create(
        number=UNDER_REVIEW,
        submitted_on=program.municipality.today(),
        card=card_of(reviewed),
        file=attachment,
    )
    Program.objects.filter(pk=reviewed.pk).update(state="review")
    fresh = reviewed.remarks.create(review=review, passage=marker, text=marker, author=methodist)
    return {
        "program-remark-delete": fresh.pk,
        "group-create": program.pk,
        "group": program.study_groups.get().pk,
        "program-remark": remark.pk,
        "program": program.pk,
        "review": review.pk,
    }


def grow_programs(world, number, attachment, methodist):
    """One row more of everything that the two programmes have."""
    for program in Program.objects.filter(reviews__number=1, municipality=world.municipality):
        grow_program(program, number, attachment, methodist)


def grow_program(program, number, attachment, methodist):
    words = f"{program.authors} {number}"
    today = program.municipality.today()
    program.study_groups.create(school_year=2020 + number % 9, name=f"Группа {words}", teacher=words)
    program.editions.create(
        school_year=2016 + number, file=attachment, card=card_of(program) | {"hours": str(number)}
    )
    decided = {"submitted_on": today, "decided_on": today, "result": "rework", "conclusion": words}
    review = program.reviews.create(number=number + 1, card=card_of(program), file=attachment, **decided)
    point = Regulation.objects.get(municipality=None).in_use(Criterion.Part.REVIEW).first()
    review.marks.create(criterion=point, verdict="unmet")
    act, _ = LegalAct.objects.get_or_create(
        municipality=program.municipality, number=f"п-{number}", date=date(2026, 2, 3)
    )
    program.assessments.create(number=number + 1, level="municipal", act=act, **decided)
    remark = program.remarks.create(
        review=review, criterion=point, passage=words, text=words, author=methodist
    )
    program.entries.create(
        action="Отправить", from_state="development", to_state="review", text=words, user=methodist
    )
    program.hours = 100 + number
    program.save()
    program.network_agreements.create(
        organization=program.organization, signed_on=today, starts_on=today, subject=words
    )
    return remark
