"""A municipal programme, its copies, and how they follow it."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from organizations.models import Organization
from programs.adoption import adopt, adopters, behind, lags, leave, take_over
from programs.models import Program, ProgramState

pytestmark = pytest.mark.django_db


@pytest.fixture
def parent(program, municipality):
    program.is_municipal, program.state, program.capacity = True, ProgramState.REGISTERED, 30
    program.organization = municipality.organizations.get(is_moc=True)
    program.save()
    return program


@pytest.fixture
def copy(parent, school, director):
    (copy,) = adopt(parent, [school], director)
    return copy


def change(parent, **fields):
    for name, value in fields.items():
        setattr(parent, name, value)
    parent.version += 1
    parent.save()


def again(program):
    return Program.objects.select_related("parent", "organization").get(pk=program.pk)


def test_a_copy_takes_the_text_and_has_its_own_order_places_and_groups(copy, parent, school):
    assert (copy.organization, copy.name, copy.hours, copy.parent) == (
        school,
        parent.name,
        parent.hours,
        parent,
    )
    assert (copy.capacity, copy.approval_order, copy.register, copy.file) == (None, "", "", None)
    assert not copy.is_municipal
    assert lags(copy) == []


def test_a_copy_of_what_was_assessed_stands_in_the_register_and_says_why(copy):
    assert copy.state == ProgramState.REGISTERED
    entry = copy.entries.get()
    assert (entry.from_state, entry.to_state) == (ProgramState.DEVELOPMENT, ProgramState.REGISTERED)
    assert entry.text.startswith("Единая программа: ")


def test_a_copy_of_a_draft_is_a_draft(parent, school, director):
    change(parent, state=ProgramState.DEVELOPMENT)
    assert adopt(parent, [school], director)[0].state == ProgramState.DEVELOPMENT


def test_nobody_adopts_twice_nor_what_he_has_under_the_same_name(
    copy, parent, school, methodist, municipality
):
    assert adopt(parent, [school], methodist) == []
    another = Organization.objects.create(
        municipality=municipality, name="Школа № 2", short_name="Школа № 2", kind="school"
    )
    Program.objects.create(organization=another, name=parent.name)
    with pytest.raises(ValidationError, match="Школа № 2: У этой организации уже есть"):
        adopt(parent, [another], methodist)


def test_an_organisation_adopts_for_itself_alone(parent, school, director, methodist, municipality):
    Organization.objects.create(
        municipality=municipality, name="Школа № 2", short_name="Школа № 2", kind="school"
    )
    assert [str(one) for one in adopters(director, parent)] == ["Школа № 1"]
    assert [str(one) for one in adopters(methodist, parent)] == ["Школа № 1", "Школа № 2"]


def test_a_change_is_told_once_it_is_in_the_register_and_one_s_own_fields_never(copy, parent):
    change(parent, hours=144, capacity=60)
    assert [(lag.name, lag.before, lag.after, lag.mine) for lag in lags(again(copy))] == [
        ("hours", "72", "144", "72")
    ]
    change(parent, state=ProgramState.DEVELOPMENT)
    assert lags(again(copy)) == []


def test_what_is_taken_over_is_the_copy_s_own_and_what_is_left_is_told_no_more(copy, parent, director):
    change(parent, hours=144, age_to=12)
    take_over(again(copy), ["hours"], director, parent.version)
    assert (again(copy).hours, again(copy).age_to) == (144, 11)
    assert [lag.name for lag in lags(again(copy))] == ["age_to"]
    leave(again(copy), ["age_to"], director, parent.version, "У нас младшие классы.")
    assert again(copy).age_to == 11
    assert behind(Program.objects.all()) == []
    assert copy.entries.first().text == "Оставлено своё: возраст до, лет. У нас младшие классы."


def test_a_decision_on_what_has_changed_meanwhile_is_refused(copy, parent, director):
    change(parent, hours=144)
    with pytest.raises(ValidationError, match="только что изменилась"):
        take_over(again(copy), ["hours"], director, parent.version - 1)


def test_the_pages_tell_who_lags_behind(copy, parent, client, methodist, director, municipality):
    change(parent, hours=144)
    client.force_login(methodist)
    assert "не учтены" in client.get(parent.get_absolute_url()).content.decode()
    client.force_login(director)
    assert "Посмотреть и принять изменения" in client.get(copy.get_absolute_url()).content.decode()
    assert "часов всего" in client.get(reverse("today", args=[municipality.slug])).content.decode()
    url = reverse("program-take-over", args=[municipality.slug, copy.pk])
    sent = {"do": "leave", "chosen": ["hours"], "seen": parent.version}
    assert "Напишите, почему" in client.post(url, sent).content.decode()
    assert client.post(url, sent | {"do": "take"}).status_code == 302
    assert again(copy).hours == 144


def test_an_organisation_adopts_on_the_page(parent, client, director, municipality, school):
    client.force_login(director)
    url = reverse("program-adopt", args=[municipality.slug, parent.pk])
    assert client.post(url, {"organizations": [school.pk]}).status_code == 302
    assert parent.copies.get().organization == school
    assert (
        "Ваша программа" in client.get(reverse("municipal-list", args=[municipality.slug])).content.decode()
    )
