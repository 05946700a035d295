"""Reference data: the six standard sections, the library of items for a new plan, the kinds of events."""

from django.db import models
from django.utils.text import Truncator


class StandardSection(models.Model):
    """One of the six sections of every plan and report of a municipal support centre."""

    number = models.PositiveSmallIntegerField("номер", unique=True)
    title = models.TextField("название")
    short_title = models.CharField("краткое название", max_length=100)

    class Meta:
        verbose_name = "типовой раздел"
        verbose_name_plural = "типовые разделы"
        ordering = ["number"]

    def __str__(self):
        return f"{self.number}. {self.short_title}"


class TemplateItem(models.Model):
    """An item offered to a new plan. Its code never changes: drafting binds to it, not to a number or a wording."""

    code = models.SlugField("код", max_length=50, unique=True)
    section = models.ForeignKey(
        StandardSection, models.PROTECT, related_name="template_items", verbose_name="раздел"
    )
    position = models.PositiveSmallIntegerField("порядок")
    title = models.TextField("наименование мероприятия")
    expected_result = models.TextField("ожидаемый результат", blank=True)
    deadline = models.CharField("срок", max_length=200, blank=True)
    responsible = models.CharField("ответственные", max_length=300, blank=True)
    is_core = models.BooleanField(
        "предлагать сразу", default=True, help_text="Снимите для пунктов, которые бывают не у всех."
    )

    class Meta:
        verbose_name = "пункт типового плана"
        verbose_name_plural = "пункты типового плана"
        ordering = ["section", "position"]

    def __str__(self):
        return Truncator(self.title).chars(100)


class EventKind(models.Model):
    """«Обучающий семинар», «консультация»: as papers name it, in the singular, with a small letter."""

    name = models.CharField("название", max_length=100, unique=True)
    position = models.PositiveSmallIntegerField("порядок", default=100)
    is_tallied = models.BooleanField(
        "ведётся счётом", default=False, help_text="У пункта плана появится кнопка «+1»."
    )

    class Meta:
        verbose_name = "вид мероприятия"
        verbose_name_plural = "виды мероприятий"
        ordering = ["position", "name"]

    def __str__(self):
        return self.name
