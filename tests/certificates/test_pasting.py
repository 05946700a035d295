"""A month pasted from Excel: what each column is, whose each row is, what is wrong where, and all or nothing."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from certificates.models import CoverageMonth
from certificates.pasted_coverage import MEANINGS, read_table, understand_rows

from .conftest import OCTOBER, SEPTEMBER

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(municipality, school, lyceum, centre):
    return lambda text: understand_rows(read_table(text), municipality, OCTOBER)


def taken(rows):
    return [(str(row.entered.organization), row.numbers) for row in rows if row.entered]


def problems(rows):
    told = [(row, code, error) for row in rows for code, error in row.errors.items()]
    return [f"Строка {row.number}, {MEANINGS[code]}: {error}" for row, code, error in told]


# Columns


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("Наименование учреждения", "organization"),
        ("Школа", "organization"),
        ("Кол-во детей", "children"),
        ("Обучающихся, чел.", "children"),
        ("Выдано сертификатов", "certificates"),
        ("Детей по договорам", "contracts"),
        ("Твёрдых оферт", "contracts"),
        ("По ПФ", "contracts"),
        ("Примечание", ""),
    ],
)
def test_heading_tells_what_is_in_the_column(heading, meaning):
    columns = read_table(f"{heading}\tОрганизация\tДетей\tСертификатов\n1\tЛицей\t2\t3").meanings
    assert columns[0] == meaning


def test_columns_without_headings_come_in_the_order_of_the_table(read):
    text = "1\tЛицей\t30\t40\t5\n2\tШкола № 1\t20\t10\t0"
    assert read_table(text).meanings == ["", "organization", "children", "certificates", "contracts"]
    assert taken(read(text)) == [
        ("Лицей", {"children": 30, "certificates": 40, "contracts": 5}),
        ("Школа № 1", {"children": 20, "certificates": 10, "contracts": 0}),
    ]


def test_table_without_organisations_or_numbers_is_told_of():
    assert read_table("30\t40\n20\t10").problems() == [
        "Не найден столбец с организациями: укажите его над таблицей."
    ]
    assert read_table("Организация\tШкола\nЛицей\tЛицей").problems() == [
        "Не найдено ни одного столбца с числами: укажите их над таблицей."
    ]


# Rows


@pytest.mark.parametrize(
    "name",
    ["школа №  1", "Школа № 1 Лугового района", "«ШКОЛА № 1»", "Первая школа", "ПЕРВАЯ  ШКОЛА", "школа №1"],
)
def test_organisation_is_known_by_every_name_it_goes_by(read, school, name):
    school.aliases.create(name="Первая школа")
    (row,) = read(f"Организация\tДетей\n{name}\t5")
    assert row.entered.organization == school


def test_numbers_are_read_as_people_write_them(read):
    rows = read("Организация\tДетей\tСертификатов\nЛицей\t1\xa0028 чел.\t—\nШкола № 1\t0\t")
    assert taken(rows) == [("Лицей", {"children": 1028}), ("Школа № 1", {"children": 0})]


def test_every_problem_is_named_with_its_row_and_column(read):
    rows = read(
        "Организация\tДетей\tСертификатов\tДоговоров\n"
        "Лицй\t5\t1,5\t\n"
        "Лицей\t5\tмного\t6\n"
        "\t5\t\t\n"
        "Школа № 1\t5\t99999999\t6\n"
        "Лицей\t5\t\t\n"
        "МУ ДО «Дом детства»\t5\t-3\t5\n"
    )
    assert problems(rows) == [
        "Строка 2, сертификатов: «1,5» — не целое число.",
        "Строка 2, организация: организации «Лицй» нет. Может быть, «Лицей»?",
        "Строка 3, сертификатов: «много» — не целое число.",
        "Строка 4, организация: не заполнено.",
        "Строка 5, сертификатов: «99999999» — слишком большое число.",
        "Строка 6, организация: «Лицей» уже есть в строке выше.",
        "Строка 7, сертификатов: «-3» — не целое число.",
    ]
    (row,) = read("Организация\tДетей\tДоговоров\nЛицей\t5\t6")
    assert row.errors == {"contracts": "по договорам ПФ 6, а всего детей 5."}


@pytest.mark.parametrize(
    ("name", "offer"),
    [("Школа №11", "Школа № 1"), ("Лицей Луговой", "Лицей"), ("Дом детства", "МУ ДО «Дом детства»")],
)
def test_unknown_organisation_offers_the_nearest(read, name, offer):
    (row,) = read(f"Организация\tДетей\n{name}\t5")
    assert row.errors["organization"].endswith(f"Может быть, «{offer}»?")


def test_name_like_no_other_offers_nothing(read):
    (row,) = read("Организация\tДетей\nXYZ\t5")
    assert row.errors["organization"] == "организации «XYZ» нет."


def test_contracts_are_weighed_against_children_entered_before(read, lyceum, told):
    told(lyceum, 5)
    (row,) = read("Организация\tДоговоров\nЛицей\t6")
    assert "а всего детей 5" in row.errors["contracts"]


def test_name_that_fits_two_organisations_has_to_be_more_exact(read, school, lyceum):
    for organization in (school, lyceum):
        organization.aliases.create(name="Опорная школа")
    (row,) = read("Организация\tДетей\nОпорная школа\t5")
    assert (
        row.errors["organization"]
        == "«Опорная школа» — это может быть «Лицей», «Школа № 1». Напишите точнее."
    )


def test_total_of_the_table_has_to_be_the_sum_of_its_rows(read):
    table = "Организация\tДетей\nЛицей\t1028\nШкола № 1\t392\nИтого\t{}"
    assert problems(read(table.format(1420))) == []
    (problem,) = problems(read(table.format(1419)))
    assert problem == "Строка 4, детей: в таблице всего 1419, а сумма строк — 1420."


def test_row_without_repeats_is_the_whole_municipality_s(read):
    (row,) = read("Организация\tДетей\nВсего без повторов\t50")
    assert row.entered.organization is None
    assert not row.is_total


@pytest.mark.parametrize("text", ["", "\n\n", "Организация\tДетей\n"])
def test_text_without_rows_is_refused(read, text):
    with pytest.raises(ValidationError, match="хотя бы одну строку"):
        read(text)


# The page


@pytest.fixture
def paste(client, municipality, methodist):
    client.force_login(methodist)

    def send(text, month="2026-10", **fields):
        url = f"{reverse('coverage-paste', args=[municipality.slug])}?month={month}"
        return client.post(url, {"text": text} | fields)

    return send


def save(paste, text, **fields):
    """Look at what was understood, then save it."""
    return paste(text, save="on", seen=paste(text).context["seen"], **fields)


def test_nothing_is_stored_before_it_was_confirmed(paste, lyceum):
    page = paste("Организация\tДетей\nЛицей\t30").content.decode()
    assert "Записать: 1" in page
    assert not CoverageMonth.objects.exists()


def test_confirmed_rows_are_stored_and_empty_cells_change_nothing(paste, lyceum, school, told, methodist):
    before = told(lyceum, 20, 15, 3)
    text = "Организация\tДетей\tСертификатов\nЛицей\t30\t\nШкола № 1\t7\t8"
    assert "было 20" in paste(text).content.decode()
    assert save(paste, text).url.endswith("/coverage/?month=2026-10")
    row = CoverageMonth.objects.get(organization=lyceum)
    assert (row.children, row.certificates, row.contracts) == (30, 15, 3)
    assert (row.version, row.entered_by) == (before.version + 1, methodist)
    assert CoverageMonth.objects.get(organization=school).certificates == 8


def test_one_wrong_row_keeps_all_from_being_stored(paste, lyceum):
    text = "Организация\tДетей\nЛицей\t30\nГимназия\t5"
    assert "Записать" not in paste(text).content.decode().replace("записано", "")
    save(paste, text)
    assert not CoverageMonth.objects.exists()


def test_what_a_colleague_changed_meanwhile_is_shown_before_it_is_replaced(paste, lyceum, told):
    row = told(lyceum, 20)
    text = "Организация\tДетей\nЛицей\t30"
    seen = paste(text).context["seen"]
    row.children, row.version = 25, 2
    row.save()
    page = paste(text, save="on", seen=seen).content.decode()
    assert "изменил другой сотрудник" in page
    assert "было 25" in page
    row.refresh_from_db()
    assert row.children == 25
    save(paste, text)
    row.refresh_from_db()
    assert row.children == 30


def test_month_to_come_is_refused(paste, lyceum):
    page = paste("Организация\tДетей\nЛицей\t30", month="2026-12", save="on", seen="")
    assert "Декабрь 2026 года ещё не наступил" in page.content.decode()
    assert not CoverageMonth.objects.exists()


def test_meaning_of_a_column_can_be_chosen(paste, lyceum):
    text = "Лицей\t30"
    chosen = {"column-1": "contracts", "column-9": "children", "column-x": "children"}
    assert paste(text, **chosen).context["table"].meanings == ["organization", "contracts"]
    save(paste, text, **chosen)
    assert CoverageMonth.objects.get().contracts == 30


def test_rows_that_say_nothing_new_are_told_apart(paste, lyceum, told):
    told(lyceum, 30)
    page = paste("Организация\tДетей\nЛицей\t30").content.decode()
    assert "без изменений" in page
    assert "Записать:" not in page


def test_sheet_of_a_month_can_be_pasted_back(client, municipality, methodist, paste, lyceum, school, told):
    from io import BytesIO

    from openpyxl import load_workbook

    told(lyceum, 30, 20, 10)
    told(school, 5)
    told(None, 33)
    client.force_login(methodist)
    answer = client.get(reverse("coverage-export", args=[municipality.slug]), {"month": "2026-10"})
    sheet = load_workbook(BytesIO(answer.content)).worksheets[0]
    rows = [["" if value is None else str(value) for value in row] for row in sheet.values]
    assert rows[3] == ["Итого", "35", "20", "10"]
    text = "\n".join("\t".join(row) for row in rows)
    CoverageMonth.objects.update(month=SEPTEMBER)
    save(paste, text)
    copied = CoverageMonth.objects.filter(month=OCTOBER).values_list("children", "certificates", "contracts")
    assert set(copied) == {(30, 20, 10), (5, None, None), (33, None, None)}


def test_a_cell_is_mended_in_the_preview(paste, lyceum):
    text = "Организация\tДетей\nЛицй\tмного"
    mended = {"cell-2-0": "Лицей", "cell-2-1": "30"}
    page = paste(text, **mended)
    assert "Записать: 1" in page.content.decode()
    text = page.context["form"]["text"].value()
    save(paste, text)
    assert CoverageMonth.objects.get().children == 30
