"""Whom a clause binds, as its words tell, and what kind of clause it is."""

import pytest

from meetings.addressing import Addressing
from meetings.clause_kinds import proposed_kind
from organizations.models import Organization, Role
from tests.conftest import make_user

pytestmark = pytest.mark.django_db

NAMES = {
    "МБОУ «СОШ № 2»": "school",
    "МБОУ «СОШ № 4»": "school",
    "Гимназия": "school",
    "МДОУ № 19 «Ромашка»": "kindergarten",
    "МБУ ДО ДДТ «Радуга»": "odo",
    "Центр развития образования": "other",
    "Управление образования Лугового района": "authority",
}


@pytest.fixture
def town(municipality):
    municipality.organizations.all().delete()
    for name, kind in NAMES.items():
        organization = Organization.objects.create(
            municipality=municipality, name=name, short_name=name, kind=kind
        )
        if name == "Гимназия":
            organization.aliases.create(name="Гимназия имени В. Лугового")
    return municipality


@pytest.fixture
def read(town):
    for surname, title in {
        "Лугова": "методист МОЦ",
        "Берёзкина": "специалист",
        "Дубова": "специалист",
    }.items():
        make_user(surname, surname, Role.METHODIST, title, municipality=town)
    addressing = Addressing(town, town.appointments.all())

    def propose(addressee, text="Обновить расписание."):
        found = addressing.propose(addressee, text)
        return set(found.kinds), found.condition, {str(o) for o in found.organizations}, found.person

    return propose


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("руководителям образовательных организаций", {"school", "kindergarten", "odo"}),
        ("Руководителям ОО", {"school", "kindergarten", "odo"}),
        ("руководителям общеобразовательных организаций", {"school"}),
        ("директорам школ", {"school"}),
        ("Руководителям ДОУ", {"kindergarten"}),
        ("руководителям дошкольных образовательных учреждений", {"kindergarten"}),
        ("заведующим детскими садами", {"kindergarten"}),
        ("учреждений дополнительного образования", {"odo"}),
        ("руководителям школ и детских садов", {"school", "kindergarten"}),
        ("управлению образования", {"authority"}),
        ("отделу образования администрации", {"authority"}),
        ("директорам школ искусств", {"culture"}),
        ("всем желающим", set()),
        ("", set()),
    ],
)
def test_a_group_is_told_by_its_words(read, words, kinds):
    assert read(words) == (kinds, "", set(), None)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("директору МБОУ СОШ № 4", {"МБОУ «СОШ № 4»"}),
        ("Школе №4", {"МБОУ «СОШ № 4»"}),
        ("руководителям СОШ №№ 2, 4", {"МБОУ «СОШ № 2»", "МБОУ «СОШ № 4»"}),
        ("школам № 2 и № 4", {"МБОУ «СОШ № 2»", "МБОУ «СОШ № 4»"}),
        ("заведующему МДОУ № 19", {"МДОУ № 19 «Ромашка»"}),
        ("МУ ДО ДДТ «Радуга»", {"МБУ ДО ДДТ «Радуга»"}),
        ("Гимназии; Центру развития образования", {"Гимназия", "Центр развития образования"}),
        ("школе № 77", set()),
    ],
)
def test_organisations_are_found_by_number_and_by_name(read, words, names):
    assert read(words) == (set(), "", names, None)


def test_another_spelling_is_known_by_its_alias(read):
    assert read("Гимназии имени В. Лугового")[2] == {"Гимназия"}


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        ("руководителям ДОУ, не имеющим лицензии", "Получить её.", ({"kindergarten"}, "no_licence")),
        (
            "руководителям ДОУ",
            "Руководителям, не имеющим лицензии, получить её.",
            ({"kindergarten"}, "no_licence"),
        ),
        ("руководителям центров «Точка роста»", "Открыть кружки.", ({"school"}, "growth_point")),
        ("руководителям школ", "В центрах «Точка роста» открыть кружки.", ({"school"}, "growth_point")),
        ("директорам сельских школ", "Организовать подвоз.", ({"school"}, "rural")),
        ("директорам школ", "Назначить ответственных: центры «Точка роста» — школа № 2.", ({"school"}, "")),
    ],
)
def test_a_condition_stands_above_or_in_the_text(read, words, text, expected):
    assert read(words, text)[:2] == expected


def test_whom_the_text_itself_names_is_nearer(read):
    found = read(
        "руководителям образовательных организаций", "Рекомендовать МОУ «СОШ № 4» разработать программу."
    )
    assert found == (set(), "", {"МБОУ «СОШ № 4»"}, None)
    found = read(
        "руководителям школ", "Садам, в лицензии которых нет дополнительного образования, подать заявление."
    )
    assert found[:2] == ({"kindergarten"}, "no_licence")
    assert read("руководителям школ", "Гимназии открыть кружок.")[2] == {"Гимназия"}


def test_an_official_is_known_by_surname_and_initials(read):
    assert read("Луговой А.П., методисту")[3].surname == "Лугова"
    assert read("методисту А. П. Луговой")[3].surname == "Лугова"
    assert read("Луговой И.И.")[3] is None
    assert read("Березкиной А.П.")[3].surname == "Берёзкина"


def test_an_official_is_known_by_a_post_that_he_alone_holds(read):
    assert read("методисту МОЦ")[3].surname == "Лугова"
    assert read("специалисту")[3] is None


def test_those_bound_today_are_listed(town):
    found = Addressing(town, []).propose("руководителям школ; Центру развития образования", "Обновить.")
    assert {str(o) for o in found.bound(town)} == {
        "МБОУ «СОШ № 2»",
        "МБОУ «СОШ № 4»",
        "Гимназия",
        "Центр развития образования",
    }


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Считать работу удовлетворительной.", "assessment"),
        ("Оценить работу положительно.", "assessment"),
        ("Оценить потребность в кружках.", "order"),
        ("Информацию о сети кружков принять к сведению.", "noted"),
        ("Рекомендовать школам открыть кружки.", "recommendation"),
        ("Утвердить план работы.", "resolution"),
        ("Подготовить план.", "order"),
        ("", "order"),
    ],
)
def test_the_kind_is_told_by_the_words(text, kind):
    assert proposed_kind(text) == kind
