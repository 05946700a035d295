from datetime import date

import pytest

from certificates.models import CoverageMonth
from organizations.models import Municipality, Organization

TODAY = date(2026, 10, 20)
OCTOBER, SEPTEMBER = date(2026, 10, 1), date(2026, 9, 1)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    """It is 20 October 2026 in every municipality."""
    monkeypatch.setattr(Municipality, "today", lambda self: TODAY)


@pytest.fixture
def centre(municipality):
    """«Дом детства», which is there from the start."""
    return municipality.organizations.get(is_moc=True)


@pytest.fixture
def lyceum(municipality):
    return Organization.objects.create(
        municipality=municipality, name="Лицей Лугового района", short_name="Лицей", kind="school"
    )


@pytest.fixture
def told(municipality):
    """Enter the numbers of an organisation, or of the whole municipality, in a month."""

    def enter(organization, children=None, certificates=None, contracts=None, month=OCTOBER):
        return CoverageMonth.objects.create(
            municipality=municipality,
            organization=organization,
            month=month,
            children=children,
            certificates=certificates,
            contracts=contracts,
        )

    return enter
