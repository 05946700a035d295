"""What every page has where an upload is checked: forms filled with what was proposed, and what is said differently."""

from collections.abc import Mapping

from django import forms
from django.utils.functional import cached_property


class Corrected:
    """The forms of an upload under review.

    The fields of all forms are one flat mapping of names to texts, as a browser sends them; `fields` are those of the page.
    """

    template: str
    fields: Mapping[str, str]

    @cached_property
    def proposed(self) -> dict[str, str]:
        """The fields as the portal would fill them by itself."""
        raise NotImplementedError

    def named_forms(self) -> list[tuple[str, forms.Form]]:
        """Each form with the words that tell it from the others."""
        raise NotImplementedError

    @property
    def forms(self) -> list[forms.Form]:
        return [form for _, form in self.named_forms()]

    def corrections(self, posted: Mapping[str, str]) -> dict[str, str]:
        """Those of the posted fields that say something else than the portal would by itself."""
        names = [bound.html_name for form in self.forms for bound in form if bound.html_name in posted]
        texts = {name: posted[name].replace("\r\n", "\n").replace("\0", "") for name in names}
        return {name: text for name, text in texts.items() if text != self.proposed.get(name, "")}

    def differences(self, posted: Mapping[str, str]) -> list[tuple[str, str, str]]:
        """Where the posted fields differ from those of this review: the field, what stands here, what was posted."""
        bounds = [
            (f"{name}, {bound.label}".lstrip(", "), bound)
            for name, form in self.named_forms()
            for bound in form
        ]
        shown = [(label, _words(bound, self.fields), _words(bound, posted)) for label, bound in bounds]
        return [(label, theirs, mine) for label, theirs, mine in shown if theirs != mine]


def _words(bound, fields):
    """What a field says, in words also where it is a choice."""
    value = fields.get(bound.html_name, "").replace("\r\n", "\n")
    if isinstance(bound.field, forms.BooleanField):
        return "да" if value else ""
    choices = {str(key): label for key, label in getattr(bound.field, "choices", ())}
    return choices.get(value, "другой пункт") if choices else value
