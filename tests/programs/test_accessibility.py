from datetime import date, timedelta

import pytest
from django.urls import reverse

from programs.models import AccessibilityModel, Visit
from programs.network_forms import VisitForm
from programs.visits import visits_by_year

pytestmark = pytest.mark.django_db


@pytest.fixture
def model(municipality):
    return AccessibilityModel.objects.create(municipality=municipality, name="Мастерская на колёсах")


def visit_form(model, **given):
    data = {"day": "2026-02-03", "settlement": "хутор Ольховый"} | given
    return VisitForm(data, instance=Visit(model=model), municipality=model.municipality)


def test_visits_add_up_by_year_and_settlement_however_it_is_spelled():
    rows = [
        (date(2025, 10, 1), "хутор Ольховый", 12),
        (date(2026, 2, 3), "Хутор  Ольховый", 8),
        (date(2026, 2, 4), "хутор Ольховый", 7),
        (date(2026, 3, 4), "посёлок Берёзки", None),
    ]
    this, last = visits_by_year(rows)
    assert (this.whole.name, this.whole.visits, this.whole.children, this.whole.untold) == ("2026", 3, 15, 1)
    assert [(place.visits, place.children) for place in this.settlements] == [(1, None), (2, 15)]
    assert last.whole.children == 12


def test_a_visit_to_come_is_not_written_down(model):
    tomorrow = model.municipality.today() + timedelta(days=1)
    assert visit_form(model, day=tomorrow).errors["day"] == ["Эта дата ещё не наступила."]
    assert visit_form(model, day="0206-02-03").errors["day"] == [
        "Проверьте год: его пишут четырьмя цифрами, например 2026."
    ]


def test_a_visit_names_a_programme_of_its_model(model, program):
    assert visit_form(model, program=program.pk).is_valid()
    other = type(program).objects.create(organization=program.organization, name="Другая")
    model.programs.add(other)
    assert "program" in visit_form(model, program=program.pk).errors


def test_a_deleted_visit_can_be_entered_again(client, model, methodist):
    visit = model.visits.create(day=date(2026, 2, 3), settlement="хутор Ольховый", children=9)
    client.force_login(methodist)
    page = client.post(reverse("visit-delete", args=["lugovoy", visit.pk]), follow=True).content.decode()
    again = page.split("Внести снова")[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    form = client.get(again).context["form"]
    assert not model.visits.exists()
    assert (form["day"].value(), form["settlement"].value(), form["children"].value()) == (
        *("2026-02-03", "хутор Ольховый"),
        "9",
    )


def test_the_page_says_that_visits_are_not_children(client, model, methodist):
    model.visits.create(day=date(2026, 2, 3), settlement="хутор Ольховый", children=9)
    client.force_login(methodist)
    assert "Это посещения, а не дети" in client.get(model.get_absolute_url()).content.decode()
