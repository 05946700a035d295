"""How a row of the report is shown on a page: its numbers as links, its doubts marked, its changes told."""

import re
from difflib import SequenceMatcher

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from documents.prose import format_number
from reports.drafting import MARKED
from reports.papers import cell
from reports.slots import BLANK, MOST_COMPARISONS, SLOT
from reports.wording import figure_sentence

register = template.Library()

PIECE = re.compile(rf"{SLOT.pattern}|{MARKED.pattern}", re.DOTALL)
MARKS = {"previous": "⚠", "phrase": "⚠", "nothing": "○"}


@register.simple_tag
def origin_badge(line):
    """Where the words come from, as words with a mark."""
    mark = "✎" if line.is_manual else "✓" if line.is_checked else MARKS.get(line.source, "●")
    colour = "text-bg-warning" if line.needs_check or not line.text else "text-bg-light border"
    return format_html(
        '<span class="badge {}"><span aria-hidden="true">{}</span> {}</span>', colour, mark, line.origin
    )


@register.simple_tag
def result_text(line, municipality, period):
    """The text with each number a link to where it came from, and each fact to be checked marked."""
    links = {figure.slot: _figure_link(figure, municipality, period) for figure in line.figures.all()}
    return format_html_join("", "{}", ((piece,) for piece in _pieces(line.text, links)))


@register.simple_tag
def was_and_now(was, now):
    """Two texts with the words that differ marked: a pair of fragments, what was and what is to be."""
    old, new = (re.findall(r"\s+|\S+", text) for text in (was, now))
    if len(old) * len(new) > MOST_COMPARISONS:
        return was, now
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    removed = [("".join(old[start:end]), kind != "equal") for kind, start, end, *_ in steps]
    added = [("".join(new[start:end]), kind != "equal") for kind, *_, start, end in steps]
    return _told(removed, "del", "deleted", "убрано"), _told(added, "ins", "added", "добавлено")


def _figure_link(figure, municipality, period):
    address = reverse("figure", args=[municipality.slug, period, figure.line_id, figure.slot])
    return format_html(
        '<a href="{}" title="Откуда число: {}">{}</a>', address, figure.label, figure.formatted
    )


def _pieces(text, links):
    end = 0
    for match in PIECE.finditer(text):
        yield text[end : match.start()]
        slot, to_check = match.groups()
        yield _piece(slot, to_check, links)
        end = match.end()
    yield text[end:]


def _piece(slot, to_check, links):
    if slot:
        return links.get(slot, BLANK)
    return format_html('<mark><span class="visually-hidden">проверьте: </span>{}</mark>', to_check)


def _told(pieces, tag, css, word):
    shown = '<{0} class="{1}"><span class="visually-hidden">{2}: </span>{3}</{0}>'
    return format_html_join(
        "",
        "{}",
        (
            (format_html(shown, tag, css, word, text) if differs else text,)
            for text, differs in pieces
            if text
        ),
    )


@register.simple_tag
def cell_text(line, column):
    """What was typed into a further column of the form, as the paper prints it."""
    return cell(line, column) or "не внесено"


@register.simple_tag
def deviation_text(line):
    """«−4,5 %, больше допустимого»."""
    return f"{format_number(line.deviation)} %{', больше допустимого' if line.exceeds_permitted else ''}"


@register.filter
def in_words(figure):
    """An entered figure as the report says it: «Проведена экспертиза 37 программ.»"""
    return figure_sentence(figure.label, figure.unit, figure.value, figure.amount)
