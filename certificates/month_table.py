"""A month of a municipality as it is entered: all organisations in one form."""

from collections.abc import Iterator
from datetime import date

from django.db import transaction

from organizations.models import Municipality, Organization

from .coverage import Yardstick, measure
from .forms import CoverageRowForm
from .models import FIGURES, LABELS, CoverageMonth
from .months import shift


class MonthTable:
    """A month of a municipality as it is entered: a form for each organisation, `total` for all without repeats."""

    def __init__(self, municipality: Municipality, month: date, data=None, *, offers_previous=False):
        self.municipality, self.month, self.data = municipality, month, data
        self.offers_previous = offers_previous
        entered = municipality.coverage_months.filter(month__in=[month, shift(month, -1)])
        by_month: dict[date, dict[int | None, CoverageMonth]] = {}
        for row in entered.measured():
            by_month.setdefault(row.month, {})[row.organization_id] = row
        self.now, self.before = by_month.get(month, {}), by_month.get(shift(month, -1), {})
        organizations = self._organizations()
        by = next(map(Yardstick.of, self.now.values()), Yardstick(len(organizations)))
        self.coverage = measure(month, self.now.values(), by)
        self.sums_before = measure(shift(month, -1), self.before.values(), by).sums
        self.forms = [self._form(organization) for organization in organizations]
        self.total = self._form(None)

    def _organizations(self):
        """Those in work, and those no longer so that have told their numbers."""
        told = {row.organization for row in self.now.values() if row.organization}
        return sorted({*self.municipality.organizations.teaching(), *told}, key=lambda one: one.sort_key)

    def _form(self, organization: Organization | None):
        key = organization.pk if organization else None
        new = CoverageMonth(municipality=self.municipality, organization=organization, month=self.month)
        return CoverageRowForm(
            self.data,
            prefix=f"row-{key or 'total'}",
            instance=self.now.get(key, new),
            previous=self.before.get(key),
            offered=self.before.get(key) if self.offers_previous else None,
        )

    def __iter__(self):
        return iter((*self.forms, self.total))

    @property
    def sums(self) -> list[tuple[str, int | None, int | None]]:
        """Of each number its name, the sum over the organisations, and that of the month before."""
        return [(label, self.coverage.sums[name], self.sums_before[name]) for name, label in LABELS.items()]

    @property
    def may_offer(self):
        """Whether the month before has a number where this one has none."""
        return any(self.before.get(key) for key in {*self.before} - {*self.now})

    def is_valid(self):
        """Every form is asked, so that all that is wrong is told at once."""
        return not sum(not form.is_valid() for form in self)

    def problems(self) -> Iterator[tuple[str, str, str]]:
        """What is wrong in which row, with the field where it is; of a row that a colleague changed, the row itself."""
        for form in self:
            for name, errors in form.errors.items():
                bound = form[name if name in form.fields else FIGURES[0]]
                place = form.whose if name not in form.fields else f"{form.whose}, {bound.label}"
                yield bound.id_for_label, place, " ".join(errors)

    @transaction.atomic
    def save(self, user) -> int:
        changed = [form for form in self if form.has_changed()]
        for form in changed:
            form.instance.entered_by = user
            form.save()
        return len(changed)
