"""What a card lacks and what in it looks wrong."""

import pytest

from organizations.models import Organization
from programs.completeness import REQUIRED, SUSPICIONS, completeness_of, gap_words, gaps_of
from programs.models import Program

WHOLE = {
    "name": "Юный робототехник",
    "short_name": "Робототехник",
    "focus_area": "technical",
    "activity": "робототехника",
    "level": "basic",
    "register": "budget",
    "study_form": "in_person",
    "age_from": 7,
    "age_to": 11,
    "hours": 144,
    "years": 2,
    "year_developed": 2026,
    "capacity": 15,
    "annotation": "Ребята собирают роботов и учатся ими управлять. " * 3,
    "authors": "Лугова А.П.",
    "approval_order": "приказ № 3 от 29.08.2026",
    "external_url": "https://navigator.example.org/1",
    "external_id": "1",
    "file_id": 1,
}


def card(**changed):
    return Program(organization=Organization(), **WHOLE | changed)


def test_a_whole_card_lacks_nothing():
    assert gaps_of(card()) == []
    assert completeness_of(card()) == 100


def test_what_is_empty_is_named_by_its_label():
    program = card(annotation="", age_from=None, file_id=None)
    assert gaps_of(program) == ["empty:age_from", "empty:annotation", "empty:file"]
    assert gap_words(program, "empty:annotation") == "Не заполнено поле «Аннотация»."
    assert completeness_of(program) == (len(REQUIRED) - 3) * 100 // len(REQUIRED)


SUSPECT = {
    "capitals": {"name": "ЮНЫЙ РОБОТОТЕХНИК"},
    "quotes": {"name": "Студия «Радуга"},
    "grown_up": {"age_from": 15, "age_to": 25},
    "infants": {"age_from": 1},
    "wide_ages": {"age_from": 5, "age_to": 18},
    "many_hours": {"hours": 4000},
    "few_hours": {"hours": 2},
    "short_annotation": {"annotation": "Юный робототехник"},
    "price_of_free": {"price_per_hour": 120},
    "no_price": {"register": "paid"},
    "no_places": {"capacity": 0},
    "overcrowded": {"capacity": 10, "children": 11},
    "modules": {"is_modular": True},
    "no_id": {"external_id": ""},
}


@pytest.mark.parametrize("code", SUSPICIONS)
def test_each_suspicion_is_raised_by_its_own_card_alone(code):
    program = card(**SUSPECT[code])
    assert gaps_of(program) == [code]
    assert gap_words(program, code).endswith(".")
    assert completeness_of(program) == 100


@pytest.mark.django_db
def test_a_saved_programme_knows_its_gaps(program):
    program.refresh_from_db()
    assert "empty:annotation" in program.gaps
    assert 0 < program.completeness < 100
