"""Template tags of the page components."""

from django import forms, template
from django.utils.html import format_html

register = template.Library()

GROUPS = (forms.CheckboxSelectMultiple, forms.RadioSelect)
# The first kind that fits gives the class; a group of boxes is styled as a whole by `.choices`.
CONTROLS = ((GROUPS, ""), ((forms.CheckboxInput,), "form-check-input"), ((forms.Select,), "form-select"))
BADGES = {
    "draft": ("secondary", "✎"),
    "rework": ("warning", "↩"),
    "in_approval": ("primary", "→"),
    "approved": ("success", "✓"),
    "sent": ("success", "↗"),
    "accepted": ("success", "✓✓"),
    "returned": ("warning", "↩"),
}


@register.simple_tag
def control(bound):
    """The field's input with the class of its kind, tied to its help and its errors for screen readers."""
    widget = bound.field.widget
    css = next((css for kinds, css in CONTROLS if isinstance(widget, kinds)), "form-control")
    attrs = {"class": f"{css} {widget.attrs.get('class', '')} {'is-invalid' if bound.errors else ''}".strip()}
    if bound.errors:
        attrs["aria-invalid"] = "true"
    return bound.as_widget(attrs=attrs)


@register.filter
def is_checkbox(bound):
    return isinstance(bound.field.widget, forms.CheckboxInput)


@register.filter
def is_group(bound):
    return isinstance(bound.field.widget, GROUPS)


@register.simple_tag(takes_context=True)
def state_badge(context, record):
    """The state of a paper as a word with a mark, so that colour never speaks alone.

    Who sees only what was approved is not told that the next version is being written.
    """
    state = record.state_for(context["user"])
    colour, mark = BADGES[state]
    return format_html(
        '<span class="badge text-bg-{}"><span aria-hidden="true">{}</span> {}</span>',
        colour,
        mark,
        state.label,
    )


@register.simple_tag
def transition_label(transition, record):
    """What the button says for this very paper: «Проверено», «Утвердить» …"""
    return transition.label_for(record)


@register.filter
def at(mapping, key):
    """The value that a dict keeps under a key known only to the loop; None where there is no dict."""
    return mapping.get(key) if mapping else None


@register.filter
def pages_near(page):
    """The numbers of the pages about this one, of the first and the last, with «…» between."""
    return page.paginator.get_elided_page_range(page.number)
