"""What kind of clause it is, as its words say; it is proposed and can be corrected."""

import re

from documents.prose import normalise

from .models import Clause

# The first that fits; everything else is an order.
SIGNS = (
    (r"принять к сведению|принять к руководству", Clause.Kind.NOTED),
    (r"^рекомендовать\b", Clause.Kind.RECOMMENDATION),
    (r"^(утвердить|согласовать|признать утратившим)\b", Clause.Kind.RESOLUTION),
    (r"^(считать|признать|отметить|одобрить)\b", Clause.Kind.ASSESSMENT),
    (r"^оценить\b.+(положительн|удовлетворительн|недостаточн)", Clause.Kind.ASSESSMENT),
)


def proposed_kind(text: str) -> Clause.Kind:
    words = normalise(text)
    return next((kind for sign, kind in SIGNS if re.search(sign, words)), Clause.Kind.ORDER)
