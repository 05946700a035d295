"""Protocols and decisions from files: what was read beside the original, corrected, carried over, taken back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from meetings.models import Clause, Meeting, Speech
from records.models import Upload
from tests.documents.meeting_papers import BOARD, COLLEGIUM, COUNCIL, lines
from tests.reports.uploads.pages import carry_over, errors_on, form_of, save, send_file, text_of, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def uploaded(send):
    """Makes an upload of a paper of lines."""

    def make(text, **changes):
        answer = send(lines(text))
        assert answer.status_code == 302, errors_on(answer)
        return Upload.objects.first()

    return make


@pytest.fixture
def protocol(uploaded):
    return uploaded(COUNCIL)


@pytest.fixture
def decision(uploaded):
    return uploaded(COLLEGIUM)


def page_of(client, upload):
    return html.fromstring(client.get(upload.get_absolute_url()).content)


def part_of(page, prefix):
    [part] = page.xpath(f"//fieldset[@id='{prefix}']")
    return " ".join(part.text_content().split())


# The page where it is checked


def test_the_head_is_proposed_with_the_body_that_the_file_names(protocol, as_methodist):
    fields = form_of(as_methodist, protocol)
    page = page_of(as_methodist, protocol)
    assert page.xpath("//select[@name='head-body']/option[@selected]/text()") == [
        "Муниципальный опорный центр"
    ]
    said = {name: fields[f"head-{name}"] for name in ("number", "starts_on", "chair", "present_count")}
    assert said == {"number": "3", "starts_on": "2031-03-14", "chair": "Клёнова А.Б.", "present_count": "25"}
    assert fields["head-invited"] == "Осинина Д.Е., методист РМЦ\nБерёзов Ж.З., директор школы № 9"


def test_the_file_stands_beside_and_each_part_leads_into_it(protocol, as_methodist):
    page = page_of(as_methodist, protocol)
    [text] = page.xpath("//*[contains(@class, 'minutes-text')]")
    assert "Клёнову А.Б. Она сообщила, что лето близко." in text.text_content()
    [link] = page.xpath("//fieldset[@id='clause-1']/legend/a/@href")
    [block] = page.xpath(f"//*[@id='{link.removeprefix('#')}']")
    assert block.text_content().startswith("1.2. Рекомендовать руководителям школ")


def test_a_clause_is_found_in_the_file_though_its_lines_are_parted(protocol, as_methodist):
    page = page_of(as_methodist, protocol)
    [link] = page.xpath("//fieldset[@id='clause-3']/legend/a/@href")
    assert page.xpath(f"string(//*[@id='{link.removeprefix('#')}'])") == "2.2. Руководителям ОО:"


def test_a_question_shows_what_was_heard_and_said(protocol, as_methodist):
    fields = form_of(as_methodist, protocol)
    assert fields["question-0-question"] == "О ходе летней кампании"
    assert (fields["question-0-speaker"], fields["question-0-post"]) == ("Клёнова А.Б.", "руководитель МОЦ")
    assert fields["question-0-heard"].startswith("Она сообщила")
    assert fields["question-0-spoke"] == "Берёзов Ж.З.: поддержал предложение."


def test_a_clause_shows_its_kind_and_its_deadline_as_understood(protocol, as_methodist):
    fields = form_of(as_methodist, protocol)
    kinds = [fields[f"clause-{place}-kind"] for place in range(4)]
    assert kinds == ["noted", "recommendation", "order", "order"]
    assert [fields[f"clause-{place}-item"] for place in range(4)] == ["1", "1", "2", "2"]
    assert "Понято: до 1 мая 2031" in part_of(page_of(as_methodist, protocol), "clause-1")
    assert fields["clause-3-text"] == (
        "Руководителям ОО:\n– обновить карточки программ;\n– проверить расписание."
    )


def test_what_is_unusual_is_said_at_its_place(decision, as_methodist):
    save(as_methodist, decision, clause__1__deadline_text="до 1 марта 2031", clause__2__deadline_text="")
    page = page_of(as_methodist, decision)
    assert "Срок раньше заседания (12.05.2031)" in part_of(page, "clause-1")
    assert "Срок не указан" in part_of(page, "clause-2")
    assert "Срок не указан: просрочку" not in part_of(page, "clause-0"), "«принять к сведению» has none"


def test_a_clause_without_a_number_of_its_own_gets_one(uploaded, as_methodist):
    fields = form_of(as_methodist, uploaded(BOARD))
    assert [fields[f"clause-{place}-number"] for place in range(3)] == ["1.1", "2.1", "2.2"]


def test_corrections_are_kept_and_nothing_is_carried_over(decision, as_methodist):
    save(as_methodist, decision, clause__1__text="Открыть кружки", clause__0__skip="on")
    decision.refresh_from_db()
    assert decision.corrections["fields"] == {"clause-1-text": "Открыть кружки", "clause-0-skip": "on"}
    assert not Meeting.objects.exists()


def test_a_second_editor_sees_both_texts(decision, as_methodist):
    opened = form_of(as_methodist, decision)
    save(as_methodist, decision, head__chair="Первый")
    answer = as_methodist.post(decision.get_absolute_url(), opened | {"head-chair": "Второй"})
    assert answer.status_code == 422
    assert html.fromstring(answer.content).xpath("//main//table//td/text()")[:2] == ["Первый", "Второй"]


# What comes of it


def test_a_protocol_becomes_the_draft_of_a_held_meeting(protocol, as_methodist):
    carry_over(as_methodist, protocol)
    meeting = Meeting.objects.get()
    assert meeting.is_held
    assert meeting.is_editable
    assert meeting.title == "Протокол № 3 заседания муниципального опорного центра от 14.03.2031"
    assert [row.category for row in meeting.attendance.all()] == ["список прилагается"]
    assert [item.question for item in meeting.agenda.all()] == [
        "О ходе летней кампании",
        "О заполнении навигатора",
    ]
    assert list(Speech.objects.values_list("kind", "name")) == [
        ("heard", "Клёнова А.Б."),
        ("spoke", "Берёзов Ж.З."),
        ("heard", "Рябинина В.Г."),
    ]
    clauses = meeting.clauses.values_list("number", "item__position", "kind", "deadline_kind", "is_addressed")
    assert list(clauses) == [
        ("1.1", 1, "noted", "unparseable", False),
        ("1.2", 1, "recommendation", "until", False),
        ("2.1", 2, "order", "until", False),
        ("2.2", 2, "order", "continuous", False),
    ]


def test_what_was_carried_over_can_be_opened(protocol, as_methodist):
    answer = carry_over(as_methodist, protocol)
    [link] = html.fromstring(answer.content).xpath("//a[text()='Открыть документ']/@href")
    assert "О ходе летней кампании" in text_of(as_methodist.get(link))


def test_a_left_out_question_leaves_its_clauses_to_be_told(protocol, as_methodist):
    answer = carry_over(as_methodist, protocol, question__0__skip="on", clause__0__skip="on")
    assert errors_on(answer) == {
        "clause-1-item": "Вопрос 1 не переносится: укажите другой или оставьте пустым."
    }
    carry_over(as_methodist, protocol, clause__1__item="")
    assert list(Clause.objects.values_list("number", "item__question")) == [
        ("1.2", None),
        ("2.1", "О заполнении навигатора"),
        ("2.2", "О заполнении навигатора"),
    ]


def test_a_deadline_before_the_meeting_is_carried_over(decision, as_methodist):
    carry_over(as_methodist, decision, clause__1__deadline_text="до 1 марта 2031")
    assert Clause.objects.get(number="2").due_on.isoformat() == "2031-03-01"


def test_whom_a_clause_binds_is_proposed_and_left_to_be_confirmed(decision, school, as_methodist):
    save(as_methodist, decision, clause__3__addressee_text="Школе № 1")
    page = page_of(as_methodist, decision)
    assert "Портал предложит: школа. Подтвердите" in part_of(page, "clause-1")
    assert "Портал предложит: Школа № 1." in part_of(page, "clause-3")
    assert "Портал предложит" not in part_of(page, "clause-0")
    assert "Портал не узнал, кто это" in part_of(page, "clause-5")
    carry_over(as_methodist, decision)
    clauses = Clause.objects.in_bulk(field_name="pk").values()
    by_number = {clause.number: clause for clause in clauses}
    assert by_number["2"].group_kinds == ["school"]
    assert list(by_number["4"].organizations.all()) == [school]
    assert not any(clause.is_addressed for clause in clauses)


# Bad input


def test_all_errors_stand_at_their_fields_at_once(decision, as_methodist):
    answer = carry_over(
        as_methodist,
        decision,
        head__body="",
        head__starts_on="",
        head__present_count="много",
        clause__0__number="2",
        clause__2__text="",
        clause__3__deadline_text="май " * 100,
        clause__4__kind="order'--",
    )
    assert set(errors_on(answer)) == {
        "head-body",
        "head-starts_on",
        "head-present_count",
        "clause-0-number",
        "clause-1-number",
        "clause-2-text",
        "clause-3-deadline_text",
        "clause-4-kind",
    }
    assert not Meeting.objects.exists()


@pytest.mark.parametrize("day", ["31.02.2031", "0001-01-01", "99999-01-01", "мусор", "1\x002"])
def test_a_day_that_cannot_be_is_an_error_at_its_field(decision, as_methodist, day):
    assert set(errors_on(carry_over(as_methodist, decision, head__starts_on=day))) == {"head-starts_on"}


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("question__0__spoke", "поддержали предложение"),
        ("question__0__spoke", f"{'я' * 201}: да"),
        ("question__0__speaker", ""),
        ("question__0__question", ""),
        ("head__body", "999999999999999999999"),
        ("head__attendees", "я" * 301),
        ("clause__0__item", "77"),
    ],
)
def test_garbage_is_an_error_at_its_field(protocol, as_methodist, field, text):
    answer = carry_over(as_methodist, protocol, **{field: text})
    assert set(errors_on(answer)) == {field.replace("__", "-")}
    assert not Meeting.objects.exists()


def test_a_number_taken_in_the_body_and_year_is_refused(protocol, uploaded, as_methodist):
    carry_over(as_methodist, protocol)
    again = uploaded(COUNCIL.replace("14 марта", "20 апреля"))
    answer = carry_over(as_methodist, again)
    assert "Номер 3 в 2031 году уже занят" in errors_on(answer)["head-number"]
    assert Meeting.objects.count() == 1
    carry_over(as_methodist, again, head__number="4")
    assert Meeting.objects.count() == 2


def test_a_paper_of_the_same_day_is_told(decision, uploaded, as_methodist):
    carry_over(as_methodist, decision)
    again = uploaded(COLLEGIUM.replace("№ 2/1", ""))
    assert "В портале уже есть документ того же дня" in text_of(as_methodist.get(again.get_absolute_url()))


def test_a_paper_of_which_everything_is_left_out_is_not_carried_over(decision, as_methodist):
    answer = carry_over(as_methodist, decision, **{f"clause__{place}__skip": "on" for place in range(6)})
    assert "Переносить нечего" in text_of(answer)


def test_more_clauses_than_can_be_checked_are_refused(send):
    clauses = [f"{part}.{number}. Открыть кружок." for part in range(1, 11) for number in range(1, 51)]
    answer = send([*lines(COLLEGIUM)[:8], *clauses])
    assert errors_on(answer)["file"] == "В документе больше 300 вопросов и пунктов. Разделите файл на части."


def test_more_text_than_a_page_can_send_back_is_refused(send, monkeypatch):
    monkeypatch.setattr("reports.uploads.reading.MAX_CHARACTERS", 100)
    assert "слишком много текста" in errors_on(send(lines(COUNCIL)))["file"]


# Taken back


def test_undo_says_what_it_removes_and_removes_just_that(protocol, as_methodist):
    answer = carry_over(as_methodist, protocol)
    removed = html.fromstring(answer.content).xpath("//main//ul/li/text()")
    assert removed == [f"«{Meeting.objects.get()}»", "2 вопроса повестки", "4 пункта решения"]
    as_methodist.post(url("upload-undo", protocol.pk))
    assert not Meeting.objects.exists()
    assert not Clause.objects.exists()
    protocol.refresh_from_db()
    assert (protocol.state, protocol.paper) == (Upload.State.UNDONE, None)


def change_head():
    Meeting.objects.update(place="Дом детства")


def add_clause():
    Clause.objects.create(meeting=Meeting.objects.get(), position=9, number="9", kind="order", text="Ещё")


def add_speech():
    Speech.objects.create(item=Meeting.objects.get().agenda.first(), kind="spoke", name="Осинина Д.Е.")


def add_attendance():
    Meeting.objects.get().attendance.create(category="директора")


def address():
    Clause.objects.update(group_kinds=["school"], is_addressed=True)


@pytest.mark.parametrize("change", [change_head, add_clause, add_speech, add_attendance, address])
def test_nothing_that_was_changed_since_is_removed(protocol, as_methodist, change):
    carry_over(as_methodist, protocol)
    change()
    answer = as_methodist.post(url("upload-undo", protocol.pk), follow=True)
    assert "отменить перенос уже нельзя" in text_of(answer)
    assert Meeting.objects.exists()


# How much it asks of the database


def long_paper(clauses):
    head = lines(COUNCIL)[:11]
    agenda = [f"{number}. О деле {number}. Докладчик: Клёнова А.Б., методист" for number in range(1, 6)]
    decided = [
        f"{number}. Методистам открыть кружок. Срок: до 01.05.2031." for number in range(1, clauses + 1)
    ]
    return "\n".join([*head, *agenda, "РЕШИЛИ:", *decided])


def test_the_pages_need_the_same_queries_for_any_number_of_clauses(uploaded, as_methodist):
    short = queries(uploaded(long_paper(2)), as_methodist)
    # SQLite inserts no more than some forty clauses at once.
    assert queries(uploaded(long_paper(30).replace("№ 3", "№ 4")), as_methodist) == short
    assert Meeting.objects.count() == 2
    assert short["show"] <= 15
    assert short["applied"] <= 15


def queries(upload, client):
    fields = form_of(client, upload)
    steps = {
        "show": lambda: client.get(upload.get_absolute_url()),
        "save": lambda: client.post(upload.get_absolute_url(), fields),
        "apply": lambda: client.post(url("upload-apply", upload.pk), fields | {"version": "2"}),
        "applied": lambda: client.get(upload.get_absolute_url()),
    }
    counted = {}
    for name, step in steps.items():
        with CaptureQueriesContext(connection) as captured:
            step()
        counted[name] = len(captured)
    return counted


# The real papers


@pytest.mark.samples
@pytest.mark.parametrize(
    ("name", "questions", "clauses"),
    [("protocol-kiselevsk-2022-04-28", 4, 1), ("decision-collegium-2023-04-21", 0, 19)],
)
def test_the_sample_becomes_a_draft_with_all_its_questions_and_clauses(
    samples, as_methodist, name, questions, clauses
):
    send_file(as_methodist, (samples / f"{name}.docx").read_bytes())
    upload = Upload.objects.get()
    answer = carry_over(as_methodist, upload)
    assert not errors_on(answer)
    meeting = Meeting.objects.get()
    assert (meeting.agenda.count(), meeting.clauses.count()) == (questions, clauses)
    read = [(clause["number"], clause["deadline"]) for clause in upload.reading["decisions"]]
    assert list(meeting.clauses.values_list("number", "deadline_text")) == read
