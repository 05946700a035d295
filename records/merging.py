"""Two rows that turned out to be one: all that refers to the one is moved to the other, and nothing is lost unseen.

What refers to a row is found through its model, the history apart. Where a rule of uniqueness lets only one of two
stand, `Tie` decides which:

- a row of which other rows hang (answers to a clause, groups of a programme), or which its model calls
  `is_irreplaceable` (a month with numbers of children, a programme), stays;
- if both are such, and they do not say the same, the merge is refused until somebody has settled which one holds;
- if neither is, that of the kept row stays.

What gives way is written whole into the log.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.conf import settings
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import BigIntegerField, IntegerField, Model, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce
from django.utils.text import capfirst

from .models import DistinctPair, Merge

MOST_TOLD = 20
NOBODY: Any = Cast(Value(None), BigIntegerField())
BOTH = (
    "{kind}: {rows}. Такие записи есть у обеих сторон, и ни одну нельзя потерять. "
    "Сначала решите, какая верна, и исправьте или объедините их."
)


def written(row: Model) -> dict[str, Any]:
    """A row whole, as the log keeps it."""
    return json.loads(serializers.serialize("json", [row]))[0]


@dataclass
class Tie:
    """One way in which rows refer to rows of a model: a foreign key, also one within a table of links."""

    model: Any
    name: str  # of the foreign key
    label: str
    keys: list[int] = field(default_factory=list)  # of the other row's
    twins: dict[int, int] = field(default_factory=dict)  # of them those that the kept row has as well
    dropped: list[Model] = field(default_factory=list)
    refused: list[Model] = field(default_factory=list)

    @property
    def is_link(self) -> bool:
        return bool(self.model._meta.auto_created)

    @property
    def rows(self) -> QuerySet:
        return self.model._base_manager.order_by()

    def of(self, kept, other, number: int, renumbered: Iterable[Any]) -> QuerySet:
        """The rows of the other one as (number of the tie, key, key of its twin at the kept one)."""
        mine = self.rows.filter(**{self.name: other.pk})
        twins = [
            Subquery(self._twins(kept, names, condition))
            for names, condition in self._rules()
            if not (names == ["number"] and self.model in renumbered)
        ]
        twin = Coalesce(*twins, NOBODY) if twins else NOBODY
        marked = mine.annotate(tie=Value(number, IntegerField()), twin=twin)
        return marked.values_list("tie", "pk", "twin")

    def _twins(self, kept, names, condition):
        same = {name: OuterRef(name) for name in names}
        return self.rows.filter(condition, **{self.name: kept.pk}, **same).values("pk")[:1]

    def _rules(self) -> Iterator[tuple[list[str], Q]]:
        """What besides the one referred to makes a row unique."""
        meta = self.model._meta
        rules = [(c.fields, c.condition or Q()) for c in meta.constraints if hasattr(c, "fields")]
        rules += [(names, Q()) for names in meta.unique_together]
        if meta.get_field(self.name).unique:
            rules.append(([self.name], Q()))
        for names, condition in rules:
            if self.name in names:
                yield [name for name in names if name != self.name], condition

    def settle(self, kept, other) -> None:
        """Of each two twins decides which gives way; where neither may, both stay and the merge is refused."""
        if not self.twins or self.is_link:
            return
        found = self.rows.select_related().in_bulk([*self.twins, *self.twins.values()])
        holding = self._holding(list(found))
        for mine, theirs in self.twins.items():
            row, twin = found[mine], found[theirs]
            setattr(row, self.name, other)
            setattr(twin, self.name, kept)
            is_said_twice = self._same(row, twin)
            may_go = [
                each
                for each in (row, twin)
                if each.pk not in holding and (is_said_twice or not getattr(each, "is_irreplaceable", False))
            ]
            (self.dropped if may_go else self.refused).append(may_go[0] if may_go else row)

    def _holding(self, keys) -> set[int]:
        """Those of which rows hang that would be lost with them."""
        holding: set[int] = set()
        for tie in ties_of(self.model):
            if not tie.is_link:
                holding.update(tie.rows.filter(**{f"{tie.name}__in": keys}).values_list(tie.name, flat=True))
        return holding

    def _same(self, row, twin) -> bool:
        """Whether both say the same, whoever entered it whenever."""
        told = [f for f in self.model._meta.concrete_fields if not (f.primary_key or self._is_aside(f))]
        return all(getattr(row, f.attname) == getattr(twin, f.attname) for f in told)

    def _is_aside(self, column) -> bool:
        is_stamp = getattr(column, "auto_now", False) or getattr(column, "auto_now_add", False)
        is_who = column.is_relation and column.related_model._meta.label == settings.AUTH_USER_MODEL
        return column.name in (self.name, "version") or is_stamp or is_who

    def refusals(self) -> list[str]:
        """One sentence for all that are refused."""
        if not self.refused:
            return []
        rows = "; ".join(f"«{self._told(row)}»" for row in self.refused[:MOST_TOLD])
        more = len(self.refused) - MOST_TOLD
        return [BOTH.format(kind=self.label, rows=f"{rows} и ещё {more}" if more > 0 else rows)]

    @property
    def given_up(self) -> list[str]:
        """What gives way, row by row."""
        return [self._told(row) for row in self.dropped]

    def _told(self, row) -> str:
        """By what it belongs to besides, for both are called alike: the clause of an answer, the community of a member."""
        meta = self.model._meta
        owners = [name for names, _ in self._rules() for name in names if meta.get_field(name).is_relation]
        return str(getattr(row, owners[0])) if owners else str(row)

    @property
    def count(self) -> int:
        """How many rows change hands."""
        mine = {row.pk for row in self.dropped}
        return len([key for key in self.keys if key not in mine and not (self.is_link and key in self.twins)])

    def move(self, kept, other) -> None:
        gone = list(self.twins) if self.is_link else [row.pk for row in self.dropped]
        self.rows.filter(pk__in=gone).delete()
        self.rows.filter(**{self.name: other.pk}).update(**{self.name: kept.pk})


def ties_of(model) -> list[Tie]:
    """All that refers to rows of a model. Rows of history keep what was."""
    ties = []
    for relation in model._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete or relation.related_model._meta.auto_created:
            continue
        label = capfirst(relation.related_model._meta.verbose_name_plural)
        if not relation.many_to_many:
            if relation.on_delete is not models.DO_NOTHING:
                ties.append(Tie(relation.related_model, relation.field.name, label))
        elif relation.through._meta.auto_created:
            ties.append(Tie(relation.through, relation.field.m2m_reverse_field_name(), label))
    return ties


@dataclass
class Preview:
    """What a merge would do, and what stands in its way."""

    ties: list[Tie]
    refusals: list[str]
    filled: list[models.Field]  # fields that are empty at the kept row and told of the other


class Merging:
    """How rows of one model are merged; each kind has rules of its own beside the common ones."""

    model: ClassVar[Any]
    names: ClassVar[tuple[str, ...]]  # the fields by which a row is called
    left_alone: ClassVar[frozenset[str]] = frozenset()  # fields that are not filled from the other row
    renumbered: ClassVar[tuple[Any, ...]] = ()  # models whose numbers are given anew afterwards

    def refusals(self, kept, other) -> Iterator[str]:
        """Sentences why these two cannot be merged."""
        if kept.pk == other.pk:
            yield "Запись нельзя объединить с ней самой."
        if kept.municipality_id != other.municipality_id:
            yield "Объединить можно только записи одного муниципалитета."

    def before(self, kept, other) -> None:
        """What has to be done before rows are moved."""

    def after(self, kept, other, user) -> None:
        """What has to be done when all is moved and the other row is gone; `kept` is saved afterwards."""

    def remember(self, kept, spellings: list[str]) -> None:
        """Keep the spellings that are no longer used, so that files which have them find the row."""

    def preview(self, kept, other) -> Preview:
        ties = self._ties(kept, other)
        refusals = [*self.refusals(kept, other), *(told for tie in ties for told in tie.refusals())]
        return Preview([tie for tie in ties if tie.keys], refusals, self._filled(kept, other))

    def _ties(self, kept, other) -> list[Tie]:
        """Looked up in one query, whatever refers to the model; then one for each kind that has twins."""
        ties = ties_of(self.model)
        first, *others = [tie.of(kept, other, n, self.renumbered) for n, tie in enumerate(ties)]
        for number, key, twin in first.union(*others, all=True):
            ties[number].keys.append(key)
            if twin is not None:
                ties[number].twins[key] = twin
        for tie in ties:
            tie.settle(kept, other)
        return ties

    def _filled(self, kept, other) -> list[models.Field]:
        aside = self.left_alone.union(self.names)
        known = [f for f in self.model._meta.concrete_fields if f.editable and f.name not in aside]
        return [f for f in known if _is_empty(kept, f) and not _is_empty(other, f) and not f.primary_key]

    @transaction.atomic
    def merge(self, kept, other, user, *, takes_name=False, fills=True) -> Merge:
        """`takes_name`: the kept row is called as the other one was; `fills`: its empty fields are filled from it."""
        locked = self.model._base_manager.select_for_update().in_bulk([kept.pk, other.pk])
        if not {kept.pk, other.pk} <= locked.keys():
            raise ValidationError("Одной из записей уже нет: её объединил или удалил другой сотрудник.")
        kept, other = locked[kept.pk], locked[other.pk]
        preview = self.preview(kept, other)
        if preview.refusals:
            raise ValidationError(preview.refusals)
        merge = self._log(kept, other, user, preview)
        self.before(kept, other)
        for tie in preview.ties:
            tie.move(kept, other)
        gone, key = written(other), other.pk
        spellings = self.called(kept) if takes_name else self.called(other)
        other.delete()
        for column in preview.filled if fills else ():
            setattr(kept, column.attname, getattr(other, column.attname))
        for name in self.names if takes_name else ():
            setattr(kept, name, getattr(other, name))
        self.after(kept, other, user)
        kept.validate_constraints()
        kept.save()
        self.remember(kept, [spelling for spelling in spellings if spelling not in self.called(kept)])
        DistinctPair.objects.filter(Q(first=key) | Q(second=key), model=self.model._meta.label_lower).delete()
        merge.kept_name, merge.removed["row"] = str(kept), gone
        merge.save()
        return merge

    def called(self, row) -> list[str]:
        return list(dict.fromkeys(name for field in self.names if (name := getattr(row, field))))

    def _log(self, kept, other, user, preview) -> Merge:
        return Merge(
            municipality=kept.municipality,
            model=self.model._meta.label_lower,
            kept=kept.pk,
            removed_name=str(other),
            removed={"dropped": [written(row) for tie in preview.ties for row in tie.dropped]},
            moved={
                "counts": [[tie.label, tie.count] for tie in preview.ties if tie.count],
                "keys": {tie.model._meta.label_lower: tie.keys for tie in preview.ties},
            },
            user=user,
        )


def _is_empty(row, column) -> bool:
    return getattr(row, column.attname) in (None, "")
