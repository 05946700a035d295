"""The checklist of a review, its remarks, and who may do what with them."""

import pytest
from django.urls import reverse

from programs.life import LIFE, open_review
from programs.models import Criterion, Regulation, Review
from programs.review_forms import ChecklistForm

pytestmark = pytest.mark.django_db


@pytest.fixture
def review(submitted):
    return open_review(submitted)


@pytest.fixture
def points(reference_data):
    return list(Regulation.objects.get().in_use(Criterion.Part.REVIEW))


def name_of(point):
    return f"point_{point.pk}"


def sent(review, **data):
    return {"version": review.version} | data


def form_of(review, user, **data):
    review = Review.objects.get(pk=review.pk)
    return ChecklistForm(data, instance=review, user=user, municipality=review.program.municipality)


def remark_url(step, remark):
    return reverse(f"program-remark-{step}", args=["lugovoy", remark.pk])


def test_marks_are_kept_in_parts_together_with_a_remark(review, methodist, points):
    first, second, *_ = points
    form = form_of(review, methodist, **sent(review, **{name_of(first): "met"}))
    assert form.is_valid(), form.errors
    form.save()
    again = {
        name_of(first): "unmet",
        name_of(second): "met",
        "passage": "с. 3",
        "text": "Нет цели",
        "version": 2,
    }
    form = form_of(review, methodist, **again)
    assert form.is_valid(), form.errors
    form.save()
    assert dict(review.marks.values_list("criterion", "verdict")) == {first.pk: "unmet", second.pk: "met"}
    assert review.remarks.get().passage == "с. 3"


def test_all_that_is_wrong_is_said_at_once_and_nothing_is_kept(review, methodist, points):
    wrong = {name_of(points[0]): "почти", name_of(points[1]): "met", "passage": "с. 3"}
    form = form_of(review, methodist, **sent(review, **wrong))
    assert set(form.errors) == {name_of(points[0]), "text"}
    assert not review.marks.exists()


def test_a_second_reviewer_sees_the_first_one_s_marks(review, methodist, head, points):
    first = form_of(review, methodist, **sent(review, **{name_of(points[0]): "met"}))
    assert first.is_valid()
    first.save()
    second = form_of(review, head, **sent(review, **{name_of(points[0]): "unmet"}))
    assert not second.is_valid()
    assert [(theirs, mine) for _, theirs, mine in second.conflict] == [("выполнено", "не выполнено")]


def test_the_page_saves_and_leads_on_to_the_step(client, review, methodist, points):
    client.force_login(methodist)
    data = sent(review, **{name_of(points[0]): "unmet", "then": "return"})
    answer = client.post(review.get_absolute_url(), data, follow=True)
    page = answer.content.decode()
    assert "Вернуть на доработку" in page
    assert f"Не выполнено: {points[0].text}" in page
    assert f"Не отмечено пунктов: {len(points) - 1}" in page


def test_what_a_reviewer_writes_is_told_when_the_review_is_decided(client, review, director, methodist):
    program = review.program
    remark = program.remarks.create(review=review, text="Нет цели", author=methodist)
    client.force_login(director)
    assert "Нет цели" not in client.get(program.get_absolute_url()).content.decode()
    assert client.get(review.get_absolute_url()).status_code == 404
    assert client.post(remark_url("answer", remark), {"answer": "Добавлена"}).status_code == 404
    LIFE.perform("return", program, methodist, {"text": "Уточните"})
    assert "Нет цели" in client.get(program.get_absolute_url()).content.decode()
    assert client.get(review.get_absolute_url()).status_code == 200


def test_the_author_answers_and_the_reviewer_resolves(client, review, director, methodist):
    program = review.program
    remark = program.remarks.create(review=review, text="Нет цели", author=methodist)
    LIFE.perform("return", program, methodist, {"text": "Уточните"})
    client.force_login(director)
    assert client.post(remark_url("answer", remark), {"answer": "", "version": 1}).status_code == 200
    client.post(remark_url("answer", remark), {"answer": "Добавлена на с. 3", "version": 1})
    assert client.post(remark_url("resolve", remark)).status_code == 403
    assert client.post(remark_url("delete", remark)).status_code == 403
    remark.refresh_from_db()
    assert (remark.answer, remark.resolved_at) == ("Добавлена на с. 3", None)
    client.force_login(methodist)
    client.post(remark_url("resolve", remark))
    remark.refresh_from_db()
    assert remark.resolved_by == methodist
    client.post(remark_url("resolve", remark), {"open": "on"})
    remark.refresh_from_db()
    assert remark.resolved_at is None


def test_the_next_round_shows_what_changed_and_the_same_file(client, review, director, methodist, points):
    review.marks.create(criterion=points[0], verdict="unmet")
    review.marks.create(criterion=points[1], verdict="met")
    program = LIFE.perform("return", review.program, methodist, {"text": "Уточните часы"})
    program.hours = 144
    program.save()
    program = LIFE.perform("submit", program, director)
    client.force_login(methodist)
    answer = client.get(open_review(program).get_absolute_url())
    proposed = [answer.context["form"].initial.get(f"point_{point.pk}") for point in points[:2]]
    assert proposed == [None, "met"], "what was right is not marked twice"
    page = answer.content.decode()
    for words in ("Файл тот же", "Часов всего", "144", "В прошлом круге: не выполнено", "Уточните часы"):
        assert words in page


def test_a_decided_review_is_marked_no_more(client, review, methodist, points):
    LIFE.perform("return", review.program, methodist, {"text": "Уточните"})
    client.force_login(methodist)
    answer = client.post(review.get_absolute_url(), sent(review, **{name_of(points[0]): "met"}), follow=True)
    assert "Рецензия уже закончена" in answer.content.decode()
    assert not review.marks.exists()


def test_an_expert_sees_no_review(client, on_assessment, expert):
    assessment = on_assessment.assessments.get()
    assessment.assignments.create(expert=expert.person, assigned_on=assessment.submitted_on)
    client.force_login(expert)
    assert client.get(on_assessment.reviews.get().get_absolute_url()).status_code == 404
