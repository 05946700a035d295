"""Experts are named without a conflict of interest, fill in their sheets, and see nothing beside them."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from documents.paper import Table
from organizations.models import Appointment, Role
from programs.assessment_forms import ExpertsForm
from programs.life import LIFE, unfinished_sheets
from programs.models import Assignment, Program
from programs.papers import assessment_act
from programs.points import compared, finished_sheets
from reports.digest import digest_of
from tests.conftest import make_user

pytestmark = pytest.mark.django_db


def serve(person, school):
    """From now on the person works there, too."""
    Appointment.objects.create(
        person=person,
        role=Role.ORGANIZATION,
        title="педагог",
        municipality=school.municipality,
        organization=school,
        starts_on="2020-01-01",
    )


def filled(sheet, points=1, **changed):
    criteria = sheet.assessment.criteria()
    given = {f"points-{criterion.pk}": points for criterion in criteria}
    return given | {"version": sheet.version, "recommendation": "passed", "conclusion": ""} | changed


def finished(sheet, points=1, **changed):
    return filled(sheet, points, **changed) | {"finish": "1"}


# Who assesses


def test_several_experts_are_assigned_at_once(ask, methodist, assessment, expert, second_expert):
    day = assessment.program.municipality.today() + timedelta(days=14)
    sent = {"experts": [expert.person.pk, second_expert.person.pk], "due_on": day}
    assert ask(methodist, "assignment-create", assessment.pk, sent=sent).status_code == 302
    assert [sheet.due_on for sheet in assessment.assignments.all()] == [day, day]


def test_a_conflict_of_interest_is_told_and_refused(ask, methodist, assessment, expert, school):
    serve(expert.person, school)
    conflict = "А.П. Оценкина работает в организации «Школа № 1»: это конфликт интересов."
    page = ask(methodist, "assignment-create", assessment.pk).content.decode()
    assert f"(сейчас листов: 0) — {conflict}" in page
    assert "disabled" in page
    refused = ask(methodist, "assignment-create", assessment.pk, sent={"experts": [expert.person.pk]})
    assert refused.status_code == 422
    assert refused.context["form"].errors["experts"] == [conflict]
    assert not assessment.assignments.exists()


def test_experts_are_those_of_the_municipality_and_of_its_region(
    assessment, expert, other_municipality, region
):
    regional = make_user("regional", "Краева", Role.EXPERT, "эксперт", region=region)
    make_user("elsewhere", "Дальняя", Role.EXPERT, "эксперт", municipality=other_municipality)
    former = make_user(
        "former", "Бывшая", Role.EXPERT, "эксперт", municipality=assessment.program.municipality
    )
    former.person.appointments.update(ends_on="2021-01-01")
    form = ExpertsForm(assessment)
    assert set(form.fields["experts"].queryset) == {expert.person, regional.person}


def test_only_who_has_not_begun_is_released(ask, methodist, sheet):
    ask(methodist, "assignment-remove", sheet.pk, sent={})
    assert not Assignment.objects.exists()
    sheet.save(force_insert=True)
    sheet.remarks.create(program=sheet.assessment.program, text="Нет плана")
    ask(methodist, "assignment-remove", sheet.pk, sent={})
    assert Assignment.objects.exists()


def test_who_has_begun_and_is_gone_is_released_with_a_reason(ask, methodist, expert, sheet):
    ask(expert, "assignment", sheet.pk, sent=filled(sheet, ""))
    expert.person.appointments.update(ends_on="2021-01-01")
    sent = {"recusal_reason": "Уволилась", "version": 2}
    too_long = ask(methodist, "assignment-release", sheet.pk, sent=sent | {"recusal_reason": "я" * 495})
    assert "recusal_reason" in too_long.context["form"].errors
    assert ask(methodist, "assignment-release", sheet.pk, sent=sent).status_code == 302
    page = ask(methodist, "assessment", sheet.assessment_id).content.decode()
    assert "Освобождён: Уволилась" in page
    assert ask(methodist, "assignment-release", sheet.pk, sent=sent).status_code == 403


def test_a_post_entered_afterwards_keeps_the_sheet_out_of_the_conclusion(ask, expert, sheet, school):
    ask(expert, "assignment", sheet.pk, sent=finished(sheet))
    program = sheet.assessment.program
    assert not any("конфликт" in sentence for sentence in unfinished_sheets(program))
    serve(expert.person, school)
    assert any("конфликт" in sentence for sentence in unfinished_sheets(program))
    later = program.municipality.today() + timedelta(1)
    expert.person.appointments.filter(organization=school).update(starts_on=later)
    assert not any("конфликт" in sentence for sentence in unfinished_sheets(program))


def test_the_region_names_its_experts_itself(ask, methodist, assessment):
    assessment.level = "regional"
    assessment.save()
    assert ask(methodist, "assignment-create", assessment.pk).status_code == 403


# The sheet


def test_a_draft_may_be_half_empty(ask, expert, sheet):
    first, *_ = sheet.assessment.criteria()
    sent = {f"points-{first.pk}": "1,5", f"comment-{first.pk}": "Хорошо", "version": sheet.version}
    assert ask(expert, "assignment", sheet.pk, sent=sent).status_code == 302
    assert [(score.points, score.comment) for score in sheet.scores.all()] == [(1.5, "Хорошо")]
    assert 'value="1,5"' in ask(expert, "assignment", sheet.pk).content.decode()


def test_finishing_tells_all_that_is_missing_at_once(ask, expert, sheet):
    refused = ask(expert, "assignment", sheet.pk, sent={"version": sheet.version, "finish": "1"})
    assert refused.status_code == 422
    names = {f"points-{criterion.pk}" for criterion in sheet.assessment.criteria()}
    assert refused.context["form"].errors.keys() == names | {"recommendation"}
    assert not sheet.scores.exists()


@pytest.mark.parametrize("points", ["6", "-1", "1,55", "много", "9" * 400, "NaN"])
def test_points_stay_between_nought_and_the_most(ask, expert, sheet, points):
    first, *_ = sheet.assessment.criteria()
    refused = ask(expert, "assignment", sheet.pk, sent=filled(sheet, **{f"points-{first.pk}": points}))
    told = "Баллы — число от 0 до 5, не больше одного знака после запятой."
    assert refused.context["form"].errors == {f"points-{first.pk}": [told]}
    assert not sheet.scores.exists()


def test_who_does_not_recommend_says_why(ask, expert, sheet):
    refused = ask(expert, "assignment", sheet.pk, sent=finished(sheet, recommendation="rework"))
    assert refused.context["form"].errors.keys() == {"conclusion"}
    sheet.remarks.create(program=sheet.assessment.program, text="Нет плана")
    assert (
        ask(expert, "assignment", sheet.pk, sent=finished(sheet, recommendation="rework")).status_code == 302
    )


def test_a_finished_sheet_is_closed_until_the_office_opens_it_again(ask, expert, methodist, sheet):
    ask(expert, "assignment", sheet.pk, sent=finished(sheet))
    sheet.refresh_from_db()
    assert sheet.finished_on
    assert ask(expert, "assignment", sheet.pk, sent=filled(sheet, 2)).status_code == 403
    assert ask(expert, "assignment-remark", sheet.pk, sent={"text": "Ещё"}).status_code == 403

    no_reason = {"reopening_reason": "", "version": sheet.version}
    assert not ask(methodist, "assignment-reopen", sheet.pk, sent=no_reason).context["form"].is_valid()
    reason = {"reopening_reason": "Проверьте баллы за условия", "version": sheet.version}
    assert ask(methodist, "assignment-reopen", sheet.pk, sent=reason).status_code == 302
    assert "Проверьте баллы за условия" in ask(expert, "assessment-list").content.decode()
    sheet.refresh_from_db()
    assert ask(expert, "assignment", sheet.pk, sent=filled(sheet, 2)).status_code == 302
    assert sheet.total == 2 * len(sheet.assessment.criteria())


def test_after_the_conclusion_nothing_of_a_sheet_moves(ask, expert, methodist, sheet, assessment):
    ask(expert, "assignment", sheet.pk, sent=finished(sheet))
    today = assessment.program.municipality.today()
    type(assessment).objects.update(result="passed", decided_on=today)
    sent = {"reopening_reason": "Проверьте", "version": 2}
    for answer in (
        ask(methodist, "assignment-reopen", sheet.pk, sent=sent),
        ask(methodist, "assignment-create", assessment.pk),
        ask(methodist, "assignment-remove", sheet.pk, sent={}),
        ask(expert, "assignment-recuse", sheet.pk, sent={"recusal_reason": "Передумала", "version": 2}),
    ):
        assert answer.status_code == 403
        assert "Заключение уже внесено" in answer.content.decode()


def test_two_tabs_do_not_overwrite_each_other(ask, expert, sheet):
    first, *_ = sheet.assessment.criteria()
    in_both = {"version": sheet.version, "conclusion": ""}
    ask(expert, "assignment", sheet.pk, sent=in_both | {f"points-{first.pk}": "3"})
    refused = ask(expert, "assignment", sheet.pk, sent=in_both | {f"points-{first.pk}": "4"})
    assert refused.context["form"].conflict == [(first.text, "3", "4")]
    assert sheet.scores.get().points == 3


def test_an_expert_appointed_meanwhile_to_the_organisation_is_refused(ask, expert, sheet, school):
    serve(expert.person, school)
    page = ask(expert, "assignment", sheet.pk).content.decode()
    assert "это конфликт интересов" in page
    assert "Закончить" not in page
    assert ask(expert, "assignment", sheet.pk, sent=finished(sheet)).status_code == 403
    assert ask(expert, "assignment-remark", sheet.pk, sent={"text": "Плохо"}).status_code == 403


def test_recusal_frees_the_place_for_another_expert(ask, expert, methodist, sheet):
    refused = ask(expert, "assignment-recuse", sheet.pk, sent={"recusal_reason": "", "version": 1})
    assert refused.context["form"].errors.keys() == {"recusal_reason"}
    sent = {"recusal_reason": "Автор — моя ученица", "version": sheet.version}
    assert ask(expert, "assignment-recuse", sheet.pk, sent=sent).status_code == 302
    assert "Автор — моя ученица" in ask(methodist, "assessment", sheet.assessment_id).content.decode()
    assert ask(expert, "assignment", sheet.pk, sent=filled(sheet)).status_code == 403
    assert not Program.objects.for_user(expert).exists()


def test_remarks_are_made_at_a_passage_and_taken_back(ask, expert, second_expert, sheet):
    ask(expert, "assignment-remark", sheet.pk, sent={"passage": "раздел 2", "text": "Часы не сходятся"})
    remark = sheet.remarks.get()
    assert (remark.passage, remark.author) == ("раздел 2", expert)
    assert ask(second_expert, "assignment-remark-delete", remark.pk, sent={}).status_code == 404
    ask(expert, "assignment-remark-delete", remark.pk, sent={})
    assert not sheet.remarks.exists()


def test_the_centre_leaves_the_remarks_of_experts_as_they_are(ask, methodist, expert, sheet):
    program = sheet.assessment.program
    remark = sheet.remarks.create(program=program, text="Нет плана", author=expert)
    assert ask(methodist, "program-remark-delete", remark.pk, sent={}).status_code == 403
    assert ask(methodist, "program-remark-resolve", remark.pk, sent={}).status_code == 403
    ask(expert, "assignment", sheet.pk, sent=finished(sheet, recommendation="rework"))
    assert ask(expert, "program-remark-delete", remark.pk, sent={}).status_code == 403
    remark.refresh_from_db()
    assert remark.resolved_at is None


def test_an_expert_sees_his_sheet_with_the_file_and_nothing_else(ask, expert, second_expert, sheet, school):
    other = Program.objects.create(organization=school, name="Чужие шахматы")
    theirs = sheet.assessment.assignments.create(expert=second_expert.person, assigned_on=date(2026, 1, 1))
    assert ask(expert, "assignment", sheet.pk).status_code == 200
    assert ask(expert, "attachment", sheet.assessment.file_id).status_code == 200
    assert ask(expert, "assessment", sheet.assessment_id).url == sheet.get_absolute_url()
    pages = ["assessment-list", "today", "plan-list", "report-list", "meeting-list", "event-list"]
    assert not any("Чужие шахматы" in ask(expert, name).content.decode() for name in pages)
    closed = [("program", other.pk), ("assignment", theirs.pk), ("program-list",), ("regulation",)]
    closed += [("register", "programs"), ("organization-list",), ("coverage",), ("dashboard",)]
    closed += [("assessment-file", sheet.assessment_id, "pdf")]
    assert {ask(expert, *address).status_code for address in closed} == {403, 404}


def test_the_organisation_reads_the_outcome_when_there_is_one_and_no_names(
    ask, director, expert, sheet, assessment
):
    ask(expert, "assignment-remark", sheet.pk, sent={"text": "Часы не сходятся"})
    before = ask(director, "assessment", assessment.pk).content.decode()
    assert "Часы не сходятся" not in before
    assert "Экспертиза идёт" in before
    today = assessment.program.municipality.today()
    type(assessment).objects.update(result="rework", decided_on=today, conclusion="Сверить часы")
    after = ask(director, "assessment", assessment.pk).content.decode()
    assert "Часы не сходятся" in after
    assert "Сверить часы" in after
    assert "Оценкина" not in after
    assert ask(director, "assignment", sheet.pk).status_code == 404


# What the sheets come to


def test_large_disagreement_is_marked(assessment, sheet, second_expert):
    today = assessment.program.municipality.today()
    done = {"assigned_on": today, "finished_on": today, "recommendation": "passed"}
    other = assessment.assignments.create(expert=second_expert.person, **done)
    Assignment.objects.filter(pk=sheet.pk).update(finished_on=today, recommendation="passed")
    first, second, *_ = assessment.criteria()
    for of_one, points in ((sheet, (5, 1)), (other, (2, 2))):
        for criterion, given in zip((first, second), points, strict=True):
            of_one.scores.create(criterion=criterion, points=given)
    rows = compared(finished_sheets(assessment), [first, second])
    assert [(row.told_mean, row.spread, row.is_disputed) for row in rows] == [
        ("3,5", 3, True),
        ("1,5", 1, False),
    ]


def test_the_act_is_a_draft_until_the_conclusion_is_drawn(assessment, sheet, ask, expert):
    ask(expert, "assignment", sheet.pk, sent=finished(sheet, 2))
    paper = assessment_act(assessment)
    assert paper.draft
    experts, points = (block for block in paper.body if isinstance(block, Table))
    assert experts.rows[0].cells == ("1", "Оценкина Анна Петровна", "эксперт", "22", "рекомендована")
    assert points.rows[-1].cells == ("Всего", "40", "22", "22")
    assessment.result, assessment.decided_on = "passed", date(2026, 3, 2)
    assert not assessment_act(assessment).draft


def test_the_numbers_of_a_term_add_up_by_level_and_in_all(client, methodist, school, municipality):
    plan = [("municipal", "passed"), ("municipal", "rework"), ("regional", "rejected"), ("municipal", "")]
    for number, (level, result) in enumerate(plan):
        program = Program.objects.create(organization=school, name=f"Программа {number}")
        decided = {"result": result, "decided_on": date(2026, 5, 5) if result else None}
        program.assessments.create(level=level, submitted_on=date(2026, 2, 3), **decided)
        if result == "rework":
            again = {"number": 2, "submitted_on": date(2026, 6, 30), "decided_on": date(2026, 7, 2)}
            program.assessments.create(level=level, result="passed", **again)
    program.assessments.create(
        number=3,
        level="regional",
        submitted_on=date(2025, 2, 3),
        result="passed",
        decided_on=date(2025, 3, 3),
    )
    client.force_login(methodist)
    page = client.get(reverse("assessment-list", args=[municipality.slug]), {"period": "2026H1"})
    rows = [
        (level, row["submitted"], row["passed"], row["rework"], row["rejected"], row["in_work"], rounds)
        for level, _, row, rounds in page.context["tally"]["rows"]
    ]
    assert rows == [("municipal", 3, 2, 0, 0, 1, 4), ("regional", 1, 0, 0, 1, 0, 1)]
    page = page.content.decode()
    assert "Подано 4 = рекомендовано 2 + на доработке 0 + не рекомендовано 1 + в работе 1" in page


# Who is reminded


def test_an_expert_begins_with_his_sheets_and_is_reminded_of_them(client, expert, sheet, municipality):
    sheet.due_on = municipality.today() + timedelta(days=3)
    sheet.save()
    client.force_login(expert)
    assert client.get("/").url == reverse("assessment-list", args=[municipality.slug])
    (agenda,) = digest_of(expert.person).agendas
    assert [due.task.title for due in agenda.coming] == ["Экспертиза программы «Юный робототехник»"]


def test_the_office_is_told_what_assessments_want(ask, methodist, assessment, sheet, second_expert, expert):
    page = ask(methodist, "today")
    assert (page.context["unmanned"], page.context["late"]) == ([assessment], [])
    Assignment.objects.update(due_on=date(2026, 1, 1))
    assessment.assignments.create(expert=second_expert.person, assigned_on=date(2026, 1, 1))
    page = ask(methodist, "today")
    assert (page.context["unmanned"], page.context["late"]) == ([], [assessment])
    Assignment.objects.update(finished_on=date(2026, 1, 1), recommendation="passed")
    page = ask(methodist, "today")
    assert (page.context["late"], page.context["assessed"]) == ([], [assessment])
    assert LIFE.transitions["conclude"].check(assessment.program) == []
