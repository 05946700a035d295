"""How one execution stands, as a word with a mark, so that colour never speaks alone."""

from django import template
from django.utils.html import format_html

from ..models import ExecutionState

register = template.Library()

MARKS = {
    ExecutionState.WAITING: ("secondary", "…"),
    ExecutionState.RETURNED: ("warning", "↩"),
    ExecutionState.ANSWERED: ("primary", "→"),
    ExecutionState.DONE: ("success", "✓"),
    ExecutionState.DECLINED: ("light", "—"),
    ExecutionState.REMOVED: ("light", "×"),
}


@register.simple_tag
def execution_badge(execution, today):
    """The state; for what is late also that it is, which of an order is a breach."""
    colour, mark = MARKS[ExecutionState(execution.state)]
    late = ""
    if execution.is_late(today):
        told = ("overdue", "просрочено") if execution.is_overdue(today) else ("remark", "срок прошёл")
        late = format_html(' <span class="{}"><span aria-hidden="true">!</span> {}</span>', *told)
    return format_html(
        '<span class="badge text-bg-{}"><span aria-hidden="true">{}</span> {}</span>{}',
        colour,
        mark,
        execution.get_state_display(),
        late,
    )
