"""The way along a route: steps in the portal, outside it and by a post; stamps and returns."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from organizations.models import Post, User
from records.approval import APPROVAL
from records.models import OfficialPaper, PaperState
from tests.walking import log_url, route_of, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def long_way(plan, municipality):
    """The head checks, the zone's centre agrees on paper, the authority agrees, the authority approves."""
    route_of(
        municipality,
        {"action": "check", "role": "moc_head"},
        {"action": "agree", "party": "Зональный центр"},
        {"action": "agree", "role": "authority"},
        {"action": "approve", "role": "authority"},
    )
    return plan


@pytest.fixture
def outside(long_way, methodist, head):
    """The plan at the step outside the portal."""
    APPROVAL.perform("submit", long_way, methodist)
    return APPROVAL.perform("pass", long_way, head)


def letter(record, **facts):
    given = {"day": record.municipality.today(), "number": "17", "post": "директор", "name": "О.О. Зонова"}
    return given | facts


def step_url(record, name):
    return reverse("paper-transition", args=[record.municipality.slug, record.pk, name])


# Outside the portal


def test_the_office_records_what_a_party_outside_agreed_to(client, outside, methodist):
    client.force_login(methodist)
    page = client.get(outside.get_absolute_url()).content.decode()
    assert "Отметить согласование" in page
    given = letter(outside, scan=upload(), seen_version=outside.version)
    assert client.post(step_url(outside, "pass"), given).status_code == 302
    outside.refresh_from_db()
    agreement = outside.agreements.get(party="Зональный центр")
    assert (agreement.letter_number, agreement.name, agreement.recorded_by) == (
        "17",
        "О.О. Зонова",
        methodist,
    )
    log = client.get(log_url(outside)).content.decode()
    assert reverse("attachment", args=[outside.municipality.slug, agreement.attachment_id]) in log
    assert "Зональный центр, письмо от" in log
    assert outside.step.role == "authority"


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"number": ""}, "Обязательное поле"),
        ({"day": "2099-01-01"}, "Эта дата ещё не наступила"),
        ({"day": "2020-01-01"}, "раньше этого дня ответа быть не могло"),
        ({"day": "вчера"}, "Введите правильную дату"),
        ({"name": ""}, "Обязательное поле"),
    ],
)
def test_a_wrong_letter_is_refused_at_its_field(client, outside, methodist, facts, sentence):
    client.force_login(methodist)
    answer = client.post(step_url(outside, "pass"), letter(outside, seen_version=outside.version, **facts))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert outside.agreements.count() == 1


def test_what_is_no_scan_is_refused(client, outside, methodist):
    client.force_login(methodist)
    given = letter(outside, scan=upload("письмо.exe", b"MZ"), seen_version=outside.version)
    assert "не похож на скан" in client.post(step_url(outside, "pass"), given).content.decode()


def test_a_step_outside_is_not_passed_without_its_letter(outside, methodist):
    with pytest.raises(ValidationError, match="проходит вне портала"):
        APPROVAL.perform("pass", outside, methodist)


def test_others_do_not_record_it(outside, authority, rmc):
    for user in (authority, rmc):
        with pytest.raises(PermissionDenied):
            APPROVAL.perform("pass", outside, user, letter(outside))


def test_the_office_waits_for_a_party_outside(outside, methodist, head, authority, municipality):
    waiting = {
        user.username: list(OfficialPaper.objects.waiting_for(user, municipality))
        for user in (methodist, head, authority)
    }
    assert {name for name, papers in waiting.items() if papers} == {"methodist", "head"}


def test_an_approval_outside_names_who_signed(plan, municipality, methodist):
    route_of(municipality, {"action": "approve", "party": "Администрация района"})
    APPROVAL.perform("submit", plan, methodist)
    assert plan.draw().approval.post == "Администрация района"
    signed = letter(plan, post="глава района", name="Г.Г. Главный")
    snapshot = APPROVAL.perform("pass", plan, methodist, signed).in_force
    assert (snapshot.approver, snapshot.approver_post, snapshot.approver_name) == (
        None,
        "глава района",
        "Г.Г. Главный",
    )
    assert snapshot.paper().approval.post == "Глава района"


# Stamps


def test_each_agreement_prints_as_a_stamp_and_stays_so(outside, methodist, authority):
    APPROVAL.perform("pass", outside, methodist, letter(outside))
    assert [stamp.heading for stamp in outside.draw().agreements] == ["СОГЛАСОВАНО"]
    APPROVAL.perform("pass", outside, authority)
    approved = APPROVAL.perform("pass", outside, authority)
    first, second = approved.paper().agreements
    assert first.act.startswith("Зональный центр, письмо от ")
    assert first.act.endswith("№ 17, директор О.О. Зонова")
    assert (second.post, second.name) == ("Специалист отдела образования", "А.П. Отделова")
    before = approved.paper()
    authority.person.surname = "Другова"
    authority.person.save()
    outside.agreements.update(name="Подменено")
    assert approved.paper() == before


# By a post


@pytest.fixture
def by_post(plan, municipality, methodist, authority):
    """A plan that waits for the holder of a post to approve it; the specialist of the authority is another one."""
    post = Post.objects.create(municipality=municipality, title="Начальник отдела образования")
    route_of(municipality, {"action": "approve", "role": "authority", "post": post})
    return APPROVAL.perform("submit", plan, methodist)


def test_a_step_of_a_post_is_taken_by_its_holder_alone(by_post, authority, administrator, municipality):
    for user in (authority, administrator):
        assert not OfficialPaper.objects.waiting_for(user, municipality).exists()
        with pytest.raises(PermissionDenied, match="Начальник отдела образования"):
            APPROVAL.perform("pass", by_post, user)
    authority.person.appointments.update(post=by_post.step.post, title="начальник отдела образования")
    chief = User.objects.get(pk=authority.pk)
    assert OfficialPaper.objects.waiting_for(chief, municipality).count() == 1
    approved = APPROVAL.perform("pass", by_post, chief)
    assert approved.in_force.approver_post == "начальник отдела образования"


def test_whose_appointment_ended_yesterday_is_refused_in_a_sentence(client, by_post, authority, municipality):
    yesterday = municipality.today() - timedelta(days=1)
    mine = authority.person.appointments
    mine.update(post=by_post.step.post, ends_on=yesterday, title="начальник отдела образования")
    mine.create(role="methodist", title="методист", municipality=municipality)
    client.force_login(authority)
    address = step_url(by_post, "pass")
    for answer in (client.get(address), client.post(address, {"seen_version": by_post.version})):
        assert answer.status_code == 403
        sentence = f"«начальник отдела образования» закончилось {yesterday:%d.%m.%Y}"
        assert sentence in answer.content.decode()
    by_post.refresh_from_db()
    assert by_post.state == PaperState.IN_APPROVAL


def test_the_draft_names_the_post_that_approves(by_post):
    assert by_post.draw().approval.lines[:2] == ["УТВЕРЖДАЮ", "Начальник отдела образования"]


# Returns


@pytest.fixture
def at_the_authority(outside, methodist):
    return APPROVAL.perform("pass", outside, methodist, letter(outside))


def return_to(record, user, step=None, text="Уточните срок"):
    to = {"to": record.step.earlier().get(order=step)} if step else {}
    return APPROVAL.perform("return", record, user, {"remarks": [(None, text)], **to})


def test_a_paper_returns_to_the_methodist_and_says_so(client, at_the_authority, authority, methodist):
    returned = return_to(at_the_authority, authority)
    assert (returned.state, returned.step) == (PaperState.REWORK, None)
    assert not returned.agreements.in_force().exists()
    client.force_login(methodist)
    assert "возвращён на доработку" in client.get(returned.get_absolute_url()).content.decode()
    assert OfficialPaper.objects.returned_to(methodist, returned.municipality).get().pk == returned.pk


def test_a_paper_returns_to_an_earlier_step_and_goes_on_from_there(
    client, at_the_authority, authority, head, methodist
):
    returned = return_to(at_the_authority, authority, step=1)
    assert (returned.state, returned.step.role) == (PaperState.IN_APPROVAL, "moc_head")
    assert not returned.agreements.in_force().exists()
    client.force_login(head)
    page = client.get(returned.get_absolute_url()).content.decode()
    assert "Уточните срок" in page
    with pytest.raises(ValidationError, match="Не устранены замечания: 1"):
        APPROVAL.perform("pass", returned, head)
    remark = returned.open_remarks().get()
    resolve = reverse("remark-resolve", args=[returned.municipality.slug, remark.pk])
    client.force_login(authority)
    assert client.post(resolve).status_code == 403
    client.force_login(head)
    assert resolve in page
    assert client.post(resolve).status_code == 302
    onward = APPROVAL.perform("pass", returned, head)
    assert onward.step.party == "Зональный центр"


def test_only_the_steps_from_the_one_returned_to_lose_their_agreements(at_the_authority, authority, head):
    returned = return_to(at_the_authority, authority, step=2)
    assert [agreement.name for agreement in returned.agreements.in_force()] == [str(head)]
    assert returned.agreements.count() == 2


def test_it_is_chosen_on_the_form_where_the_paper_returns_to(client, at_the_authority, authority):
    client.force_login(authority)
    page = client.get(step_url(at_the_authority, "return")).content.decode()
    for place in (
        "методисту, на доработку",
        "проверка (руководитель МОЦ)",
        "согласование (Зональный центр, вне портала)",
    ):
        assert place in page
    first = at_the_authority.step.earlier().first()
    given = {"remark": "Срок", "to": first.pk, "seen_version": at_the_authority.version}
    assert client.post(step_url(at_the_authority, "return"), given).status_code == 302
    at_the_authority.refresh_from_db()
    assert at_the_authority.step == first


def test_a_paper_does_not_return_to_a_step_that_is_still_to_come(client, at_the_authority, authority):
    client.force_login(authority)
    for step in (at_the_authority.step, at_the_authority.step.next()):
        given = {"remark": "Срок", "to": step.pk, "seen_version": at_the_authority.version}
        assert client.post(step_url(at_the_authority, "return"), given).status_code == 422
        with pytest.raises(ValidationError, match="один из прежних шагов"):
            APPROVAL.perform("return", at_the_authority, authority, {"remarks": [(None, "Срок")], "to": step})


def test_a_party_outside_returns_the_paper_by_letter(client, outside, methodist):
    client.force_login(methodist)
    given = {"remark": "Нет подписи", "day": outside.municipality.today(), "number": "18", "scan": upload()}
    assert (
        client.post(step_url(outside, "return"), given | {"seen_version": outside.version}).status_code == 302
    )
    entry = outside.log.first()
    assert entry.comment.startswith("Зональный центр, письмо от")
    assert entry.attachment is not None
    outside.refresh_from_db()
    assert outside.state == PaperState.REWORK
