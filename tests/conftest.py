"""The fixed cast: one municipality with its people, and a stranger who does the same work in another one."""

from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils.text import capfirst

from organizations.models import (
    Appointment,
    Municipality,
    Organization,
    Person,
    Post,
    Region,
    Role,
    TerritorialZone,
    User,
)
from plans.models import ActivityPlan, EventKind
from plans.rollover import start_plan
from records.models import ApprovalRoute, PaperKind, RouteStep

BASE_DIR = Path(__file__).resolve().parent.parent
REFERENCE_DATA = [
    "template_items",
    "event_kinds",
    "approval_routes",
    "phrases",
    "report_forms",
    "program_criteria",
]


@pytest.fixture(scope="session")
def samples() -> Path:
    """Real papers kept beside the project; tests that read them are skipped where they are absent."""
    folder = BASE_DIR.parent / "shared" / "samples"
    if not folder.is_dir():
        pytest.skip("the sample papers are not here")
    return folder


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords(django_db_setup, django_db_blocker):
    """Passwords are hashed by the quickest hasher: no test is about their strength."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture(scope="session")
def django_db_setup(request, django_db_setup, django_db_blocker):
    """Every test finds the reference data there: to load it takes longer than most tests.

    Where no test asks for a database none was made, and what is connected is the one that people work with.
    """
    if any(map(uses_database, request.session.items)):
        with django_db_blocker.unblock():
            load_reference_data()


def uses_database(item):
    fixtures = {"db", "transactional_db", "live_server"} & set(item.fixturenames)
    return bool(fixtures) or item.get_closest_marker("django_db") is not None


def load_reference_data():
    call_command("loaddata", *REFERENCE_DATA, verbosity=0)


@pytest.fixture(autouse=True)
def _no_queue(settings):
    """Long work is done at once, where a test asks for what is to be done on commit."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


@pytest.fixture
def reference_data(db):
    """What a test without a transaction of its own took away is loaded again."""
    if not EventKind.objects.exists():
        load_reference_data()


@pytest.fixture(autouse=True)
def _reference_data_for_all(request):
    """Whichever tests ran before."""
    if uses_database(request.node):
        request.getfixturevalue("reference_data")


@pytest.fixture
def region(db):
    return Region.objects.create(name="Озёрный край")


@pytest.fixture
def municipality(region):
    zone = TerritorialZone.objects.create(region=region, name="Восточная")
    return make_municipality("Луговой район", "Лугового района", "lugovoy", region, zone)


@pytest.fixture
def other_municipality(region):
    return make_municipality("Сосновский округ", "Сосновского округа", "sosnovsky", region, None)


def make_municipality(name, genitive, slug, region, zone):
    """With a route of its own, shorter than the common one: the head checks, the authority approves."""
    municipality = Municipality.objects.create(
        name=name, name_genitive=genitive, slug=slug, region=region, zone=zone
    )
    Organization.objects.create(
        municipality=municipality,
        name=f"Муниципальное учреждение дополнительного образования «Дом детства» {genitive}",
        short_name="МУ ДО «Дом детства»",
        is_moc=True,
        kind=Organization.Kind.SUPPLEMENTARY,
    )
    for title in ("Методист МОЦ", "Руководитель МОЦ", "Специалист отдела образования"):
        Post.objects.create(municipality=municipality, title=title)
    for kind in PaperKind:
        check = RouteStep(action="check", role=Role.MOC_HEAD)
        ApprovalRoute.replace(municipality, kind, [check, RouteStep(action="approve", role=Role.AUTHORITY)])
    return municipality


def make_user(username, surname, role, title, **place):
    person = Person.objects.create(surname=surname, first_name="Анна", patronymic="Петровна")
    post = Post.objects.filter(title=capfirst(title), municipality=place.get("municipality")).first()
    Appointment.objects.create(
        person=person, role=role, title=title, post=post, starts_on=date(2020, 1, 1), **place
    )
    return User.objects.create_user(username, password="parol", person=person)


@pytest.fixture
def methodist(municipality):
    return make_user("methodist", "Лугова", Role.METHODIST, "методист МОЦ", municipality=municipality)


@pytest.fixture
def head(municipality):
    return make_user("head", "Верхова", Role.MOC_HEAD, "руководитель МОЦ", municipality=municipality)


@pytest.fixture
def authority(municipality):
    return make_user(
        "authority", "Отделова", Role.AUTHORITY, "специалист отдела образования", municipality=municipality
    )


@pytest.fixture
def school(municipality):
    return Organization.objects.create(
        municipality=municipality, name="Школа № 1 Лугового района", short_name="Школа № 1", kind="school"
    )


@pytest.fixture
def director(municipality, school):
    return make_user(
        "director", "Школьная", Role.ORGANIZATION, "директор", municipality=municipality, organization=school
    )


@pytest.fixture
def expert(municipality):
    return make_user("expert", "Оценкина", Role.EXPERT, "эксперт", municipality=municipality)


@pytest.fixture
def rmc(region):
    return make_user("rmc", "Краева", Role.RMC, "методист РМЦ", region=region)


@pytest.fixture
def administrator(db):
    user = make_user("administrator", "Главная", Role.ADMIN, "администратор")
    user.is_staff = True
    user.save()
    return user


@pytest.fixture
def stranger(other_municipality):
    """A methodist of another municipality."""
    return make_user("stranger", "Чужакова", Role.METHODIST, "методист МОЦ", municipality=other_municipality)


@pytest.fixture
def plan(reference_data, municipality):
    """The plan of 2026 from the template library."""
    return start_plan(ActivityPlan(municipality=municipality, year=2026), "library")


@pytest.fixture
def item(plan):
    """Item 1.6: support of organisations, all the year round."""
    return plan.items().get(template__code="support")


@pytest.fixture
def seminar(reference_data):
    return EventKind.objects.get(name="семинар")
