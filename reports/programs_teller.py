"""Numbers of programmes put into words: each beside its noun, as a slot whose figure names its calculation."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from documents.prose import agree, date_in_words, decline, participle

from .program_figures import NUMBERS, OF_TODAY, SHARES, Rule, percent
from .program_rows import ProgramScope
from .wording import Figures


@dataclass(frozen=True)
class Teller:
    """Writes numbers into words: each as a slot with its figure."""

    scope: ProgramScope
    numbers: Mapping[str, int | None]
    figures: Figures

    def __getitem__(self, name: str) -> int:
        return self.numbers[name] or 0

    def slot(self, name: str) -> str:
        number = NUMBERS[name]
        return self._add(
            name, self.numbers[name], label=number.label, unit=number.unit, rule=number.accumulation
        )

    def counted(self, name: str, noun: str = "") -> str:
        """«104 программы»: the number beside its unit, or beside another noun."""
        return f"{self.slot(name)} {agree(noun or NUMBERS[name].unit, self[name])}"

    def of(self, name: str) -> str:
        """«60 организаций», in the genitive: of how many, at how many."""
        return f"{self.slot(name)} {decline(NUMBERS[name].unit, 'gent', number=self[name])}"

    def did(self, verb: str, name: str) -> str:
        """«подано 104 программы»"""
        return f"{participle(verb, self[name], NUMBERS[name].unit).lower()} {self.counted(name)}"

    def share(self, name: str) -> str:
        share = SHARES[name]
        part, whole = self[share.part], self[share.whole]
        slot = self._add(
            name,
            percent(part, whole),
            label=share.label,
            unit="%",
            rule=Rule.STATE,
            numerator=part,
            denominator=whole,
        )
        return f"{slot} %"

    def parts(self, **wording: str) -> str:
        """«рекомендовано — 89, на экспертизе — 15», without those that are none; empty where all are."""
        return ", ".join(f"{words} — {self.slot(name)}" for name, words in wording.items() if self[name])

    @property
    def on_the_day(self) -> str:
        """«на 30 июня 2026 года » where the period is over; while it runs a state is that of today."""
        return f"на {date_in_words(self.scope.day)} " if self.scope.is_over else ""

    def _add(self, name, value: Decimal | int | None, *, rule, **facts):
        as_of = None
        if rule == Rule.STATE:
            as_of = self.scope.municipality.today() if name in OF_TODAY else self.scope.day
        params = {"number": name}
        return self.figures.add(
            value, calculation="programs", params=params, accumulation=rule, as_of=as_of, **facts
        )
