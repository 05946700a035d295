import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.slots import fill, keep_slots, plain, put_slot, slots_in

TEXT = "Проведено {f1} семинаров. Всего участников — {f2}, подключений — {f3}."
NUMBERS = {"f1": "5", "f2": "10\xa0280", "f3": "40"}


def test_a_slot_without_a_figure_is_a_blank():
    assert fill("Обучено {f1} детей", {}) == "Обучено ___ детей"


def test_what_people_typed_is_never_read_as_a_slot():
    assert fill(plain("Тема {f1}"), {"f1": "5"}) == "Тема (f1)"


def test_the_unchanged_text_keeps_all_its_slots():
    assert keep_slots(TEXT, NUMBERS, fill(TEXT, NUMBERS)) == TEXT


def test_slots_survive_where_words_around_them_change():
    edited = "За полугодие проведено 5 семинаров для школ. Участников — 10\xa0280, подключений — 40 (ВКС)."
    kept = keep_slots(TEXT, NUMBERS, edited)
    assert slots_in(kept) == ["f1", "f2", "f3"]
    assert fill(kept, NUMBERS) == edited


def test_a_number_that_was_changed_leaves_its_slot():
    kept = keep_slots(
        TEXT, NUMBERS, "Проведено 15 семинаров. Всего участников — 10\xa0280, подключений — 41."
    )
    assert kept == "Проведено 15 семинаров. Всего участников — {f2}, подключений — 41."


@pytest.mark.parametrize(
    "edited",
    [
        "5 классов и 7 семинаров прошли",
        "Проведены семинары 5.04.2026",
        "Проведены 15 семинаров",
        "Проведено 5/2 семинаров",
        "",
    ],
)
def test_the_same_digits_elsewhere_do_not_take_the_slot(edited):
    assert keep_slots("{f1} семинаров", {"f1": "5"}, edited) == edited


def test_a_sentence_copied_twice_has_its_slot_once():
    kept = keep_slots("Обучено {f1} детей.", {"f1": "5"}, "Обучено 5 детей. Обучено 5 детей.")
    assert sorted(slots_in(kept)) == ["f1"]
    assert fill(kept, {"f1": "5"}) == "Обучено 5 детей. Обучено 5 детей."


def test_a_blank_stays_a_slot_until_a_number_is_written_into_it():
    assert keep_slots("Обучено {f1} детей", {}, "Всего обучено ___ детей") == "Всего обучено {f1} детей"
    assert keep_slots("Обучено {f1} детей", {}, "Обучено 7 детей") == "Обучено 7 детей"


WORDS = st.lists(
    st.sampled_from(["семинаров", "5", "12", "детей", "—", ",", ".", "5.04", "15", "{f1}"]), max_size=12
)


@given(
    template=st.lists(st.sampled_from(["{f1}", "{f2}", "семинаров", "детей", "5", "—"]), max_size=8),
    words=WORDS,
)
def test_filled_in_again_the_text_reads_as_it_was_edited(template, words):
    text, edited = " ".join(template), " ".join(words)
    numbers = {"f1": "5", "f2": "12"}
    kept = keep_slots(text, numbers, edited)
    assert fill(kept, numbers) == plain(edited)
    assert len(slots_in(kept)) <= len(slots_in(text))


@pytest.mark.parametrize(
    ("words", "number", "placed"),
    [
        ("Проведена экспертиза 76 программ", "76", "Проведена экспертиза {f1} программ"),
        ("Обучено 1 028 детей", "1028", "Обучено {f1} детей"),
        ("Охват 14 %", "14", "Охват {f1} %"),
        ("12 апреля проверено 12 программ", "12", "12 апреля проверено {f1} программ"),
        ("Приказ № 12", "12", None),
        ("5 школ и 5 садов", "5", None),
        ("Программ нет", "5", None),
    ],
)
def test_a_figure_finds_its_number_in_the_words_only_where_there_is_no_doubt(words, number, placed):
    assert put_slot(words, number, "{f1}") == placed
