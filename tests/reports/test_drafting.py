from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.prose import find_dates, find_figures, normalise, quote
from organizations.models import LegalAct
from plans.models import Event, EventKind, ItemResult, ResultFigure
from reports.drafting import (
    MARKED,
    Facts,
    confirm_old_facts,
    draft_line,
    mark_old_facts,
    preview_sentence,
)
from reports.models import ReportLine
from reports.slots import slots_in
from reports.wording import LISTED, Figures, figure_sentence, group_events, uncounted

SEMINAR = EventKind(pk=1, name="обучающий семинар")
WEBINAR = EventKind(pk=2, name="вебинар")
CONSULTATION = EventKind(pk=3, name="консультация")
MEETING = EventKind(pk=4, name="встреча")


def event(day=1, *, kind=SEMINAR, part="held", theme=None, **facts):
    starts_on = date(2026, 1, 1) + timedelta(days=day - 1)
    ends_on = facts.pop("ends_on", starts_on)
    made = Event(
        pk=day,
        starts_on=starts_on,
        ends_on=ends_on,
        kind=kind,
        part=part,
        theme=theme or f"Тема {day}",
        **facts,
    )
    made._prefetched_objects_cache = {"acts": []}
    return made


def events(number, **facts):
    return [event(day, **facts) for day in range(1, number + 1)]


def result(text="", state="", figures=(), **facts):
    made = ItemResult(pk=1, text=text, state=state, **facts)
    made._prefetched_objects_cache = {"figures": list(figures)}
    return made


def figure(label, value, unit="", accumulation="sum", pk=1):
    return ResultFigure(pk=pk, label=label, value=Decimal(str(value)), unit=unit, accumulation=accumulation)


def draft(*held, **facts):
    return draft_line(Facts(events=list(held), **facts)).rendered


@pytest.mark.parametrize(
    ("number", "beginning"),
    [
        (1, "01.01.2026 проведён обучающий семинар «Тема 1»."),
        (2, "Проведено 2 обучающих семинара: 01.01.2026 «Тема 1», 02.01.2026 «Тема 2»."),
        (5, "Проведено 5 обучающих семинаров: 01.01.2026 «Тема 1», 02.01.2026 «Тема 2», 03.01.2026"),
        (11, "Проведено 11 обучающих семинаров по темам: «Тема 1», «Тема 2», «Тема 3»"),
        (21, "Проведён 21 обучающий семинар по темам: «Тема 1», «Тема 2», «Тема 3»"),
    ],
)
def test_number_and_noun_agree(number, beginning):
    assert draft(*events(number)).startswith(beginning)


def test_without_events_nothing_is_said_and_that_is_told():
    proposal = draft_line(Facts())
    assert (proposal.text, proposal.source) == ("", ReportLine.Source.NOTHING)


def test_events_stand_by_date_whatever_the_order_of_entry():
    assert (
        draft(event(9), event(2))
        == "Проведено 2 обучающих семинара: 02.01.2026 «Тема 2», 09.01.2026 «Тема 9»."
    )


def test_parts_stand_in_order_held_co_organised_taken_part():
    text = draft(
        event(1, kind=WEBINAR, part="took_part"),
        event(2, part="took_part", kind=WEBINAR),
        event(3, part="took_part", kind=WEBINAR),
        event(4, part="co_organized"),
        event(5, kind=CONSULTATION),
        event(6),
    )
    assert text.split("\n") == [
        "05.01.2026 проведена консультация «Тема 5».",
        "06.01.2026 проведён обучающий семинар «Тема 6».",
        "04.01.2026 в качестве соорганизатора проведён обучающий семинар «Тема 4».",
        "Принято участие в 3 вебинарах: 01.01.2026 «Тема 1», 02.01.2026 «Тема 2», 03.01.2026 «Тема 3».",
    ]


@pytest.mark.parametrize(
    ("number", "phrase"),
    [(2, "в 2 вебинарах"), (5, "в 5 вебинарах"), (21, "в 21 вебинаре по темам")],
)
def test_taking_part_stands_in_the_locative(number, phrase):
    assert phrase in draft(*events(number, kind=WEBINAR, part="took_part"))


def test_several_co_organised_events_are_counted():
    text = draft(*events(3, kind=CONSULTATION, part="co_organized"))
    assert text.startswith("В качестве соорганизатора проведено 3 консультации: 01.01.2026")


def test_an_event_of_several_days_shows_them():
    text = draft(event(1, ends_on=date(2026, 1, 4)))
    assert text == "01.01.2026–04.01.2026 проведён обучающий семинар «Тема 1»."


def test_traits_of_a_single_event_are_told():
    text = draft(
        event(
            1,
            kind=MEETING,
            part="took_part",
            level="regional",
            format="remote",
            audience="для методистов",
            organizer="РМЦ",
        )
    )
    assert text == (
        "01.01.2026 принято участие во встрече регионального уровня «Тема 1» для методистов "
        "в дистанционном формате (организатор — РМЦ)."
    )


def test_the_level_of_ones_own_event_goes_without_saying():
    assert draft(event(1, level="municipal")) == "01.01.2026 проведён обучающий семинар «Тема 1»."


def test_what_all_events_share_is_told_once_and_the_rest_at_each():
    text = draft(event(1, format="remote", organizer="РМЦ"), event(2, format="remote", audience="педагогов"))
    assert text == (
        "Проведено 2 обучающих семинара в дистанционном формате: 01.01.2026 «Тема 1» (организатор — РМЦ), "
        "02.01.2026 «Тема 2» (для педагогов)."
    )


def test_quotes_within_a_theme_become_inner_ones():
    assert "«Новое в „Навигаторе“»" in draft(event(1, theme='Новое в "Навигаторе"'))
    assert "««" not in draft(event(1, theme="«Уже в кавычках»"))


def test_more_events_than_can_be_listed_show_each_theme_once_and_no_dates():
    text = draft(*events(LISTED, theme="Планирование"), event(LISTED + 1, theme="Итоги"))
    assert text == "Проведено 11 обучающих семинаров по темам: «Планирование», «Итоги»."
    assert draft(*events(LISTED + 1, theme="Планирование")).endswith("по теме «Планирование».")


def test_participants_are_summed_once_for_their_group():
    text = draft(event(1, participants=20, connections=4), event(2, participants=30, connections=6))
    assert text.endswith("«Тема 2». Всего участников — 50, подключений — 10.")
    assert draft(event(1, participants=20)).endswith("«Тема 1». Участников — 20.")


def test_participants_recorded_for_some_events_only_are_not_called_a_total():
    assert draft(event(1, participants=20), event(2)).endswith("«Тема 2». Участников — 20.")
    assert "частников" not in draft(event(1), event(2))


def test_events_missing_from_the_numbers_of_their_group_are_found():
    held = [event(1, participants=20), event(2), event(3, kind=WEBINAR), event(4, participants=0)]
    assert uncounted(held) == {"участников": [held[1]]}
    remote = [event(1, participants=5, connections=3), event(2, participants=5)]
    assert uncounted(remote) == {"подключений": [remote[1]]}


def test_nobody_present_is_recorded_as_zero():
    assert draft(event(1, participants=0)).endswith("Участников — 0.")


def test_tallies_are_told_as_a_number():
    assert draft(tallies={CONSULTATION: 21}) == "Проведена 21 консультация."
    text = draft(event(1, kind=CONSULTATION), tallies={CONSULTATION: 12})
    assert text.endswith("\nКроме того, проведено 12 консультаций.")
    assert draft_line(Facts(tallies={CONSULTATION: 0})).source == ReportLine.Source.NOTHING


def test_orders_stand_once_in_the_note_by_date():
    first = LegalAct(pk=1, number="13/1", date=date(2026, 2, 3))
    second = LegalAct(pk=2, number="5", date=date(2026, 1, 20))
    held = events(3)
    held[0]._prefetched_objects_cache = {"acts": [first]}
    held[1]._prefetched_objects_cache = {"acts": [first, second]}
    note = draft_line(Facts(events=held)).note
    assert note == "Приказ от 20.01.2026 № 5\nПриказ от 03.02.2026 № 13/1"


def test_each_number_is_a_figure_that_names_its_calculation():
    proposal = draft_line(Facts(events=[event(1, participants=20), event(2, participants=5)]))
    counted, people = proposal.figures
    assert proposal.text.startswith("Проведено {f1} обучающих семинара")
    assert (counted.value, counted.calculation, counted.params) == (
        2,
        "events_held",
        {"part": "held", "kind": 1},
    )
    assert (people.value, people.calculation, people.unit) == (25, "participants", "участник")


themes = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=20)


@given(st.lists(st.tuples(st.sampled_from(["held", "co_organized", "took_part"]), themes), max_size=25))
def test_every_event_stands_once_and_every_slot_has_its_figure(recorded):
    held = [event(day, part=part, theme=theme) for day, (part, theme) in enumerate(recorded, start=1)]
    proposal = draft_line(Facts(events=held))
    paragraphs = proposal.rendered.split("\n")
    for group, told in zip(group_events(held), paragraphs, strict=False):
        for one in group.events:
            listed = len(group.events) <= LISTED
            assert told.count(one.dates) == 1 if listed else normalise(quote(one.theme)) in normalise(told)
    assert slots_in(proposal.text) == [made.slot for made in proposal.figures]
    assert [int(made.value) for made in proposal.figures] == [
        len(group.events) for group in group_events(held) if len(group.events) > 1
    ]


@pytest.mark.parametrize(
    ("label", "value", "unit", "told"),
    [
        ("Проведена экспертиза", 76, "программа", "Проведена экспертиза 76 программ."),
        ("Проведена экспертиза", 1, "программа", "Проведена экспертиза 1 программы."),
        ("Проведена экспертиза", 0, "программа", "Проведена экспертиза 0 программ."),
        ("Проведена экспертиза", 2.5, "программа", "Проведена экспертиза 2,5 программы."),
        ("Проведена экспертиза", 22, "программа", "Проведена экспертиза 22 программ."),
        ("Обучено", 5, "ребёнок", "Обучено 5 детей."),
        ("Участвовало", 11, "педагог", "Участвовало 11 педагогов."),
        ("Реализуются в сетевой форме", 2, "программа", "Реализуются в сетевой форме 2 программы."),
        ("Организованы выезды, занимался", 1, "ребёнок", "Организованы выезды, занимался 1 ребёнок."),
        ("Реализовано", 52, "ДООП", "Реализовано 52 ДООП."),
        ("Проведено для родителей", 2, "собрание", "Проведено для родителей 2 собрания."),
        ("Охват детей:", 36, "человек", "Охват детей — 36 человек."),
        ("Доля педагогов с категорией", 14.5, "%", "Доля педагогов с категорией — 14,5 %."),
        ("Проведено конкурсов", 14, "", "Проведено конкурсов — 14."),
        ("Прирост", 2.5, "программа", "Прирост — 2,5 программы."),
    ],
)
def test_entered_figures_become_sentences(label, value, unit, told):
    figures = Figures()
    value = Decimal(str(value))
    slot = figures.add(value)
    text = figure_sentence(label, unit, value, slot)
    assert text.replace("{f1}", figures[0].formatted) == told


def test_a_figure_whose_value_is_unknown_leaves_a_blank():
    halves = [
        result(figures=[figure("Обучено", 5, "ребёнок", "unique", pk=1)]),
        result(figures=[figure("Обучено", 7, "ребёнок", "unique", pk=2)]),
    ]
    proposal = draft_line(Facts(results=halves))
    assert proposal.rendered == "Обучено ___ детей."
    assert proposal.figures == []


def test_figures_of_two_half_years_come_together_by_their_rule():
    halves = [
        result(figures=[figure("Проведена экспертиза", 5, "программа", pk=1)]),
        result(figures=[figure("Проведена экспертиза", 7, "программа", pk=2)]),
    ]
    proposal = draft_line(Facts(results=halves))
    assert proposal.rendered == "Проведена экспертиза 12 программ."
    assert proposal.figures[0].params == {"figures": [1, 2]}


def test_the_words_of_the_methodist_follow_the_events():
    proposal = draft_line(Facts(events=[event(1)], results=[result("Материалы размещены на сайте.")]))
    assert proposal.rendered.endswith("«Тема 1».\nМатериалы размещены на сайте.")
    assert proposal.source == ReportLine.Source.EVENTS


def test_a_figure_that_the_words_tell_is_not_told_again():
    entered = result("Проверено 76 программ", figures=[figure("Проведена экспертиза", 76, "программа")])
    proposal = draft_line(Facts(results=[entered]))
    assert (proposal.text, proposal.source) == ("Проверено {f1} программ", ReportLine.Source.RESULT)
    assert proposal.figures[0].params == {"figures": [1]}


def test_figures_alone_make_a_row():
    entered = result(figures=[figure("Проведена экспертиза", 76, "программа")], state="done")
    assert draft_line(Facts(results=[entered])).source == ReportLine.Source.FIGURES


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"state": "done"}, "Работа выполнена."),
        ({"state": "in_progress"}, "Работа продолжается."),
        ({"state": "done", "text": "План утверждён."}, "План утверждён."),
        ({"state": "not_held", "reason": "нет заявок"}, "Не проводилось: нет заявок."),
        (
            {"state": "postponed", "postponed_to": date(2026, 10, 15), "reason": "ремонт зала."},
            "Перенесено на 15 октября 2026 г.: ремонт зала.",
        ),
        ({"state": "postponed", "postponed_to": date(2026, 10, 15)}, "Перенесено на 15 октября 2026 г."),
    ],
)
def test_the_state_is_told_with_its_reason(facts, told):
    assert draft(results=[result(**facts)]) == told


def test_the_text_of_the_previous_report_comes_with_its_facts_marked():
    proposal = draft_line(
        Facts(previous="12.04.2025 проведён семинар, обучено 30 педагогов.", phrase="Работа идёт.")
    )
    assert proposal.source == ReportLine.Source.PREVIOUS
    assert proposal.rendered == (
        "[проверьте: 12.04.2025] проведён семинар, обучено [проверьте: 30] педагогов."
    )


def test_the_phrase_of_the_library_is_the_last_resort():
    proposal = draft_line(Facts(phrase="Реестр ведётся."))
    assert (proposal.text, proposal.source) == ("Реестр ведётся.", ReportLine.Source.PHRASE)


OLD_WORDS = st.lists(
    st.sampled_from(
        [
            *("12.04.2025", "1 марта 2025 г.", "в I полугодии 2025 года", "2024/25 учебном году", "март–май"),
            *(
                "76 программ",
                "1 028",
                "14,5 %",
                "№ 13/1",
                "проведён семинар",
                "«Тема»",
                "[проверьте: 5]",
                ".",
            ),
        ]
    ),
    max_size=8,
).map(" ".join)


@given(OLD_WORDS)
def test_every_old_date_and_figure_is_marked_and_can_be_confirmed(text):
    marked = mark_old_facts(text)
    unmarked = MARKED.sub("", marked)
    assert find_dates(unmarked) == []
    assert find_figures(unmarked) == []
    assert confirm_old_facts(marked) == confirm_old_facts(text)
    assert mark_old_facts(marked) == marked


def entered_event(**facts):
    blank = dict.fromkeys(
        ("part", "starts_on", "ends_on", "theme", "format", "organizer", "level", "audience", "participants")
    )
    return SimpleNamespace(
        **blank | {"kind": "вебинар", "starts_on": date(2026, 3, 2), "theme": "Сроки"} | facts
    )


def test_the_preview_reads_as_the_report_will():
    assert preview_sentence(entered_event()) == "02.03.2026 проведён вебинар «Сроки»."
    told = preview_sentence(entered_event(part="took_part", ends_on=date(2026, 3, 3), participants=12))
    assert told == "02.03.2026–03.03.2026 принято участие в вебинаре «Сроки». Участников — 12."


def test_one_theme_again_and_again_is_named_once():
    weekly = [event(day, theme="Выверка записей") for day in (2, 9, 16)]
    assert draft(*weekly) == (
        "Проведено 3 обучающих семинара «Выверка записей»: 02.01.2026, 09.01.2026, 16.01.2026."
    )
