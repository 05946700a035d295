"""«Что поправить в карточках»: what one organisation has to mend in the cards of its programmes, as a letter to it."""

from collections.abc import Sequence
from datetime import date

from documents.paper import Column, Ends, Paper, Row, Table, Text
from documents.prose import count, date_in_words, decline
from organizations.models import Organization

from .proofreading import ProofCard

COLUMNS = (
    Column("number", "№ п/п", share=2, align="center"),
    Column("program", "Программа", share=7),
    Column("mends", "Что поправить", share=8),
    Column("done", "Исправлено", share=3),
)


def mends_paper(organization: Organization, cards: Sequence[ProofCard], day: date) -> Paper:
    centre = organization.municipality.centre
    return Paper(
        title=("ЧТО ПОПРАВИТЬ В КАРТОЧКАХ ПРОГРАММ",),
        subtitle=organization.name,
        author=centre.name if centre else "",
        orientation="portrait",
        body=(Ends(f"По состоянию на {date_in_words(day)}", ""), *_list(cards)),
    )


def _list(cards):
    if not cards:
        yield Text("Карточки программ проверены, исправлять нечего.")
        return
    mends = sum(len(card.mends) for card in cards)
    yield Text(
        f"При проверке карточек дополнительных общеобразовательных программ найдено: {count(mends, 'замечание')} "
        f"в {len(cards)} {decline('карточка', 'loct', number=len(cards))}. "
        "Просим внести исправления; если данные верны, сообщите об этом методисту МОЦ."
    )
    rows = [
        Row((str(number), card.name, "\n".join(mend.sentence for mend in card.mends), ""), key=str(card.pk))
        for number, card in enumerate(cards, 1)
    ]
    yield Table(COLUMNS, rows)
