"""By which conditions the registers of programmes, of their assessments and groups are read."""

import django_filters
from django import forms
from django.db.models import Q

from organizations.searching import every_word
from records.register_filters import OwnerFilter, RegisterFilter, WordsFilter

from .models import (
    Assessment,
    FocusArea,
    Program,
    ProgramGroup,
    ProgramKind,
    ProgramLevel,
    ProgramRegister,
    ProgramState,
    RoundResult,
    StudyForm,
)
from .models.school_years import school_year_words

FLAGS = (
    *("is_adapted", "for_hardship", "for_gifted", "is_seasonal", "is_network"),
    *("uses_distance_learning", "is_modular", "is_municipal"),
)
CONCLUSIONS = [("valid", "есть действующее"), ("none", "нет действующего"), ("work", "на экспертизе")]
CARDS = [("full", "заполнена"), ("lacks", "заполнена не вся"), ("mend", "есть что поправить")]


def labels_of(*names):
    """The words of flags, for the choice of them."""
    fields = {field.name: field for field in Program._meta.concrete_fields}
    return [(name, str(fields[name].verbose_name)) for name in names]


class AgeFilter(django_filters.NumberFilter):
    """What a child of this age may attend; a bound that is not told binds nobody."""

    def __init__(self, **options):
        super().__init__(**{"label": "возраст ребёнка, лет", "min_value": 0, "max_value": 99} | options)

    def filter(self, qs, value):
        if value is None:
            return qs
        told = ~Q(age_from=None, age_to=None)
        old_enough = Q(age_from=None) | Q(age_from__lte=value)
        return qs.filter(told, old_enough, Q(age_to=None) | Q(age_to__gte=value))


class FlagsFilter(django_filters.MultipleChoiceFilter):
    """Programmes of which all the ticked words are true."""

    def __init__(self, *names, **options):
        given = {"label": "особенности", "choices": labels_of(*names)}
        super().__init__(**given | {"widget": forms.CheckboxSelectMultiple} | options)

    def filter(self, qs, value):
        return qs.filter(**dict.fromkeys(value, True))


class ProgramFilter(RegisterFilter):
    q = WordsFilter()
    organization = OwnerFilter()
    focus_area = django_filters.ChoiceFilter(
        label="направленность", choices=FocusArea.choices, empty_label="Любая"
    )
    register = django_filters.ChoiceFilter(
        label="реестр", choices=ProgramRegister.choices, empty_label="Любой"
    )
    state = django_filters.ChoiceFilter(
        label="состояние", choices=ProgramState.choices, empty_label="Кроме архива"
    )
    age = AgeFilter()
    kind = django_filters.ChoiceFilter(
        label="вид программы", choices=ProgramKind.choices, empty_label="Любой"
    )
    level = django_filters.ChoiceFilter(label="уровень", choices=ProgramLevel.choices, empty_label="Любой")
    study_form = django_filters.ChoiceFilter(
        label="форма обучения", choices=StudyForm.choices, empty_label="Любая"
    )
    conclusion = django_filters.ChoiceFilter(
        label="заключение НОК", choices=CONCLUSIONS, method="with_conclusion", empty_label="Любое"
    )
    card = django_filters.ChoiceFilter(
        label="карточка", choices=CARDS, method="with_card", empty_label="Любая"
    )
    flags = FlagsFilter(*FLAGS)

    main = ("q", "organization", "focus_area", "register", "state", "age")
    public = ("q", "organization", "focus_area", "register", "age", "kind", "level", "study_form", "flags")
    whole = "все, кроме архива"

    class Meta:
        model = Program
        fields: list[str] = []

    def filter_queryset(self, programs):
        chosen = super().filter_queryset(programs)
        return chosen if self.form.cleaned_data.get("state") else chosen.kept()

    def with_conclusion(self, programs, name, code):
        if code == "work":
            return programs.filter(state=ProgramState.ASSESSMENT)
        valid = Q(pk__in=Assessment.objects.in_force(self.day).values("program"))
        return programs.filter(valid if code == "valid" else ~valid)

    def with_card(self, programs, name, code):
        if code == "mend":
            return programs.exclude(gaps=[])
        return programs.filter(completeness=100) if code == "full" else programs.filter(completeness__lt=100)


class OfOneRegisterFilter(ProgramFilter):
    """The register is what the page is about."""

    register = None


class AssessmentFilter(RegisterFilter):
    q = django_filters.CharFilter(label="слова", method="with_words", max_length=200)
    organization = OwnerFilter(field_name="program__organization")
    focus_area = django_filters.ChoiceFilter(
        label="направленность",
        field_name="program__focus_area",
        choices=FocusArea.choices,
        empty_label="Любая",
    )
    level = django_filters.ChoiceFilter(
        label="уровень НОК", choices=Assessment.Level.choices, empty_label="Любой"
    )
    result = django_filters.ChoiceFilter(
        label="результат",
        choices=[("work", "в работе"), *RoundResult.choices],
        method="with_result",
        empty_label="Любой",
    )
    year = django_filters.ChoiceFilter(
        label="подана в году", field_name="submitted_on__year", empty_label="Любом"
    )

    main = ("q", "organization", "focus_area", "level", "result", "year")
    public = ("q", "organization", "focus_area", "level")
    whole = "все программы, поданные на экспертизу"

    class Meta:
        model = Assessment
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "year" in self.filters:
            years = self.queryset.order_by().dates("submitted_on", "year", order="DESC")
            self.filters["year"].extra["choices"] = [(day.year, day.year) for day in years]

    def with_words(self, assessments, name, text):
        return assessments.filter(every_word(text, "program__search_key"))

    def with_result(self, assessments, name, code):
        return assessments.filter(result="" if code == "work" else code)


class GroupFilter(RegisterFilter):
    q = django_filters.CharFilter(label="слова", method="with_words", max_length=200)
    organization = OwnerFilter(field_name="program__organization")
    school_year = django_filters.ChoiceFilter(label="учебный год", empty_label="Любой")
    funding = django_filters.ChoiceFilter(
        label="источник финансирования", choices=ProgramGroup.Funding.choices, empty_label="Любой"
    )
    focus_area = django_filters.ChoiceFilter(
        label="направленность",
        field_name="program__focus_area",
        choices=FocusArea.choices,
        empty_label="Любая",
    )

    main = ("q", "organization", "school_year", "funding", "focus_area")
    whole = "все группы"

    class Meta:
        model = ProgramGroup
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        years = self.queryset.order_by("-school_year").values_list("school_year", flat=True).distinct()
        self.filters["school_year"].extra["choices"] = [(year, school_year_words(year)) for year in years]

    def with_words(self, groups, name, text):
        return groups.filter(every_word(text, "program__search_key") | every_word(text, "name_key"))
