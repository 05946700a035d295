"""Where an organisation stands in a campaign, and what it and the office are told of it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from programs.campaign_today import debts, endings
from programs.campaigning import Standing, build_board, cell_of
from programs.models import Campaign, CampaignParticipant, CampaignStage, Program

STAGE = {"starts_on": date(2026, 4, 1), "ends_on": date(2026, 4, 30)}
BEFORE, DURING, AFTER = date(2026, 3, 1), date(2026, 4, 15), date(2026, 5, 1)


def cell(kind, states=(), today=DURING, **told):
    told = {"requested_on": date(2026, 2, 3), "planned_programs": 2} | told
    participant = CampaignParticipant(organization_id=1, **told)
    return cell_of(CampaignStage(kind=kind, **STAGE), participant, states, today)


@pytest.mark.parametrize(
    ("today", "standing"), [(BEFORE, Standing.AHEAD), (DURING, Standing.GOING), (AFTER, Standing.LATE)]
)
def test_what_is_not_done_is_ahead_going_on_or_late(today, standing):
    assert cell("request", requested_on=None, planned_programs=None, today=today).standing is standing
    assert cell("writing", today=today).standing is standing
    assert cell("enrolment", today=today).standing is standing


def test_what_is_done_is_passed_even_after_the_stage():
    assert cell("request", today=AFTER).words == "пройден: 03.02.2026, 2 программы"
    assert cell("writing", ["review", "assessment"], AFTER).standing is Standing.PASSED
    assert cell("enrolment", enrolled=0, today=AFTER).standing is Standing.PASSED


def test_programmes_are_counted_by_how_far_they_have_come():
    states = ["rework", "assessment"]
    assert cell("writing", states).words == "идёт: 1 из 2"
    assert cell("review", states, AFTER).words == "опаздывает: 1 из 2"
    assert cell("placing", ["registered", "published", "published"], AFTER).words == "опаздывает: 2 из 3"


def test_a_promised_programme_counts_and_a_refused_one_does_not():
    assert cell("review", ["assessment"]).words == "идёт: 1 из 2"
    assert cell("review", ["assessment", "rejected"]).standing is Standing.PASSED
    assert cell("review", ["archived", "rejected"], AFTER).standing is Standing.PASSED


def test_who_asked_for_no_programmes_does_not_take_part():
    out = cell("review", planned_programs=0)
    assert out.standing is Standing.OUT
    stage = CampaignStage(kind="review", **STAGE)
    people = [
        CampaignParticipant(organization_id=key, requested_on=BEFORE, planned_programs=key) for key in (0, 1)
    ]
    board = build_board([stage], people, {1: ["assessment"]}, DURING)
    assert board.passed() == [(1, 1, 0)]


@pytest.fixture
def campaign(municipality, school):
    today = municipality.today()
    campaign = Campaign.objects.create(municipality=municipality, name="Лето", year=today.year)
    campaign.stages.create(kind="request", starts_on=today - timedelta(30), ends_on=today - timedelta(1))
    campaign.stages.create(kind="writing", starts_on=today - timedelta(5), ends_on=today + timedelta(7))
    campaign.stages.create(kind="placing", starts_on=today + timedelta(9), ends_on=today + timedelta(20))
    campaign.participants.create(organization=school)
    return campaign


@pytest.mark.django_db
def test_the_office_is_told_of_stages_about_to_end_and_an_organisation_of_what_it_owes(
    campaign, municipality, school
):
    today = municipality.today()
    told = [
        (one.stage.kind, one.behind, one.of_all) for one in endings(CampaignParticipant.objects.all(), today)
    ]
    assert told == [("writing", 1, 1)]
    Program.objects.create(organization=school, name="Хор", campaign=campaign, state="review")
    Program.objects.create(organization=school, name="Театр", state="development")
    told = [
        (one.stage.kind, one.behind, one.of_all) for one in endings(CampaignParticipant.objects.all(), today)
    ]
    assert told == [("writing", 0, 1)]
    Program.objects.all().delete()
    owed = debts(CampaignParticipant.objects.filter(organization=school), today)
    assert [(debt.cell.stage.kind, debt.is_late) for debt in owed] == [("request", True), ("writing", False)]


@pytest.mark.django_db
def test_a_summer_campaign_begins_with_its_usual_stages(client, methodist, municipality, school):
    client.force_login(methodist)
    url = reverse("campaign-create", args=[municipality.slug])
    client.post(url, {"name": "Летняя кампания", "year": 2027, "organizations": [school.pk]})
    campaign = Campaign.objects.get()
    assert [stage.kind for stage in campaign.stages.all()] == CampaignStage.Kind.values
    assert campaign.stages.get(kind="request").ends_on == date(2027, 3, 31)
    assert [one.organization for one in campaign.participants.all()] == [school]
    again = client.post(url, {"name": "Летняя кампания", "year": 2027, "organizations": [school.pk]})
    assert "уже есть" in again.content.decode()


def dates(campaign):
    return {
        f"{stage.kind}-{end}": getattr(stage, end).isoformat()
        for stage in campaign.stages.all()
        for end in ("starts_on", "ends_on")
    }


@pytest.mark.django_db
def test_whoever_has_told_something_is_not_taken_out(client, methodist, campaign, municipality):
    client.force_login(methodist)
    url = reverse("campaign-edit", args=[municipality.slug, campaign.pk])
    other = municipality.organizations.get(is_moc=True)
    sent = {"name": "Лето", "organizations": [other.pk], "version": 1, **dates(campaign)}
    campaign.participants.update(requested_on=date(2026, 2, 3))
    assert "Уже подали заявку" in client.post(url, sent).content.decode()
    campaign.participants.update(requested_on=None)
    assert client.post(url, sent).status_code == 302
    assert [one.organization for one in campaign.participants.all()] == [other]


@pytest.mark.django_db
def test_the_dates_of_a_stage_belong_together_and_to_the_year(
    client, methodist, campaign, municipality, school
):
    client.force_login(methodist)
    url = reverse("campaign-edit", args=[municipality.slug, campaign.pk])
    sent = {"name": "Лето", "organizations": [school.pk], "version": 1, **dates(campaign)}
    wrong = {"request-ends_on": "", "placing-ends_on": "2001-01-01"}
    page = client.post(url, sent | wrong).content.decode()
    assert "Укажите и начало, и окончание этапа." in page
    assert "Этап заканчивается раньше, чем начинается." in page
    assert "дата на 2001 год указана по ошибке?" in page


@pytest.mark.django_db
def test_an_organisation_makes_its_request_and_ties_its_own_programmes(
    client, director, campaign, program, municipality
):
    client.force_login(director)
    participant = campaign.participants.get()
    url = reverse("participant-edit", args=[municipality.slug, participant.pk])
    other = Program.objects.create(organization=municipality.organizations.get(is_moc=True), name="Театр")
    sent = {"requested_on": "2026-02-03", "planned_programs": 2, "version": 1}
    assert client.post(url, sent | {"programs": [other.pk]}).status_code == 200
    assert client.post(url, sent | {"programs": [program.pk]}).status_code == 302
    program.refresh_from_db()
    assert program.campaign == campaign
    assert "идёт: 0 из 2" in client.get(campaign.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_an_organisation_sees_its_own_row_alone(client, director, campaign, municipality):
    other = municipality.organizations.get(is_moc=True)
    stranger = campaign.participants.create(organization=other)
    client.force_login(director)
    assert other.short_name not in client.get(campaign.get_absolute_url()).content.decode()
    assert client.get(reverse("participant-edit", args=[municipality.slug, stranger.pk])).status_code == 404
