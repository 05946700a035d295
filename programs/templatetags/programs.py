"""How a programme and a round of it stand, as a word with a mark, so that colour never speaks alone."""

from django import template
from django.utils.html import format_html

from ..completeness import field_of, gap_words, value_of
from ..editing import fields_to_fill, may_enter
from ..models import ProgramState, RoundResult

register = template.Library()

STATES = {
    ProgramState.DEVELOPMENT: ("secondary", "✎"),
    ProgramState.REVIEW: ("primary", "→"),
    ProgramState.ASSESSMENT: ("primary", "⚖"),
    ProgramState.REWORK: ("warning", "↩"),
    ProgramState.REJECTED: ("danger", "×"),
    ProgramState.REGISTERED: ("success", "✓"),
    ProgramState.PUBLISHED: ("success", "✓✓"),
    ProgramState.ARCHIVED: ("light", "—"),
}
RESULTS = {
    "": ("primary", "…"),
    RoundResult.PASSED: ("success", "✓"),
    RoundResult.REWORK: ("warning", "↩"),
    RoundResult.REJECTED: ("danger", "×"),
}


@register.simple_tag
def program_badge(program):
    return _badge(*STATES[ProgramState(program.state)], program.get_state_display())


@register.simple_tag
def round_badge(of_round):
    """How a review or an assessment ended, or that it goes on."""
    return _badge(*RESULTS[of_round.result], of_round.standing)


def _badge(colour, mark, words):
    return format_html(
        '<span class="badge text-bg-{}"><span aria-hidden="true">{}</span> {}</span>', colour, mark, words
    )


@register.simple_tag(takes_context=True)
def may_enter_program(context):
    """Whether the user may enter a programme here."""
    return may_enter(context["user"], context["municipality"])


@register.simple_tag
def gaps_to_mend(program):
    """What the card lacks and nobody has found right: each as a sentence, with the field where it can be mended now."""
    right = dict(program.found_right.values_list("code", "value"))
    codes = [code for code in program.gaps if right.get(code) != value_of(program, code)]
    fields = fields_to_fill(program)
    return [(gap_words(program, code), field_of(code) if field_of(code) in fields else "") for code in codes]
