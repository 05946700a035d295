"""The demo's programmes: in every state, each with the way by which it came there, in figures that add up."""

import json
from collections import Counter

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings

from plans.periods import ReportingPeriod
from programs.demo import remove_programs
from programs.models import (
    Assessment,
    Assignment,
    CampaignParticipant,
    Consultation,
    DeclaredPlaces,
    NewPlaces,
    Program,
    ProgramEntry,
    ProgramRemark,
    ProgramState,
    Provider,
    Regulation,
    Review,
)
from programs.points import outcome_of
from reports.demo import Demo

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker, tmp_path_factory):
    """The places, people and programmes alone, built once for all tests."""
    story = json.loads((settings.BASE_DIR / "fixtures" / "demo.json").read_text(encoding="utf-8"))
    files = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("files"))
    with files, django_db_blocker.unblock(), transaction.atomic():
        demo = Demo(story)
        demo.build_municipality()
        demo.enter_programs()
        yield demo
        transaction.set_rollback(True)


def test_four_hundred_programmes_of_sixty_organisations_are_in_every_state(demo):
    assert Program.objects.count() == 400
    assert Program.objects.values("organization").distinct().count() == 60
    assert set(Program.objects.values_list("state", flat=True)) == set(ProgramState.values)
    assert Program.objects.in_register().count() > 250


def test_each_came_to_its_state_by_its_log(demo):
    last = dict(ProgramEntry.objects.order_by("at", "pk").values_list("program", "to_state"))
    states = dict(Program.objects.values_list("pk", "state"))
    assert {key: last.get(key, "development") for key in states} == states
    assert not ProgramEntry.objects.filter(at__date__gt=demo.today).exists()


def test_open_rounds_are_those_of_the_programmes_on_their_way(demo):
    for model, state in ((Review, ProgramState.REVIEW), (Assessment, ProgramState.ASSESSMENT)):
        on_way = Program.objects.filter(state=state)
        assert model.objects.in_work().count() == on_way.count() > 20
        assert model.objects.filter(number=2).exists()


def test_assessments_of_both_halves_add_up(demo):
    for half in (1, 2):
        tally = Assessment.objects.submitted_in(ReportingPeriod(demo.year, half)).last_rounds().tally()
        assert tally.pop("submitted") == sum(tally.values())


def test_points_of_an_assessment_are_the_mean_of_its_sheets(demo):
    concluded = Assessment.objects.exclude(result="").exclude(assignments=None)
    assert concluded.count() > 100
    regulation = Regulation.objects.holding_in(demo.municipality)
    for assessment in concluded[:20]:
        outcome = outcome_of(assessment, regulation)
        assert (outcome.points, outcome.max_points) == (assessment.points, assessment.max_points)
        assert outcome.is_enough == (assessment.result == "passed")


def test_the_expert_has_sheets_open_finished_and_somebody_recused_himself(demo):
    mine = Assignment.objects.filter(expert=demo.users["expert"].person)
    assert mine.open().count() > 2
    assert mine.exclude(finished_on=None).count() > 10
    assert Assignment.objects.exclude(recused_on=None).exists()


def test_remarks_are_open_where_the_author_works_and_answered_where_he_sent_anew(demo):
    assert ProgramRemark.objects.open().count() > 10
    closed = ProgramRemark.objects.exclude(resolved_at=None)
    assert closed.count() > 20
    assert not closed.filter(answer="").exists()


def test_one_copy_of_the_municipal_programme_lags_behind(demo):
    copies = Program.objects.exclude(parent=None).select_related("parent")
    behind = [
        str(copy.organization) for copy in copies if copy.parent_card["hours"] != str(copy.parent.hours)
    ]
    assert (copies.count(), behind) == (8, ["Дубравская школа"])


def test_the_campaign_has_organisations_at_all_stages(demo):
    asked = CampaignParticipant.objects.exclude(requested_on=None).count()
    assert 0 < asked < CampaignParticipant.objects.count()
    states = Counter(Program.objects.exclude(campaign=None).values_list("state", flat=True))
    assert states.keys() >= {"development", "review", "rework", "assessment", "registered", "published"}


def test_new_places_do_not_come_to_what_was_declared(demo):
    declared = DeclaredPlaces.objects.get()
    assert sum(NewPlaces.objects.values_list("places", flat=True)) == declared.places - 15


def test_a_provider_left_and_questions_wait(demo):
    assert Provider.objects.exclude(ends_on=None).count() == 1
    assert Consultation.objects.exclude(answered_on=None).count() > 10


def test_some_cards_are_to_be_mended(demo):
    published = Program.objects.filter(state=ProgramState.PUBLISHED)
    assert 0 < published.exclude(gaps=[]).count() < published.count() / 4


def test_nothing_of_it_stays_behind(demo):
    remove_programs(["zarechny"])
    left = (Program, Program.history.model, ProgramEntry, Review, Provider, DeclaredPlaces)
    assert [model._default_manager.count() for model in left] == [0] * 6
