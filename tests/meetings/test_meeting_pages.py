"""A meeting as the office enters it: its head, its agenda, what was said."""

from datetime import date

import pytest

from meetings.models import Attendance, Body, Meeting, Speech
from organizations.models import LegalAct
from tests.walking import upload

from .conftest import DAY, make_clause

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
HTMX = {"HX-Request": "true"}


# The list


def test_the_list_is_filtered_by_body_year_and_stage(shown, url, meeting, municipality):
    other = Body.objects.standard(municipality).get(code="moc")
    Meeting.objects.create(municipality=municipality, body=other, starts_on=date(2025, 3, 4), topic="Прошлое")
    assert all(words in shown(url("meeting-list")) for words in ("Сеть кружков района", "Прошлое"))
    for choice in ({"year": 2025}, {"body": other.pk}, {"stage": "agenda"}):
        found = shown(url("meeting-list"), **choice)
        assert "Прошлое" in found, choice
        assert "Сеть кружков района" not in found, choice
    assert "проект документа" in shown(url("meeting-list"), year=2026)
    assert "ничего не подходит" in shown(url("meeting-list"), stage="signed")


def test_an_empty_list_says_the_next_step(shown, url, municipality):
    assert "Назначьте первое" in shown(url("meeting-list"))


# The head


def test_a_meeting_is_begun_with_the_next_number_of_its_body_and_year(shown, send, url, meeting, head_of):
    form = shown(url("meeting-create"), body=meeting.body_id, starts_on="2026-05-05")
    assert 'name="number" value="3"' in form
    assert 'name="number" value="1"' in shown(
        url("meeting-create"), body=meeting.body_id, starts_on="2027-01-15"
    )
    assert 'name="number" value="' not in shown(url("meeting-create"))
    send("meeting-create", **head_of(number="№ 3", topic="О лете", acts="Приказ от 03.02.2026 № 13/1"))
    made = Meeting.objects.get(number="3")
    assert (made.stage, made.topic, made.legal_acts.get()) == ("повестка", "О лете", LegalAct.objects.get())


def test_all_that_is_wrong_is_said_at_once_and_nothing_is_saved(send, meeting, head_of):
    wrong = head_of(number="2", ends_on="2026-04-20", present_count=3, members_present=5, acts="приказ")
    page = send("meeting-create", **wrong)
    assert "Номер 2 в 2026 году уже занят" in page
    assert "Окончание раньше начала." in page
    assert "Членов больше, чем присутствовавших (3)." in page
    assert "Укажите акт так" in page
    assert Meeting.objects.count() == 1


def test_nonsense_is_answered_by_the_form(send, head_of):
    assert "Обязательное поле" in send("meeting-create")
    assert "Проверьте год" in send("meeting-create", **head_of(starts_on="0026-04-21"))
    assert "Выберите корректный вариант" in send("meeting-create", **head_of(body="9" * 30))
    assert not Meeting.objects.exists()


def test_a_post_left_empty_follows_from_the_appointments(send, head_of, head):
    send(
        "meeting-create", **head_of(chair="А. П. Верхова", secretary="С.С. Чужая", secretary_post="секретарь")
    )
    made = Meeting.objects.get()
    assert (made.chair_post, made.secretary_post) == ("руководитель МОЦ", "секретарь")


def test_files_are_attached_and_taken_away(send, meeting, head_of):
    files = {"new_attachments": upload("план.pdf"), "new_list": upload("список.pdf", b"%PDF-1.4 list")}
    send("meeting-edit", meeting.pk, **head_of(number="2", version=1, **files))
    meeting.refresh_from_db()
    assert meeting.attachments.get().name == "план.pdf"
    assert meeting.attendance_list.name == "список.pdf"
    send("meeting-edit", meeting.pk, **head_of(number="2", version=2, drop_list="on"))
    meeting.refresh_from_db()
    assert meeting.attendance_list is None
    assert not meeting.attachments.exists()


def test_deadlines_without_a_year_follow_the_meeting(send, meeting, head_of):
    clause = make_clause(meeting, deadline_text="до 1 сентября")
    send("meeting-edit", meeting.pk, **head_of(number="2", starts_on="2025-04-21", version=1))
    clause.refresh_from_db()
    assert clause.due_on == date(2025, 9, 1)


def test_who_saves_second_sees_both_texts(send, meeting, head_of):
    send("meeting-edit", meeting.pk, **head_of(number="2", topic="Первый", version=1))
    page = send("meeting-edit", meeting.pk, **head_of(number="2", topic="Второй", version=1))
    assert "изменил другой сотрудник" in page
    assert all(words in page for words in ("Первый", "Второй"))
    meeting.refresh_from_db()
    assert meeting.topic == "Первый"


def test_a_meeting_is_held_once_its_day_has_come(send, meeting, url):
    Meeting.objects.update(is_held=False, starts_on=date(2026, 4, 22))
    assert "отметьте его, когда оно пройдёт" in send("meeting-held", meeting.pk, present_count=12, version=1)
    Meeting.objects.update(starts_on=DAY)
    assert "Обязательное поле" in send("meeting-held", meeting.pk, version=1)
    assert "Отмечено: проведено." in send("meeting-held", meeting.pk, present_count=12, version=1)
    meeting.refresh_from_db()
    assert (meeting.is_held, meeting.present_count) == (True, 12)


def test_who_came_is_counted_by_category_or_ticked_by_organisation(send, meeting, schools):
    Attendance.objects.create(meeting=meeting, organization=schools[0], people="директор")
    Attendance.objects.create(meeting=meeting, organization=schools[1])
    page = send("meeting-attendance", meeting.pk, categories="директора школ — 12\nгости", organizations=[])
    assert "Строка «гости» не понята" in page
    assert meeting.attendance.count() == 2
    chosen = [schools[0].pk, schools[2].pk]
    send("meeting-attendance", meeting.pk, categories="директора школ — 12", organizations=chosen)
    rows = {(str(row), row.people, row.count) for row in meeting.attendance.all()}
    assert rows == {("директора школ", "", 12), ("Школа № 2", "директор", None), ("Школа № 4", "", None)}


# The agenda


def test_a_question_comes_with_several_rapporteurs_and_continues_another(send, meeting, body):
    before = Meeting.objects.create(municipality=body.municipality, body=body, starts_on=date(2026, 2, 2))
    earlier = before.agenda.create(position=1, question="О том же")
    page = send(
        "question-create",
        meeting.pk,
        question="О лете",
        rapporteurs="И.И. Верхова, руководитель МОЦ\nА.П. Лугова",
        continues=earlier.pk,
    )
    question = meeting.agenda.get(position=2)
    assert [str(speech) for speech in question.speeches.all()] == [
        "И.И. Верхова, руководитель МОЦ",
        "А.П. Лугова",
    ]
    assert question.continues == earlier
    assert f"{before.get_absolute_url()}#question-{earlier.pk}" in page


def test_a_question_without_a_speaker_is_warned_about_until_there_is_one(shown, send, meeting):
    question = meeting.agenda.create(position=2, question="О лете")
    address = meeting.get_absolute_url()
    assert "Вопрос 2: не указан докладчик." in shown(address)
    send("speech-create", question.pk, kind="heard", name="А.П. Лугова", text="О лете.")
    assert "не указан докладчик" not in shown(address)


def test_fewer_clauses_than_questions_are_warned_about(shown, meeting):
    assert "Решений меньше, чем вопросов повестки." in shown(meeting.get_absolute_url())
    make_clause(meeting)
    assert "Решений меньше, чем вопросов повестки." not in shown(meeting.get_absolute_url())


def test_a_question_edited_in_place_answers_with_itself_and_the_warnings(client, methodist, url, meeting):
    client.force_login(methodist)
    question = meeting.agenda.get()
    form = client.get(url("question-edit", question.pk), headers=HTMX).content.decode()
    assert "<html" not in form
    answer = client.post(
        url("question-edit", question.pk), {"question": "О сети", "votes_for": 7, "version": 1}, headers=HTMX
    )
    assert answer["HX-Retarget"] == f"#question-{question.pk}"
    words = answer.content.decode()
    assert "1. О сети" in words
    assert "за — 7, против — 0" in words
    assert 'id="warnings" hx-swap-oob="true"' in words
    refused = client.post(url("question-edit", question.pk), {"question": "", "version": 2}, headers=HTMX)
    assert "Обязательное поле" in refused.content.decode()
    assert "HX-Retarget" not in refused


def test_a_new_question_goes_below_the_others(client, methodist, url, meeting):
    client.force_login(methodist)
    answer = client.post(url("question-create", meeting.pk), {"question": "О лете"}, headers=HTMX)
    assert (answer["HX-Retarget"], answer["HX-Reswap"]) == ("#questions", "beforeend")


def test_questions_and_speeches_are_moved_and_deleted(send, meeting):
    first = meeting.agenda.get()
    second = meeting.agenda.create(position=2, question="О лете")
    send("question-move", second.pk, "up")
    assert list(meeting.agenda.all()) == [second, first]
    send("question-move", second.pk, "up")
    assert [item.position for item in meeting.agenda.all()] == [1, 2]
    clause = make_clause(meeting, item=second)
    send("question-delete", second.pk)
    clause.refresh_from_db()
    assert clause.item is None
    assert [item.position for item in meeting.agenda.all()] == [1]
    one = first.speeches.get()
    two = first.speeches.create(kind=Speech.Kind.HEARD, position=2, name="А.П. Лугова")
    send("speech-move", two.pk, "up")
    assert list(first.speeches.all()) == [two, one]
    send("speech-delete", two.pk)
    assert list(first.speeches.all()) == [one]


def test_two_who_write_down_one_speech_do_not_lose_each_other_s_words(send, meeting):
    speech = Speech.objects.get()
    same = {"kind": "heard", "name": speech.name, "version": 1}
    send("speech-edit", speech.pk, **same, text="Первый текст")
    assert "изменил другой сотрудник" in send("speech-edit", speech.pk, **same, text="Второй текст")
    speech.refresh_from_db()
    assert speech.text == "Первый текст"


def test_a_meeting_that_was_held_is_not_put_off(send, meeting, head_of):
    page = send("meeting-edit", meeting.pk, version=meeting.version, **head_of(starts_on="2026-05-12"))
    assert "Заседание уже проведено: день не может быть позже сегодняшнего." in page


def test_a_paper_without_a_number_is_told_of_before_it_is_signed(shown, meeting):
    Meeting.objects.update(number="")
    assert "Номер не указан" in shown(meeting.get_absolute_url())
    Meeting.objects.update(is_held=False)
    assert "Номер не указан" not in shown(meeting.get_absolute_url())
