"""What the form of a card takes, from whom, and what it says of what it does not take."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from organizations.models import Organization
from programs.card_form import ProgramForm
from programs.group_forms import GroupForm
from programs.history import edits_of
from programs.life import LIFE
from programs.models import Campaign, Program, ProgramGroup
from programs.models.school_years import current_school_year
from tests.walking import PDF, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def neighbour(municipality):
    return Organization.objects.create(
        municipality=municipality, name="Школа № 2", short_name="Школа № 2", kind="school"
    )


def form_of(user, municipality, instance=None, files=None, **data):
    instance = instance or Program()
    kept = (
        {}
        if instance.pk is None
        else ProgramForm(instance=instance, user=user, municipality=municipality).initial
    )
    sent = {"kind": "general"} | {name: value for name, value in kept.items() if value is not None} | data
    return ProgramForm(sent, files, instance=instance, user=user, municipality=municipality)


def test_two_fields_are_enough_to_begin(director, municipality, school):
    form = form_of(director, municipality, organization=school.pk, name="Юный шахматист")
    assert form.is_valid(), form.errors
    program = form.save()
    assert (program.organization, program.state, program.municipality) == (
        school,
        "development",
        municipality,
    )


@pytest.mark.parametrize(
    ("sent", "field", "words"),
    [
        ({"name": "я" * 40_000}, "name", "не более 500"),
        ({"age_from": 9, "age_to": 7}, "age_to", "меньше возраста «от»"),
        ({"hours": -5}, "hours", "больше либо равно"),
        ({"hours": "много"}, "hours", "целое число"),
        ({"focus_area": "научная"}, "focus_area", "научная"),
        ({"group_min": 15, "group_max": 10}, "group_max", "наименьшее"),
        ({"years": "9" * 40}, "years", "цифр"),
        ({"external_url": "не ссылка"}, "external_url", "URL"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(methodist, municipality, school, sent, field, words):
    form = form_of(methodist, municipality, **({"organization": school.pk, "name": "Шахматы"} | sent))
    assert set(form.errors) == {field}
    assert words in str(form.errors[field])
    assert not Program.objects.exists()


@pytest.mark.parametrize(
    ("content", "words"), [(b"", "пуст"), (b"\x89PNG\r\n\x1a\n", "PDF или документ Word"), (b"text", "Word")]
)
def test_a_file_of_another_kind_is_refused(methodist, municipality, school, content, words):
    files = {"file": SimpleUploadedFile("программа.pdf", content)}
    form = form_of(methodist, municipality, files=files, organization=school.pk, name="Шахматы")
    assert words in str(form.errors["file"])


def test_an_organisation_enters_only_its_own(director, methodist, municipality, school, neighbour, stranger):
    foreign = Organization.objects.create(
        municipality=stranger.person.appointments.get().municipality, name="Чужая", short_name="Чужая"
    )
    choices = {
        user: form_of(user, municipality).fields["organization"].queryset for user in (director, methodist)
    }
    assert list(choices[director]) == [school]
    assert {school, neighbour} <= {*choices[methodist]}
    for user, organization in ((director, neighbour), (methodist, foreign)):
        form = form_of(user, municipality, organization=organization.pk, name="Шахматы")
        assert form.errors == {"organization": ["Такой организации среди доступных вам нет."]}


def test_a_campaign_of_another_municipality_is_refused(methodist, municipality, other_municipality, school):
    foreign = Campaign.objects.create(municipality=other_municipality, name="Лето", year=2026)
    form = form_of(methodist, municipality, organization=school.pk, name="Шахматы", campaign=foreign.pk)
    assert form.errors == {"campaign": ["Такой кампании нет."]}


def test_a_name_and_an_id_are_taken_once(methodist, municipality, program, school, neighbour):
    form = form_of(methodist, municipality, organization=school.pk, name="«Юный  робототехник»".strip("«»"))
    assert form.errors == {"name": ["У этой организации уже есть программа с таким названием."]}
    Program.objects.update(external_id="7")
    form = form_of(methodist, municipality, organization=neighbour.pk, name="Другая", external_id="7")
    assert "Юный робототехник" in str(form.errors["external_id"])


def test_in_the_register_only_what_was_not_assessed_changes(director, municipality, program):
    Program.objects.update(state="registered")
    program.refresh_from_db()
    form = form_of(director, municipality, program, capacity=30, hours=500, name="Другое название")
    assert form.is_valid(), form.errors
    program = form.save()
    program.refresh_from_db()
    assert (program.capacity, program.hours, program.name) == (30, 72, "Юный робототехник")
    (edit, first) = edits_of(program)
    assert [(change.label, change.before, change.after) for change in edit.changed] == [("мест", "", "30")]
    assert first.is_first


def test_a_new_file_replaces_the_old_one_and_the_history_names_both(director, municipality, program):
    files = {"file": SimpleUploadedFile("новая.pdf", PDF)}
    form = form_of(director, municipality, program, files)
    assert form.is_valid(), form.errors
    form.save()
    (change,) = edits_of(program)[0].changed
    assert (change.before, change.after) == ("program.pdf", "новая.pdf")


def test_under_review_the_card_is_closed_for_everybody(client, submitted, director, methodist):
    url = reverse("program-edit", args=["lugovoy", submitted.pk])
    for user in (director, methodist):
        client.force_login(user)
        for answer in (client.get(url, follow=True), client.post(url, {"name": "Другое"}, follow=True)):
            assert "карточка закрыта" in answer.content.decode()
    submitted.refresh_from_db()
    assert submitted.name == "Юный робототехник"


def test_who_saves_second_sees_both_texts(director, methodist, municipality, program):
    theirs = form_of(director, municipality, program, hours=100)
    mine = form_of(methodist, municipality, Program.objects.get(pk=program.pk), hours=200)
    assert theirs.is_valid()
    theirs.save()
    assert not mine.is_valid()
    assert [label for label, _, _ in mine.conflict] == ["Часов всего"]


def test_of_another_school_s_programme_nothing_opens(client, director, neighbour):
    other = Program.objects.create(organization=neighbour, name="Соседская")
    client.force_login(director)
    for name in ("program", "program-edit", "program-history"):
        assert client.get(reverse(name, args=["lugovoy", other.pk])).status_code == 404


def test_an_expert_reads_the_card_and_nothing_of_the_rest(client, on_assessment, expert, methodist):
    assessment = on_assessment.assessments.get()
    sheet = assessment.assignments.create(expert=expert.person, assigned_on=assessment.submitted_on)
    review = on_assessment.reviews.get()
    on_assessment.remarks.create(review=review, text="Тайное замечание", author=methodist)
    client.force_login(expert)
    page = client.get(on_assessment.get_absolute_url()).content.decode()
    assert "Юный робототехник" in page
    assert sheet.get_absolute_url() in page
    assert "Тайное замечание" not in page
    assert "steps/" not in page
    for name in ("program-edit", "program-history"):
        assert client.get(reverse(name, args=["lugovoy", on_assessment.pk])).status_code == 403


def test_an_archived_programme_says_how_to_go_on(client, program, methodist):
    LIFE.perform("archive", program, methodist, {"text": "Педагог уволился"})
    client.force_login(methodist)
    assert "верните её из архива" in client.get(program.get_absolute_url()).content.decode()


def group_form(program, **data):
    sent = {"name": "Группа 1", "school_year": current_school_year(program.municipality.today())} | data
    return GroupForm(sent, instance=ProgramGroup(program=program))


def test_a_group_is_entered_once_in_a_school_year(program):
    assert group_form(program).is_valid()
    group_form(program).save()
    form = group_form(program, name="группа  1", places=-1, ends_on="2026-01-01", starts_on="2026-02-01")
    assert set(form.errors) == {"places", "ends_on"}
    form = group_form(program, name="группа  1")
    assert form.errors == {"name": ["Группа с таким названием в этом учебном году уже есть."]}


def test_the_file_of_an_assessed_edition_is_not_exchanged_by_its_author(
    client, program, director, methodist, text_file
):
    year = current_school_year(program.municipality.today())
    program.editions.create(school_year=year, file=text_file)
    url = reverse("program-edition", args=["lugovoy", program.pk, year])
    for user, kept in ((director, "program.pdf"), (methodist, "новая.pdf")):
        client.force_login(user)
        version = program.editions.get().version
        sent = {"approval_order": "приказ № 3", "version": version, "file": upload("новая.pdf")}
        assert client.post(url, sent).status_code == 302
        assert program.editions.get().file.name == kept
    client.force_login(director)
    assert client.get(reverse("program-edition", args=["lugovoy", program.pk, year - 1])).status_code == 403
