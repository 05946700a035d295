"""The words by which programmes are sorted; the same in every municipality."""

from django.db import models


class FocusArea(models.TextChoices):
    """Направленность: приказ Минпросвещения № 629 of 27.07.2022."""

    TECHNICAL = "technical", "техническая"
    NATURAL_SCIENCE = "natural_science", "естественно-научная"
    SPORTS = "sports", "физкультурно-спортивная"
    ART = "art", "художественная"
    TOURISM = "tourism", "туристско-краеведческая"
    SOCIAL_HUMANITIES = "social_humanities", "социально-гуманитарная"


class ProgramLevel(models.TextChoices):
    INITIAL = "initial", "ознакомительный"
    BASIC = "basic", "базовый"
    ADVANCED = "advanced", "продвинутый"


class ProgramKind(models.TextChoices):
    GENERAL_DEVELOPMENT = "general", "общеразвивающая"
    PRE_PROFESSIONAL = "pre_professional", "предпрофессиональная"
    SPORTS_TRAINING = "sports_training", "спортивной подготовки"


class ProgramRegister(models.TextChoices):
    """Реестр: by which money a programme runs."""

    BUDGET = "budget", "бюджетная"
    PAID = "paid", "платная"
    CERTIFIED = "certified", "сертифицированная (ПФ)"
    SIGNIFICANT = "significant", "общественно значимая"
    PRE_PROFESSIONAL = "pre_professional", "предпрофессиональная"
    OTHER = "other", "иная"


class StudyForm(models.TextChoices):
    IN_PERSON = "in_person", "очная"
    MIXED = "mixed", "очно-заочная"
    BY_CORRESPONDENCE = "correspondence", "заочная"
    REMOTE = "remote", "дистанционная"
    WITH_REMOTE_MODULES = "remote_modules", "с дистанционными модулями"


class ProgramState(models.TextChoices):
    DEVELOPMENT = "development", "в разработке"
    REVIEW = "review", "на рецензии МОЦ"
    ASSESSMENT = "assessment", "на экспертизе (НОК)"
    REWORK = "rework", "на доработке"
    REJECTED = "rejected", "не рекомендована"
    REGISTERED = "registered", "в реестре"
    PUBLISHED = "published", "размещена"
    ARCHIVED = "archived", "в архиве"


class RoundResult(models.TextChoices):
    """What a review or an assessment ended with; empty while it is going on."""

    PASSED = "passed", "рекомендована"
    REWORK = "rework", "на доработку"
    REJECTED = "rejected", "не рекомендована"


# Those in which the author works on the text, and those in which it stands in the register.
WRITING_STATES = (ProgramState.DEVELOPMENT, ProgramState.REWORK)
REGISTER_STATES = (ProgramState.REGISTERED, ProgramState.PUBLISHED)
