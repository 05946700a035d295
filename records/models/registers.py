"""What people keep about registers: the views they come back to, and which registers everybody may read."""

from django.conf import settings
from django.db import models

from moc_portal.scoping import TenantQuerySet
from organizations.models import Municipality


class SavedViewQuerySet(TenantQuerySet):
    def for_user(self, user):
        if not user.is_authenticated:
            return self.none()
        return self.filter(user=user.pk, municipality__in=user.municipalities())


class SavedView(models.Model):
    """A named query string of a register: filters and order; by its address it can be sent to anybody."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, verbose_name="муниципалитет")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views", verbose_name="чей"
    )
    register = models.CharField("реестр", max_length=30)
    name = models.CharField("название", max_length=100)
    query = models.CharField("условия", max_length=2000)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = "сохранённый отбор"
        verbose_name_plural = "сохранённые отборы"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "user", "register", "name"],
                name="saved_view_unique_name",
                violation_error_message="Отбор с таким названием уже есть.",
            )
        ]

    def __str__(self):
        return self.name


class PublishedRegister(models.Model):
    """A register that stands on the municipality's open page since a day."""

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="published_registers", verbose_name="муниципалитет"
    )
    register = models.CharField("реестр", max_length=30)
    published_on = models.DateField("опубликован")
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="кто опубликовал"
    )

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = "опубликованный реестр"
        verbose_name_plural = "опубликованные реестры"
        ordering = ["register"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "register"], name="register_published_once")
        ]

    def __str__(self):
        return self.register
