"""Rows of a file find the item of the library or of an earlier plan by their words."""

import json

import pytest

from plans.likeness import ALIKE
from plans.matching import Wording, assign, rank
from plans.models import TemplateItem

KNOWN = [
    Wording(1, "Разработка медиаплана центра"),
    Wording(2, "Семинары о сетевых программах"),
    Wording(3, "Сетевые программы"),
    Wording(4, "Консультации модераторов навигатора", "6.1"),
    Wording(5, "Консультации модераторов навигатора", "6.2"),
]


def found(*titles, known=KNOWN):
    """The key of the item assigned to each title, None where there is none."""
    rows = [
        Wording(place, *title) if isinstance(title, tuple) else Wording(place, title)
        for place, title in enumerate(titles)
    ]
    assigned = assign(rank(rows, known))
    return [assigned[row.key].known.key if row.key in assigned else None for row in rows]


def test_words_are_known_in_any_form_and_order():
    assert found("О медиаплане центра: его разработка") == [1]
    assert found("Проведение семинаров по сетевой программе") == [2]


def test_an_unlike_title_finds_nothing():
    assert found("Уборка территории", "") == [None, None]


def test_ordinary_words_alone_make_nothing_alike():
    known = [Wording(1, "Организация деятельности по проведению муниципальных выставок")]
    assert found("Организация и проведение деятельности муниципального образования", known=known) == [None]


def test_a_short_wording_goes_to_the_row_that_has_nothing_else():
    assert found("Семинары о сетевых программах для школ", "Сетевые программы учреждений") == [2, 3]


def test_the_number_tells_apart_items_of_the_same_words():
    title = "Консультирование модераторов навигатора"
    assert found((title, "6.2"), (title, "6.1")) == [5, 4]


def test_no_item_goes_to_two_rows():
    assert found("Разработка медиаплана", "Медиаплан: разработка") == [1, None]


def test_matches_are_offered_with_their_score_the_likeliest_first():
    [offered] = rank([Wording(0, "Разработать медиаплан")], KNOWN).values()
    scores = [match.score for match in offered]
    assert offered[0].known.key == 1
    assert scores == sorted(scores, reverse=True)
    assert scores[0] >= ALIKE > scores[1]


def test_likeness_is_told_in_per_cent():
    [offered] = rank([Wording(0, KNOWN[3].title, "6.1")], KNOWN).values()
    assert (offered[0].known.key, offered[0].percent) == (4, 100)


@pytest.mark.samples
def test_rows_of_the_sample_plan_find_their_templates(samples, reference_data):
    paper = json.loads((samples / "plan-kashin-2024.json").read_text())
    titles = [item["title"] for section in paper["sections"] for item in section["items"]]
    known = [Wording(item.pk, item.title) for item in TemplateItem.objects.all()]
    core = list(TemplateItem.objects.filter(is_core=True).values_list("pk", flat=True))
    right = [a == b for a, b in zip(found(*titles, known=known), core, strict=True)]
    assert sum(right) >= 30
