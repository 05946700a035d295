"""Who reads a signed paper: organisations what is meant for them, everybody what is published."""

import pytest

from meetings.models import Meeting
from tests.walking import approve

from .conftest import make_clause

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


# For organisations


def test_an_organisation_reads_what_is_signed_and_meant_for_all(
    client, director, url, meeting, clause, request
):
    client.force_login(director)
    pages = [url(name, meeting.pk) for name in ("meeting", "meeting-paper")]
    assert {client.get(address).status_code for address in pages} == {404}
    approve(meeting, *map(request.getfixturevalue, ("methodist", "head", "authority")))
    assert client.get(pages[0]).url == pages[1]
    assert "Обновить расписание кружков." in client.get(pages[1]).content.decode()
    assert "Сеть кружков района" in client.get(url("meeting-list")).content.decode()
    assert client.get(url("meeting-file", meeting.pk, "docx")).status_code == 200
    Meeting.objects.update(openness="addressees")
    assert {client.get(address).status_code for address in pages} == {404}
    assert "Сеть кружков района" not in client.get(url("meeting-list")).content.decode()


# For everybody


@pytest.fixture
def published(meeting, clause, methodist, head, authority):
    Meeting.objects.update(openness="public", chair="А.П. Отделова", invited="В.В. Гостев, гость")
    make_clause(meeting, text="Считать работу хорошей.", kind="assessment", item=meeting.agenda.get())
    make_clause(meeting, addressee_text="Луговой А.П.", person=methodist.person, is_addressed=True)
    make_clause(
        meeting, addressee_text="Полевой О.В., методисту", text="Поручить О.В. Полевой\n- с Зиминым И.Р."
    )
    meeting.agenda.update(question="О сети кружков: доклад Снежиной Марии Петровны")
    Meeting.objects.update(topic="Сеть кружков и школа им. А.Б. Ручьёва: итоги Снежиной М.П.")
    meeting.refresh_from_db()
    return approve(meeting, methodist, head, authority)


def test_everybody_reads_what_is_published_without_a_name(client, published):
    listed = client.get("/public/lugovoy/meetings/").content.decode()
    assert published.title in listed
    page = client.get(f"/public/lugovoy/meetings/{published.pk}/").content.decode()
    assert all(
        words in page for words in ("О сети кружков", "Считать работу хорошей.", "Обновить расписание")
    )
    assert "Руководителям школ" in page
    for name in ("Верхова", "Отделова", "Лугова", "Луговой А", "Гостев", "Полевой", "Зимин", "Снежиной"):
        assert name not in page + listed


def test_nothing_else_is_public(client, published, other_municipality):
    assert client.get(f"/public/sosnovsky/meetings/{published.pk}/").status_code == 404
    assert client.get("/public/nowhere/meetings/").status_code == 404
    assert "пока нет" in client.get("/public/sosnovsky/meetings/").content.decode()
    Meeting.objects.update(openness="organizations")
    assert client.get(f"/public/lugovoy/meetings/{published.pk}/").status_code == 404
    assert published.title not in client.get("/public/lugovoy/meetings/").content.decode()


def test_public_pages_ask_the_database_little(client, published, django_assert_max_num_queries):
    for number in range(20):
        item = published.agenda.create(position=2 + number, question="Вопрос")
        make_clause(published, item=item, number=f"7.{number}")
    with django_assert_max_num_queries(6):
        client.get(f"/public/lugovoy/meetings/{published.pk}/")
