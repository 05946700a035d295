from datetime import date
from itertools import pairwise, product

import pytest

from documents.prose import (
    agree,
    count,
    date_in_words,
    date_range,
    decline,
    file_name,
    find_dates,
    find_figures,
    format_date,
    half_year_in_words,
    held,
    join_and,
    normalise,
    participle,
    quote,
    sentence,
    short_name,
)

# As given; after 2, 22, 112; after 0, 5, 11, 111; what «Проведён» turns into for one of them.
COUNTED = {
    "вебинар": ("вебинара", "вебинаров", "Проведён"),
    "обучающий семинар": ("обучающих семинара", "обучающих семинаров", "Проведён"),
    "совещание": ("совещания", "совещаний", "Проведено"),
    "семинар": ("семинара", "семинаров", "Проведён"),
    "конференция": ("конференции", "конференций", "Проведена"),
    "научно-практическая конференция": (
        "научно-практические конференции",
        "научно-практических конференций",
        "Проведена",
    ),
    "круглый стол": ("круглых стола", "круглых столов", "Проведён"),
    "форум": ("форума", "форумов", "Проведён"),
    "I муниципальный форум": ("I муниципальных форума", "I муниципальных форумов", "Проведён"),
    "стратегическая сессия": ("стратегические сессии", "стратегических сессий", "Проведена"),
    "индивидуальная консультация": (
        "индивидуальные консультации",
        "индивидуальных консультаций",
        "Проведена",
    ),
    "групповая консультация": ("групповые консультации", "групповых консультаций", "Проведена"),
    "конкурс": ("конкурса", "конкурсов", "Проведён"),
    "выезд": ("выезда", "выездов", "Проведён"),
    "мониторинг": ("мониторинга", "мониторингов", "Проведён"),
    "методический час": ("методических часа", "методических часов", "Проведён"),
    "митап": ("митапа", "митапов", "Проведён"),
    "практикум": ("практикума", "практикумов", "Проведён"),
    "семинар-практикум": ("семинара-практикума", "семинаров-практикумов", "Проведён"),
    "онлайн-семинар": ("онлайн-семинара", "онлайн-семинаров", "Проведён"),
    "форсайт-сессия": ("форсайт-сессии", "форсайт-сессий", "Проведена"),
    "школа профмастерства": ("школы профмастерства", "школ профмастерства", "Проведена"),
    "стажировка": ("стажировки", "стажировок", "Проведена"),
    "мастер-класс": ("мастер-класса", "мастер-классов", "Проведён"),
    "родительское собрание": ("родительских собрания", "родительских собраний", "Проведено"),
    "заседание рабочей группы": ("заседания рабочей группы", "заседаний рабочей группы", "Проведено"),
    "тренинг": ("тренинга", "тренингов", "Проведён"),
    "открытое занятие": ("открытых занятия", "открытых занятий", "Проведено"),
    "методическое объединение": ("методических объединения", "методических объединений", "Проведено"),
    "экскурсия": ("экскурсии", "экскурсий", "Проведена"),
    "акция": ("акции", "акций", "Проведена"),
    "фестиваль": ("фестиваля", "фестивалей", "Проведён"),
    "выставка": ("выставки", "выставок", "Проведена"),
    "соревнование": ("соревнования", "соревнований", "Проведено"),
    "рабочая встреча": ("рабочие встречи", "рабочих встреч", "Проведена"),
    "День открытых дверей": ("Дня открытых дверей", "Дней открытых дверей", "Проведён"),
    "школа «Мастера добрых дел»": ("школы «Мастера добрых дел»", "школ «Мастера добрых дел»", "Проведена"),
    "курсы повышения квалификации": (
        "курса повышения квалификации",
        "курсов повышения квалификации",
        "Проведены",
    ),
    "педагогические чтения": ("педагогических чтения", "педагогических чтений", "Проведены"),
    "дебаты": ("дебатов", "дебатов", "Проведены"),
}
PEOPLE_AND_THINGS = {
    "человек": ("человек", "человека", "человек"),
    "дети": ("ребёнок", "ребёнка", "детей"),
    "обучающийся": ("обучающийся", "обучающихся", "обучающихся"),
    "обучающийся 9 класса": ("обучающийся 9 класса", "обучающихся 9 класса", "обучающихся 9 класса"),
    "учащийся": ("учащийся", "учащихся", "учащихся"),
    "педагог": ("педагог", "педагога", "педагогов"),
    "программа": ("программа", "программы", "программ"),
    "год": ("год", "года", "лет"),
    "раз": ("раз", "раза", "раз"),
    "НОК ДООП": ("НОК ДООП", "НОК ДООП", "НОК ДООП"),
}


@pytest.mark.parametrize(("phrase", "forms"), COUNTED.items(), ids=COUNTED)
def test_every_kind_of_event_agrees_with_its_number(phrase, forms):
    few, many, held_once = forms
    assert agree(phrase, 1) == phrase
    assert {agree(phrase, number) for number in (2, 3, 4, 22, 112 - 10)} == {few}
    assert {agree(phrase, number) for number in (0, 5, 11, 12, 14, 20, 111, 112)} == {many}
    assert held(1, phrase) == held_once
    assert {held(number, phrase) for number in (0, 2, 5, 11, 22, 111, 112)} == {"Проведено"}


@pytest.mark.parametrize(("phrase", "forms"), PEOPLE_AND_THINGS.items(), ids=PEOPLE_AND_THINGS)
def test_people_and_things_agree_with_their_number(phrase, forms):
    assert tuple(agree(phrase, number) for number in (1, 2, 5)) == forms
    assert tuple(agree(phrase, number) for number in (21, 22, 111)) == forms


def test_twenty_one_takes_the_gender_and_the_singular():
    assert f"{held(21, 'семинар')} {count(21, 'семинар')}" == "Проведён 21 семинар"
    assert f"{held(21, 'консультация')} {count(21, 'консультация')}" == "Проведена 21 консультация"
    assert f"{held(101, 'курсы')} {count(101, 'курсы')}" == "Проведён 101 курс"
    assert held(211, "консультация") == "Проведено"


def test_count_groups_only_long_figures():
    assert count(5, "обучающий семинар") == "5 обучающих семинаров"
    assert count(1028, "учащийся") == "1028 учащихся"
    assert count(11677, "человек") == "11\xa0677 человек"


def test_a_single_course_is_counted_in_the_singular_but_named_in_the_plural():
    assert count(1, "курсы повышения квалификации") == "1 курс повышения квалификации"
    assert agree("курсы повышения квалификации", 1) == "курсы повышения квалификации"
    assert count(1, "каникулы") == "1 каникулы"


@pytest.mark.parametrize(
    ("phrase", "number", "forms"),
    [
        ("вебинар", 1, "вебинар вебинара вебинару вебинар вебинаром вебинаре"),
        ("вебинар", 3, "вебинара вебинаров вебинарам вебинара вебинарами вебинарах"),
        ("вебинар", 21, "вебинар вебинара вебинару вебинар вебинаром вебинаре"),
        ("акция", 1, "акция акции акции акцию акцией акции"),
        ("акция", 5, "акций акций акциям акций акциями акциях"),
        ("педагог", 1, "педагог педагога педагогу педагога педагогом педагоге"),
        ("педагог", 5, "педагогов педагогов педагогам педагогов педагогами педагогах"),
        ("собрание", 1, "собрание собрания собранию собрание собранием собрании"),
        ("курсы", 1, "курсы курсов курсам курсы курсами курсах"),
        ("обучающийся", 1, "обучающийся обучающегося обучающемуся обучающегося обучающимся обучающемся"),
    ],
)
def test_decline_gives_every_case(phrase, number, forms):
    cases = ("nomn", "gent", "datv", "accs", "ablt", "loct")
    assert [decline(phrase, case, number=number) for case in cases] == forms.split()


def test_decline_changes_the_noun_with_its_adjectives_and_leaves_the_tail():
    assert decline("большая рабочая встреча", "accs") == "большую рабочую встречу"
    assert decline("заседание рабочей группы", "loct") == "заседании рабочей группы"
    assert decline("школа «Мастера дела»", "ablt") == "школой «Мастера дела»"
    assert decline("рабочий стол", "gent") == "рабочего стола"
    assert decline("школьный онлайн конкурс", "gent") == "школьного онлайн конкурса"
    assert decline("«Круглый стол»", "gent") == "«Круглый стол»"


def test_agreement_survives_what_is_no_phrase():
    for phrase, number in product(("", " ", "«", "---", "123", "ПФДО", "xyz", "a b c"), (0, 1, 2, 21)):
        assert agree(phrase, number) == phrase.strip()
        assert held(number, phrase) == "Проведено"


def test_participle_serves_other_verbs():
    assert participle("организовать", 1, "выставка") == "Организована"
    assert participle("разработать", 21, "программа") == "Разработана"
    assert participle("подготовить", 4, "победитель") == "Подготовлено"
    assert participle("издать", 1, "сборник") == "Издан"


@pytest.mark.parametrize("word", ["семинар", "спать", ""])
def test_participle_refuses_what_has_none(word):
    with pytest.raises(ValueError, match="причастия"):
        participle(word, 1, "выставка")


def test_dates_are_written_in_figures_and_in_words():
    assert format_date(date(2022, 1, 5)) == "05.01.2022"
    assert date_in_words(date(2022, 1, 25)) == "25 января 2022 г."
    assert date_in_words(date(2024, 8, 1)) == "1 августа 2024 г."


@pytest.mark.parametrize(
    ("start", "end", "figures", "words"),
    [
        (date(2022, 1, 25), date(2022, 1, 25), "25.01.2022", "25 января 2022 г."),
        (date(2022, 5, 26), date(2022, 5, 29), "26.05.2022–29.05.2022", "с 26 по 29 мая 2022 г."),
        (date(2022, 5, 26), date(2022, 6, 2), "26.05.2022–02.06.2022", "с 26 мая по 2 июня 2022 г."),
        (
            date(2022, 12, 30),
            date(2023, 1, 2),
            "30.12.2022–02.01.2023",
            "с 30 декабря 2022 г. по 2 января 2023 г.",
        ),
    ],
)
def test_a_range_of_days_says_nothing_twice(start, end, figures, words):
    assert date_range(start, end) == figures
    assert date_range(start, end, in_words=True) == words


def test_reporting_periods_decline():
    assert half_year_in_words("2022H1") == "I полугодие 2022 года"
    assert half_year_in_words("2022H2", "gent") == "II полугодия 2022 года"
    assert half_year_in_words("2022H1", "accs") == "I полугодие 2022 года"
    assert half_year_in_words("2022H2", "loct") == "II полугодии 2022 года"
    assert half_year_in_words("2022") == "2022 год"
    assert half_year_in_words("2022", "gent") == "2022 года"


@pytest.mark.parametrize("code", ["2022H3", "22H1", "2022Q1", "", "2022H1 "])
def test_no_other_code_is_a_reporting_period(code):
    with pytest.raises(ValueError, match="Не отчётный период"):
        half_year_in_words(code)


@pytest.mark.parametrize(
    ("parts", "joined"),
    [([], ""), (["а"], "а"), (["а", "б"], "а и б"), (["а", "б", "в"], "а, б и в")],
)
def test_join_and(parts, joined):
    assert join_and(parts) == joined


def test_short_name_puts_initials_first():
    assert short_name("Лугова", "вера", "Петровна") == "В.П. Лугова"
    assert short_name(" Лугова ", "Вера") == "В. Лугова"
    assert short_name("Лугова", "", "") == "Лугова"


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("Школа", "«Школа»"),
        ('"Школа"', "«Школа»"),
        ("“Школа”", "«Школа»"),
        ("«Школа»", "«Школа»"),
        ("««Школа»»", "«Школа»"),
        ('Конкурс "Мастер" и "Дети"', "«Конкурс „Мастер“ и „Дети“»"),
        ("«Школа «Мастер»»", "«Школа „Мастер“»"),
        ('"Школа "Мастер""', "«Школа „Мастер“»"),
        ("Школа („Мастер“)", "«Школа („Мастер“)»"),
        ("«А» и «Б»", "«„А“ и „Б“»"),
        ("«Школа «Мастер»", "«Школа „Мастер“»"),
        ('Конкурс "Мастер', "«Конкурс Мастер»"),
        ('Конкурс Мастер"', "«Конкурс Мастер»"),
        ("  Школа \n мастера ", "«Школа мастера»"),
        ('"', "«»"),
        ("", "«»"),
    ],
)
def test_quote_nests_and_never_doubles(text, quoted):
    assert quote(text) == quoted


@pytest.mark.parametrize(
    ("text", "finished"),
    [
        ("проведён  семинар", "Проведён семинар."),
        ("МОЦ провёл семинар.", "МОЦ провёл семинар."),
        ("ПФДО, НОК и т.д.", "ПФДО, НОК и т.д."),
        ("обучено 5 человек ;", "Обучено 5 человек."),
        ("Готово...", "Готово."),
        ("Готово!", "Готово!"),
        ("25.01.2022\xa0г. семинар", "25.01.2022 г. семинар."),
        (" . ", ""),
    ],
)
def test_sentence_begins_and_ends_once(text, finished):
    assert sentence(text) == finished


def test_normalise_makes_one_key_of_many_spellings():
    assert normalise("«Ёлочка»\xa0—  центр") == normalise('"елочка" - ЦЕНТР') == "елочка - центр"


def test_file_name_keeps_to_what_every_system_accepts():
    assert file_name('Отчёт «МОЦ»: I полугодие 2022/23?\n<a> "б"') == "Отчёт МОЦ I полугодие 2022 23 a б"
    assert file_name("../../") == "документ"
    assert len(file_name("я" * 300)) == 100


OLD_REPORT = (
    "1. Проведено 14 конкурсов, охват 1028 учащихся (17 %), приказ № 13/1 от 03.02.2022 г. "
    "25.01.2022г вебинар, «12» апреля 2022 года совещание, 26–29 мая сессия, в апреле–мае 2022 г. мониторинг, "
    "с 26 по 30 июня выезд, до 25.12. "
    "В 1 полугодии 2022 года и за I квартал 11 677 человек, 5,5% по 273-ФЗ; план на 2021/22 и "
    "2022-2023 учебный год, всего в 2022 году 76."
)


def test_dates_of_all_office_forms_are_found():
    assert [span.text for span in find_dates(OLD_REPORT)] == [
        "03.02.2022 г.",
        "25.01.2022г",
        "«12» апреля 2022 года",
        "26–29 мая",
        "апреле–мае 2022 г.",
        "26 по 30 июня",
        "25.12",
        "1 полугодии 2022 года",
        "I квартал",
        "2021/22",
        "2022-2023 учебный год",
        "2022 году",
    ]


def test_figures_are_numbers_that_are_no_dates():
    figures = [span.text for span in find_figures(OLD_REPORT)]
    assert figures == ["14", "1028", "17 %", "№ 13/1", "11 677", "5,5%", "76"]


def test_found_spans_lie_in_the_text_and_do_not_overlap():
    spans = sorted(find_dates(OLD_REPORT) + find_figures(OLD_REPORT), key=lambda span: span.start)
    assert all(OLD_REPORT[span.start : span.end] == span.text for span in spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))


@pytest.mark.parametrize(
    "text", ["1" * 100_000, "12 345 " * 15_000, "\n" * 100_000, "1." * 50_000, "мая " * 25_000]
)
def test_hostile_texts_are_searched_at_once(text):
    assert isinstance(find_dates(text), list)
    assert isinstance(find_figures(text), list)
    assert quote(text)
