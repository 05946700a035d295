"""Agreements with their partners, and communities with their members, as people enter them."""

from collections import Counter

from django import forms

from documents.prose import normalise
from moc_portal.forms import DateInput
from records.attachments import keep_file
from records.forms import ScanField

from .models import CommunityMember, NetworkAgreement, NetworkCommunity, Partner
from .office_forms import ProgramsField, RowForm, WithRowsForm, offered_programs


class PartnerForm(RowForm):
    nothing_chosen = "не из реестра"

    class Meta:
        model = Partner
        fields = ["organization", "name", "kind"]
        labels = {"name": "или название"}

    def clean(self):
        super().clean()
        organization, name = self.cleaned_data.get("organization"), self.cleaned_data.get("name")
        if organization and name:
            self.add_error("name", "Укажите организацию из реестра или название, но не то и другое.")
        elif not (organization or name or {"organization", "name"} & self.errors.keys()):
            self.add_error("name", "Укажите организацию из реестра или название партнёра.")
        if organization and self.cleaned_data.get("kind") == Partner.Kind.OTHER:
            self.cleaned_data["kind"] = self._kind_of(organization)

    @staticmethod
    def _kind_of(organization):
        """Schools, colleges … are called the same in the register."""
        return organization.kind if organization.kind in Partner.Kind.values else Partner.Kind.OTHER


class AgreementForm(WithRowsForm):
    row_form, rows_name, rows_label = PartnerForm, "partners", "Партнёры"

    programs = ProgramsField()
    scan = ScanField(label="Скан договора", required=False)

    class Meta:
        model = NetworkAgreement
        fields = [
            *("kind", "organization", "number", "signed_on", "starts_on", "ends_on", "subject"),
            *("programs", "note"),
        ]
        widgets = {
            **dict.fromkeys(("signed_on", "starts_on", "ends_on"), DateInput),
            "subject": forms.Textarea({"rows": 2}),
        }
        help_texts = {"ends_on": "Пусто — договор бессрочный."}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        chosen = self.instance.programs.values("pk") if self.instance.pk else []
        self.fields["programs"].queryset = offered_programs(self.municipality, chosen)

    def clean_signed_on(self):
        return self.past_day("signed_on")

    def clean_starts_on(self):
        return self.known_day("starts_on")

    def clean_ends_on(self):
        return self.known_day("ends_on")

    def check_rows(self, rows):
        organization = self.cleaned_data.get("organization")
        if not rows:
            self.add_error(None, "Укажите хотя бы одного партнёра.")
        if organization and any(row.instance.organization == organization for row in rows):
            self.add_error(
                None, f"«{organization}» — сторона договора: партнёром самой себе она быть не может."
            )
        for name in _repeated(str(row.instance) for row in rows):
            self.add_error(None, f"Партнёр «{name}» назван дважды.")

    def save(self, commit=True):
        if given := self.cleaned_data["scan"]:
            file, content_type = given
            self.instance.file = keep_file(file, content_type, self.municipality, self.user)
        return super().save()


class MemberForm(RowForm):
    class Meta:
        model = CommunityMember
        fields = ["organization", "is_coordinator", "person"]


class CommunityForm(WithRowsForm):
    row_form, rows_name, rows_label = MemberForm, "members", "Участники"

    class Meta:
        model = NetworkCommunity
        fields = ["name", "theme", "starts_on", "is_active"]
        widgets = {"starts_on": DateInput, "theme": forms.Textarea({"rows": 2})}

    def clean_starts_on(self):
        return self.known_day("starts_on")

    def check_rows(self, rows):
        for name in _repeated(str(row.instance) for row in rows):
            self.add_error(None, f"«{name}» названа дважды.")


def _repeated(names):
    """Those that are told more than once, in whatever spelling."""
    names = list(names)
    often = Counter(map(normalise, names))
    return {normalise(name): name for name in names if often[normalise(name)] > 1}.values()
