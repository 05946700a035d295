"""A municipality's own points and criteria: what was used keeps its marks, and nobody overwrites another's words."""

import pytest

from programs.models import Criterion, Regulation

pytestmark = pytest.mark.django_db


def test_sheets_that_are_begun_keep_their_criteria(assessment, sheet, municipality):
    standard = Regulation.objects.get()
    criterion = standard.in_use(Criterion.Part.ASSESSMENT).first()
    sheet.scores.create(criterion=criterion, points=1)
    own = standard.copied_for(municipality)
    assert {row.regulation for row in assessment.criteria()} == {standard}
    sheet.scores.all().delete()
    assert {row.regulation for row in assessment.criteria()} == {own}


@pytest.fixture
def own(reference_data, municipality):
    return Regulation.objects.get(municipality=None).copied_for(municipality)


def as_sent(own, page):
    """What the page of the regulation would send back."""
    sent = {}
    forms = [page.context["forms"].head, *page.context["forms"].parts]
    for form in forms:
        bound = form if hasattr(form, "management_form") else [form]
        if hasattr(form, "management_form"):
            sent |= {field.html_name: field.value() for field in form.management_form}
        for row in bound:
            sent |= {field.html_name: field.value() for field in row if field.value() not in (None, False)}
    return sent


def test_what_was_used_is_taken_out_of_use_and_keeps_its_points(ask, head, own, sheet):
    used, unused, *_ = own.in_use("assessment")
    sheet.scores.create(criterion=used, points=1)
    sent = as_sent(own, ask(head, "regulation-edit"))
    sent |= {"assessment-0-max_points": 50, "assessment-0-DELETE": "on", "assessment-1-DELETE": "on"}
    sent |= {"assessment-2-position": 0, "assessment-2-text": "Новые слова", "pass_percent": 75}
    del sent["assessment-0-is_active"]
    last = own.in_use("assessment").count()
    sent |= {f"assessment-{last}-text": "Ещё один", f"assessment-{last}-max_points": 4}
    assert ask(head, "regulation-edit", sent=sent).status_code == 302
    own.refresh_from_db()
    used.refresh_from_db()
    assert (own.pass_percent, used.is_active, used.max_points) == (75, False, 5)
    assert not own.criteria.filter(pk=unused.pk).exists()
    *_, added = criteria = list(own.criteria.filter(part="assessment"))
    assert (criteria[0].text, added.text, added.max_points) == ("Новые слова", "Ещё один", 4)
    assert own.in_use("review").count() == Regulation.objects.get(municipality=None).in_use("review").count()


def test_wrong_rows_of_the_regulation_are_told_at_once(ask, head, own):
    sent = as_sent(own, ask(head, "regulation-edit"))
    sent |= {"assessment-1-max_points": 0, "review-0-text": "", "experts_needed": 0}
    page = ask(head, "regulation-edit", sent=sent)
    assert page.status_code == 422
    forms = page.context["forms"]
    assert forms.parts[1].forms[1].errors.keys() == {"max_points"}
    assert forms.parts[0].forms[0].errors.keys() == {"text"}
    own.refresh_from_db()
    assert own.experts_needed == 2


def test_two_people_do_not_overwrite_the_regulation(ask, head, authority, own):
    sent = as_sent(own, ask(head, "regulation-edit"))
    assert ask(head, "regulation-edit", sent=sent | {"pass_percent": 70}).status_code == 302
    refused = ask(authority, "regulation-edit", sent=sent | {"pass_percent": 80})
    assert refused.status_code == 422
    assert "изменил другой сотрудник" in refused.content.decode()


def test_the_common_regulation_is_only_copied(ask, head, methodist, reference_data, municipality):
    assert ask(head, "regulation-edit").status_code == 403
    assert ask(methodist, "regulation-own", sent={}).status_code == 403
    assert ask(head, "regulation-own", sent={}).status_code == 302
    assert Regulation.objects.holding_in(municipality).municipality == municipality
