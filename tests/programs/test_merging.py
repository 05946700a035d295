"""Two rows made one: what refers to the one is moved, what both have is decided, nothing goes unseen."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from certificates.models import CoverageMonth
from meetings.models import Body, Meeting
from organizations.models import Organization, Role
from plans.models import Event, EventKind
from programs.merging import KINDS
from programs.models import (
    Assessment,
    CommunityMember,
    NetworkCommunity,
    Program,
    ProgramState,
    Provider,
    Review,
)
from records.models import DistinctPair, Merge
from tests.conftest import make_user
from tests.meetings.conftest import make_clause

pytestmark = pytest.mark.django_db
ORGANIZATIONS, PROGRAMS = KINDS["organizations"].merging, KINDS["programs"].merging
JANUARY = date(2026, 1, 1)


@pytest.fixture
def double(municipality):
    """The same school under another spelling."""
    return Organization.objects.create(
        municipality=municipality, name="МБОУ «СОШ № 1»", short_name="СОШ №1", kind="school", inn="1234567890"
    )


@pytest.fixture
def twin(school):
    """The same programme under another name."""
    return Program.objects.create(organization=school, name="Юный робототехник (2026)", hours=72)


def test_what_refers_to_the_other_organisation_is_moved(school, double, methodist, municipality):
    director = make_user(
        "d2", "Вторая", Role.ORGANIZATION, "директор", municipality=municipality, organization=double
    )
    program = Program.objects.create(organization=double, name="Шахматы")
    event = Event.objects.create(
        municipality=municipality, starts_on=JANUARY, kind=EventKind.objects.first(), theme="Слёт"
    )
    shared = Event.objects.create(
        municipality=municipality, starts_on=JANUARY, kind=EventKind.objects.first(), theme="Смотр"
    )
    event.organizations.add(double)
    shared.organizations.add(school, double)
    merge = ORGANIZATIONS.merge(school, double, methodist)
    program.refresh_from_db()
    assert program.organization == school
    assert list(event.organizations.all()) == list(shared.organizations.all()) == [school]
    assert director.person.appointments.get().organization == school
    assert not Organization.objects.filter(pk=double.pk).exists()
    assert dict(merge.moved["counts"]) == {"Назначения": 1, "Мероприятия": 1, "Программы": 1}
    assert merge.removed["row"]["fields"]["inn"] == "1234567890"


def test_the_removed_spelling_is_remembered_and_empty_fields_are_filled(school, double, methodist):
    ORGANIZATIONS.merge(school, double, methodist)
    school.refresh_from_db()
    assert school.inn == "1234567890"
    assert [alias.name for alias in school.aliases.all()] == ["СОШ №1", "МБОУ «СОШ № 1»"]


def test_the_other_name_may_stay_and_empty_fields_may_stay_empty(school, double, methodist):
    ORGANIZATIONS.merge(school, double, methodist, takes_name=True, fills=False)
    school.refresh_from_db()
    assert (school.short_name, school.inn) == ("СОШ №1", "")
    assert "Школа № 1" in [alias.name for alias in school.aliases.all()]


def test_of_what_both_have_the_kept_row_stays_and_the_other_is_written_down(
    school, double, methodist, municipality
):
    community = NetworkCommunity.objects.create(municipality=municipality, name="Музеи")
    for member, person in ((school, "Прежняя"), (double, "Лишняя")):
        CommunityMember.objects.create(community=community, organization=member, person=person)
        Provider.objects.create(organization=member, starts_on=date(2025, 9, 1))
    merge = ORGANIZATIONS.merge(school, double, methodist)
    assert CommunityMember.objects.get().person == "Прежняя"
    assert Provider.objects.get().organization == school
    dropped = {row["model"]: row["fields"] for row in merge.removed["dropped"]}
    assert dropped["programs.communitymember"]["person"] == "Лишняя"
    assert "programs.provider" in dropped


def coverage(organization, **figures):
    return CoverageMonth.objects.create(
        municipality=organization.municipality, organization=organization, month=JANUARY, **figures
    )


def test_numbers_of_both_for_one_month_are_to_be_settled_first(school, double, methodist):
    coverage(school, children=30)
    coverage(double, children=31)
    with pytest.raises(ValidationError, match=r"Охват по месяцам: .*Сначала решите, какая верна"):
        ORGANIZATIONS.merge(school, double, methodist)
    assert CoverageMonth.objects.count() == 2
    assert not Merge.objects.exists()


def test_what_both_say_alike_stays_once(school, double, methodist):
    coverage(school, children=31)
    coverage(double, children=31)
    ORGANIZATIONS.merge(school, double, methodist)
    assert CoverageMonth.objects.get().organization == school


def test_an_answered_clause_stays_and_two_answered_ones_are_settled_first(
    school, double, methodist, municipality
):
    body = Body.objects.standard(municipality).get(code="collegium")
    meeting = Meeting.objects.create(municipality=municipality, body=body, starts_on=JANUARY)
    clause = make_clause(meeting)
    bare, answered = (
        clause.executions.create(municipality=meeting.municipality, organization=organization)
        for organization in (school, double)
    )
    entry = {"action": "Ответить", "to_state": "answered", "text": "Сделано.", "user": methodist}
    answered.entries.create(**entry)
    ORGANIZATIONS.merge(school, double, methodist)
    answered.refresh_from_db()
    assert (answered.organization, clause.executions.count()) == (school, 1)
    another = Organization.objects.create(municipality=school.municipality, name="Дубль", short_name="Дубль")
    clause.executions.create(municipality=meeting.municipality, organization=another).entries.create(**entry)
    with pytest.raises(ValidationError, match="Исполнение пунктов"):
        ORGANIZATIONS.merge(school, another, methodist)
    assert not type(bare).objects.filter(pk=bare.pk).exists()


def test_programmes_called_alike_are_merged_before_their_organisations(school, double, methodist):
    for organization in (school, double):
        Program.objects.create(organization=organization, name="Шахматы", hours=36 + organization.pk)
    with pytest.raises(ValidationError, match="Программы: «Шахматы»"):
        ORGANIZATIONS.merge(school, double, methodist)


def test_the_centre_is_not_given_away(municipality, school, methodist):
    centre = municipality.organizations.get(is_moc=True)
    with pytest.raises(ValidationError, match="поменяйте записи местами"):
        ORGANIZATIONS.merge(school, centre, methodist)


def test_rows_of_two_municipalities_are_not_merged(school, other_municipality, methodist):
    stranger = Organization.objects.create(municipality=other_municipality, name="Чужая", short_name="Чужая")
    with pytest.raises(ValidationError, match="одного муниципалитета"):
        ORGANIZATIONS.merge(school, stranger, methodist)


def test_everything_of_a_programme_moves_and_its_rounds_are_counted_on(program, twin, methodist):
    for owner, day in ((program, 10), (twin, 5), (twin, 20)):
        number = owner.reviews.count() + 1
        decided = date(2026, 2, day + 1)
        Review.objects.create(
            program=owner, number=number, submitted_on=date(2026, 2, day), result="rework", decided_on=decided
        )
    group = twin.study_groups.create(school_year=2026, name="Первая", teacher="Сидорова")
    edition = twin.editions.create(school_year=2025)
    copy = Program.objects.create(organization=twin.organization, name="Копия", parent=twin)
    PROGRAMS.merge(program, twin, methodist)
    assert [(r.number, r.submitted_on.day) for r in program.reviews.order_by("number")] == [
        (1, 5),
        (2, 10),
        (3, 20),
    ]
    assert list(program.study_groups.all()) == [group]
    assert list(program.editions.all()) == [edition]
    assert list(program.copies.all()) == [copy]
    assert [alias.name for alias in program.aliases.all()] == ["Юный робототехник (2026)"]
    assert "Юный робототехник (2026)" in program.entries.get().text


def test_a_programme_that_is_being_assessed_is_not_given_away(program, on_assessment, twin, methodist):
    with pytest.raises(ValidationError, match="сначала закончите её"):
        PROGRAMS.merge(twin, program, methodist)
    PROGRAMS.merge(on_assessment, twin, methodist)
    assert Assessment.objects.get().program == program
    assert Program.objects.get().state == ProgramState.ASSESSMENT


def test_a_programme_of_the_register_is_not_given_away(program, twin, methodist):
    Program.objects.filter(pk=twin.pk).update(state=ProgramState.REGISTERED)
    with pytest.raises(ValidationError, match="стоит в реестре"):
        PROGRAMS.merge(program, twin, methodist)


def test_a_programme_and_its_copy_are_two(program, school, methodist):
    copy = Program.objects.create(organization=school, name="Копия", parent=program)
    for kept, other in ((program, copy), (copy, program)):
        with pytest.raises(ValidationError, match="не одно и то же"):
            PROGRAMS.merge(kept, other, methodist)


def test_fields_that_do_not_fit_together_stop_the_merge(program, twin, methodist):
    Program.objects.filter(pk=program.pk).update(age_from=12, age_to=None)
    Program.objects.filter(pk=twin.pk).update(age_to=7)
    with pytest.raises(ValidationError, match="Возраст «до» меньше возраста «от»"):
        PROGRAMS.merge(program, twin, methodist)
    assert Program.objects.count() == 2
    PROGRAMS.merge(program, twin, methodist, fills=False)


def test_the_pages_propose_preview_and_merge(client, methodist, school, double):
    Program.objects.create(organization=double, name="Шахматы")
    client.force_login(methodist)
    candidates = "/lugovoy/merging/organizations/"
    url = f"{candidates}{school.pk}/{double.pk}/"
    assert url in client.get(candidates).content.decode()
    page = client.get(url).content.decode()
    assert "Программы: 1" in page
    assert "ИНН" in page
    answer = client.post(url, {"takes_name": "no", "fills": "on"}, follow=True).content.decode()
    assert "«СОШ №1» присоединена к «Школа № 1»" in answer
    assert "программы — 1" in answer
    assert client.get(url).status_code == 404


def test_two_that_are_different_are_not_proposed_again(client, methodist, school, double):
    client.force_login(methodist)
    client.post("/lugovoy/merging/organizations/", {"first": double.pk, "second": school.pk})
    assert DistinctPair.objects.get().first == min(double.pk, school.pk)
    assert "Похожих организаций нет" in client.get("/lugovoy/merging/organizations/").content.decode()
