"""The way of a programme: who moves it, what has to be there, what each round keeps."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from organizations.models import Organization, Role
from programs.card import changes
from programs.life import LIFE, open_assessment, open_review
from programs.life_forms import ConcludeForm, PassForm, PublishForm
from programs.models import Assessment, Criterion, Program, Regulation
from tests.conftest import make_user

pytestmark = pytest.mark.django_db


def finish_sheet(assessment, person, share, recommendation="passed"):
    """An expert's sheet with the same share of the points by every criterion."""
    today = assessment.program.municipality.today()
    facts = {"assigned_on": today, "finished_on": today, "recommendation": recommendation}
    sheet = assessment.assignments.create(expert=person, **facts)
    regulation = Regulation.objects.holding_in(assessment.program.municipality)
    for criterion in regulation.in_use(Criterion.Part.ASSESSMENT):
        sheet.scores.create(criterion=criterion, points=criterion.max_points * share)
    return sheet


def conclusion(program, **data):
    today = program.municipality.today()
    sent = {"result": "passed", "decided_on": today, "school_year": today.year, "text": ""} | data
    form = ConcludeForm(program, sent)
    assert form.is_valid(), form.errors
    return form.cleaned_data


def test_a_programme_goes_from_its_author_to_the_register(
    submitted, methodist, director, expert, second_expert
):
    assert submitted.state == "review"
    program = LIFE.perform("pass", submitted, methodist, {"level": "municipal"})
    for assessor in (expert, second_expert):
        finish_sheet(open_assessment(program), assessor.person, 1)
    program = LIFE.perform("conclude", program, methodist, conclusion(program))
    assert program.state == "registered"
    assert program.assessments.get().points == 40
    assert program.editions.get().card["hours"] == "72"
    sent = {"external_url": "https://navigator.example.org/7", "external_id": "7"}
    program = LIFE.perform("publish", program, director, sent)
    assert (program.state, program.external_id) == ("published", "7")
    steps = ["Отправить на рецензию", "Рецензия пройдена: на экспертизу", "Внести заключение"]
    logged = list(program.entries.order_by("pk").values_list("action", flat=True))
    assert logged == [*steps, "Размещена в навигаторе"]


def test_without_what_a_reviewer_needs_nothing_is_submitted(program, director):
    Program.objects.update(file=None, hours=None)
    with pytest.raises(ValidationError) as refused:
        LIFE.perform("submit", program, director)
    assert refused.value.messages == ["Заполните в карточке: часов всего, файл программы."]


def test_another_organisation_moves_nothing(program, municipality):
    neighbour = Organization.objects.create(
        municipality=municipality, name="Школа № 2", short_name="Школа № 2"
    )
    place = {"municipality": municipality, "organization": neighbour}
    outsider = make_user("outsider", "Соседова", Role.ORGANIZATION, "директор", **place)
    with pytest.raises(PermissionDenied):
        LIFE.perform("submit", program, outsider)


def test_an_organisation_does_not_review_itself(submitted, director):
    with pytest.raises(PermissionDenied):
        LIFE.perform("pass", submitted, director, {"level": "municipal"})


def test_open_remarks_and_unmet_points_hold_it_back(submitted, methodist):
    review = open_review(submitted)
    point = Regulation.objects.get().in_use(Criterion.Part.REVIEW).first()
    review.marks.create(criterion=point, verdict="unmet")
    submitted.remarks.create(review=review, passage="раздел 2", text="Часы не сходятся")
    with pytest.raises(ValidationError) as refused:
        LIFE.perform("pass", submitted, methodist, {"level": "municipal"})
    assert len(refused.value.messages) == 2


def test_rework_shows_what_changed_since_the_last_round(submitted, methodist, director):
    program = LIFE.perform("return", submitted, methodist, {"text": "Уточните часы"})
    assert program.state == "rework"
    program.hours = 144
    program.save()
    program = LIFE.perform("submit", program, director)
    review = open_review(program)
    assert review.number == 2
    found = changes(Program, review.previous().card, review.card)
    assert [(change.label, change.before, change.after) for change in found] == [("часов всего", "72", "144")]
    assert review.previous().conclusion == "Уточните часы"


def test_as_many_experts_as_the_regulation_asks_for_have_to_finish_first(
    on_assessment, methodist, expert, second_expert
):
    def refusal():
        with pytest.raises(ValidationError) as refused:
            LIFE.perform("conclude", on_assessment, methodist, {})
        return refused.value.messages

    too_few = "По положению нужно экспертов: 2, а назначено: {}. Назначьте ещё."
    assert refusal() == [too_few.format(0)]
    assessment, today = open_assessment(on_assessment), on_assessment.municipality.today()
    assessment.assignments.create(expert=expert.person, assigned_on=today)
    assert refusal() == ["Эксперты ещё не закончили: А.П. Оценкина.", too_few.format(1)]
    assessment.assignments.update(finished_on=today, recommendation="passed")
    assert refusal() == [too_few.format(1)]
    assessment.assignments.create(expert=second_expert.person, assigned_on=today, recused_on=today)
    assert refusal() == [too_few.format(1)], "who recused himself does not count"


def test_too_few_points_do_not_recommend(on_assessment, expert):
    finish_sheet(open_assessment(on_assessment), expert.person, 0)
    form = ConcludeForm(
        on_assessment,
        {"result": "passed", "decided_on": on_assessment.municipality.today(), "school_year": "2026"},
    )
    assert "не меньше 60 %" in str(form.errors["result"])


def test_the_region_s_recommendation_needs_its_act(submitted, methodist, act):
    program = LIFE.perform("pass", submitted, methodist, {"level": "regional"})
    given = {"result": "passed", "decided_on": program.municipality.today(), "school_year": "2026"}
    assert ConcludeForm(program, given).errors.keys() == {"act"}
    assert ConcludeForm(program, given | {"act": act.pk}).is_valid()
    assert ConcludeForm(program, given | {"result": "rework", "text": "Нет акта"}).is_valid()


@pytest.mark.parametrize(
    ("result", "state"), [("rework", "rework"), ("rejected", "rejected"), ("passed", "registered")]
)
def test_the_region_s_outcome_is_recorded(submitted, methodist, act, result, state):
    program = LIFE.perform("pass", submitted, methodist, {"level": "regional"})
    data = conclusion(program, result=result, text="Заключение региона", act=act.pk)
    program = LIFE.perform("conclude", program, methodist, data)
    assert program.state == state
    assessment = program.assessments.get()
    assert (assessment.act, assessment.conclusion) == (act, "Заключение региона")
    assert program.editions.exists() == (result == "passed")


def test_a_refusal_needs_words_and_no_day_to_come(on_assessment):
    tomorrow = on_assessment.municipality.today() + timedelta(days=1)
    form = ConcludeForm(on_assessment, {"result": "rework", "decided_on": tomorrow, "school_year": "2026"})
    assert not form.is_valid()
    assert set(form.errors) == {"decided_on", "text"}


def test_certified_programmes_are_assessed_by_the_region(program):
    assert PassForm(program)["level"].initial == "municipal"
    program.register = "certified"
    assert PassForm(program)["level"].initial == "regional"


def test_an_id_that_is_taken_is_refused_by_name(program, school):
    Program.objects.create(organization=school, name="Шахматы", external_id="7")
    form = PublishForm(program, {"external_url": "navigator.example.org/7", "external_id": "7"})
    assert form.errors == {"external_id": ["Этот ID уже у программы «Шахматы» (Школа № 1)."]}


def test_from_the_archive_it_returns_to_where_it_was(program, methodist):
    Program.objects.update(state="published")
    archived = LIFE.perform("archive", program, methodist, {"text": "Педагог уволился"})
    assert LIFE.perform("restore", archived, methodist).state == "published"


def test_nothing_is_archived_under_review(submitted, methodist):
    with pytest.raises(ValidationError, match="на рецензии МОЦ"):
        LIFE.perform("archive", submitted, methodist, {"text": "Ошибка"})


def test_passed_rework_rejected_and_in_work_make_up_what_was_submitted(program, municipality, school):
    today = municipality.today()
    for number, result in enumerate(["passed", "rework", "rejected", "", "passed"]):
        other = Program.objects.create(organization=school, name=f"Программа {number}")
        decided = {"result": result, "decided_on": today if result else None}
        other.assessments.create(level="municipal", submitted_on=today, **decided)
    program.assessments.create(level="municipal", submitted_on=today, result="rework", decided_on=today)
    program.assessments.create(number=2, level="municipal", submitted_on=today)
    tally = Assessment.objects.all().last_rounds().tally()
    assert tally == {"submitted": 6, "passed": 2, "rework": 1, "rejected": 1, "in_work": 2}


def test_two_rounds_are_never_open_at_once(on_assessment):
    with pytest.raises(IntegrityError), transaction.atomic():
        on_assessment.assessments.create(
            number=2, level="municipal", submitted_on=on_assessment.municipality.today()
        )


def test_an_expert_sees_only_what_he_is_assigned(on_assessment, school, expert):
    Program.objects.create(organization=school, name="Шахматы")
    assert not Program.objects.for_user(expert).exists()
    open_assessment(on_assessment).assignments.create(
        expert=expert.person, assigned_on=on_assessment.municipality.today()
    )
    assert list(Program.objects.for_user(expert)) == [on_assessment]
    expert.person.appointments.update(ends_on="2025-01-01")
    assert not Program.objects.for_user(type(expert).objects.get(pk=expert.pk)).exists()
