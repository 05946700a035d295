import secrets
from datetime import UTC, date, timedelta
from functools import cached_property

from django.contrib.auth.models import AbstractUser, UserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Max, Q
from django.utils import timezone

from documents.prose import short_name
from moc_portal.scoping import TenantQuerySet

from .organizations import Organization
from .places import Municipality, Region, TerritorialZone


class Role(models.TextChoices):
    METHODIST = "methodist", "методист МОЦ"
    MOC_HEAD = "moc_head", "руководитель МОЦ"
    AUTHORITY = "authority", "специалист управления образования"
    ORGANIZATION = "organization", "представитель организации"
    EXPERT = "expert", "эксперт"
    RMC = "rmc", "региональный модельный центр"
    ADMIN = "admin", "администратор"


# Those who enter a municipality's plans, events and results, and bring in its files.
EDITOR_ROLES = {Role.METHODIST, Role.ADMIN}
# Those who read a municipality's plans, events and reports while they are being written.
OFFICE_ROLES = {Role.METHODIST, Role.MOC_HEAD, Role.AUTHORITY, Role.RMC, Role.ADMIN}


class PersonQuerySet(models.QuerySet):
    def for_user(self, user):
        if not user.is_authenticated:
            return self.none()
        return self.filter(appointments__municipality__in=user.office_municipalities()).distinct()


class Person(models.Model):
    """An official. A person without an appointment is nobody: neither seen nor entitled."""

    surname = models.CharField("фамилия", max_length=100)
    first_name = models.CharField("имя", max_length=100)
    patronymic = models.CharField("отчество", max_length=100, blank=True)
    phone = models.CharField("телефон", max_length=50, blank=True)
    email = models.EmailField("электронная почта", blank=True)
    wants_digest = models.BooleanField(
        "получать напоминания",
        default=True,
        help_text="Раз в день письмо о сроках и документах, если есть о чём.",
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = "сотрудник"
        verbose_name_plural = "сотрудники"
        ordering = ["surname", "first_name"]

    def __str__(self):
        return self.short_name

    @property
    def full_name(self):
        return " ".join(filter(None, (self.surname, self.first_name, self.patronymic)))

    @property
    def short_name(self):
        return short_name(self.surname, self.first_name, self.patronymic)


class PostQuerySet(TenantQuerySet):
    pass


class Post(models.Model):
    """A party that a plan names as responsible: «Методист МОЦ», «Эксперты НОКО»; it outlives its holders."""

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="posts", verbose_name="муниципалитет"
    )
    title = models.CharField("название", max_length=200)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = "ответственный по плану"
        verbose_name_plural = "ответственные по плану"
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "title"], name="post_unique_in_municipality")
        ]

    def __str__(self):
        return self.title


def days_on_earth() -> tuple[date, date]:
    """The first and the last date that any clock on Earth shows now."""
    now = timezone.now().astimezone(UTC)
    return (now - timedelta(hours=12)).date(), (now + timedelta(hours=14)).date()


class AppointmentQuerySet(TenantQuerySet):
    def on(self, day):
        """Appointments in force on a day."""
        return self._between(day, day)

    def current(self):
        """Appointments in force somewhere on Earth: what day it is, each municipality says for itself."""
        return self._between(*days_on_earth())

    def _between(self, first, last):
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=first), starts_on__lte=last)

    def with_places(self):
        return self.select_related("municipality__region", "municipality__zone")

    def reaching(self, municipality):
        """Appointments that give a role in a municipality: in itself, in its zone, in its region."""
        zone = Q(zone=municipality.zone_id, zone__isnull=False)
        region = Q(zone=None, region=municipality.region_id)
        return self.filter(Q(municipality=municipality) | Q(zone | region, municipality=None))


class Appointment(models.Model):
    """A post held by a person from a date to a date, and the role it gives at a place."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="appointments", verbose_name="сотрудник")
    role = models.CharField("роль в портале", max_length=20, choices=Role)
    title = models.CharField("должность, как в документах", max_length=200)
    post = models.ForeignKey(
        Post,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="appointments",
        verbose_name="в плане значится как",
    )
    region = models.ForeignKey(Region, models.CASCADE, null=True, blank=True, verbose_name="регион")
    zone = models.ForeignKey(
        TerritorialZone, models.CASCADE, null=True, blank=True, verbose_name="территориальная зона"
    )
    municipality = models.ForeignKey(
        Municipality,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="appointments",
        verbose_name="муниципалитет",
    )
    organization = models.ForeignKey(
        Organization,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="appointments",
        verbose_name="организация",
    )
    starts_on = models.DateField("с", default=timezone.localdate)
    ends_on = models.DateField("по", null=True, blank=True)
    substitutes = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="substitutions",
        verbose_name="исполняет обязанности за",
    )
    basis = models.CharField("на основании", max_length=200, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = "назначение"
        verbose_name_plural = "назначения"
        ordering = ["person", "starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="appointment_ends_after_start",
                violation_error_message="Дата окончания раньше даты начала.",
            ),
            models.CheckConstraint(
                condition=(
                    Q(role=Role.ADMIN)
                    | Q(role=Role.RMC, region__isnull=False)
                    | Q(role=Role.EXPERT) & (Q(municipality__isnull=False) | Q(region__isnull=False))
                    | Q(role=Role.ORGANIZATION, organization__isnull=False, municipality__isnull=False)
                    | Q(
                        role__in=[Role.METHODIST, Role.MOC_HEAD, Role.AUTHORITY],
                        municipality__isnull=False,
                    )
                ),
                name="appointment_place_fits_role",
                violation_error_message="Укажите место службы, подходящее для этой роли: муниципалитет, "
                "организацию вместе с муниципалитетом или регион.",
            ),
        ]

    def __str__(self):
        return f"{self.title}, {self.person}"

    def clean(self):
        if self.zone and self.zone.region_id != self.region_id:
            raise ValidationError({"zone": "Эта зона другого региона."})

    def is_in_force(self, day):
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    def end_before(self, day):
        """Let it hold no longer on that day; what has not held a day yet is as if it had never been."""
        if self.starts_on >= day:
            self.delete()
        else:
            self.ends_on = day - timedelta(days=1)
            self.save()

    def holds_in(self, municipality):
        """Whether it gives its role in a municipality today, by the clock there."""
        return self._covers(municipality) and self.is_in_force(municipality.today())

    def holds_portal_wide(self):
        """An administrator goes by the portal's clock."""
        return self.role == Role.ADMIN and self.is_in_force(
            timezone.localdate(timezone=timezone.get_default_timezone())
        )

    def places(self) -> Q:
        """Where it gives its role today, as a condition on municipalities."""
        if all(self.is_in_force(day) for day in days_on_earth()):
            return self._area()
        area = Municipality.objects.filter(self._area())
        return Q(pk__in=[place.pk for place in area if self.is_in_force(place.today())])

    def _area(self):
        if self.municipality_id:
            return Q(pk=self.municipality_id)
        if self.zone_id:
            return Q(zone=self.zone_id)
        return Q(region=self.region_id) if self.region_id else Q(pk__in=[])

    def _covers(self, municipality):
        if self.municipality_id:
            return self.municipality_id == municipality.pk
        if self.zone_id:
            return self.zone_id == municipality.zone_id
        return self.region_id is not None and self.region_id == municipality.region_id


class PortalUserManager(UserManager):
    """A user comes with his person: every page tells the name."""

    def get_queryset(self):
        return super().get_queryset().select_related("person")


class User(AbstractUser):
    """A login. What its owner may do follows from the appointments in force today, by the clock of each place."""

    person = models.OneToOneField(
        Person, models.SET_NULL, null=True, blank=True, related_name="user", verbose_name="сотрудник"
    )
    # Kept in plain, for the profile page has to show the link again; whoever reads it here reads the dates here, too.
    calendar_token = models.CharField("ключ календаря", max_length=50, null=True, unique=True, editable=False)

    objects = PortalUserManager()

    class Meta:
        verbose_name = "учётная запись"
        verbose_name_plural = "учётные записи"
        ordering = ["username"]

    def __str__(self):
        return str(self.person) if self.person else self.username

    def renew_calendar(self):
        """A new secret address; whoever had the old one reads nothing more."""
        self.calendar_token = secrets.token_urlsafe(32)
        self.save(update_fields=["calendar_token"])

    def close_calendar(self):
        self.calendar_token = None
        self.save(update_fields=["calendar_token"])

    @cached_property
    def current_appointments(self):
        if self.person_id is None:
            return []
        return list(Appointment.objects.filter(person_id=self.person_id).current().with_places())

    @property
    def is_administrator(self):
        return self.is_superuser or any(a.holds_portal_wide() for a in self.current_appointments)

    def has_perm(self, perm, obj=None):
        """The admin is for administrators, whole; nobody else gets a part of it."""
        return self.is_active and self.is_administrator

    def has_module_perms(self, app_label):
        return self.has_perm(app_label)

    def municipalities(self, roles=frozenset(Role)):
        """Municipalities in which one of the roles is held, as a queryset."""
        if not self.is_active:
            return Municipality.objects.none()
        if self.is_administrator:
            return Municipality.objects.all()
        return self._appointed_to(roles)

    def workplaces(self):
        """Municipalities where he works by appointment: what an administrator sees besides is not his work.

        An expert, who may be one of the whole region, works where he was asked to assess something.
        """
        if not self.is_active:
            return Municipality.objects.none()
        working = self._appointed_to(OFFICE_ROLES | {Role.ORGANIZATION})
        assessed = {"programs__assessments__assignments__expert": self.person_id}
        asked = self._appointed_to({Role.EXPERT}).filter(**assessed)
        return Municipality.objects.filter(Q(pk__in=working.values("pk")) | Q(pk__in=asked.values("pk")))

    def _appointed_to(self, roles):
        places = Q(pk__in=[])
        for appointment in self.current_appointments:
            if appointment.role in roles:
                places |= appointment.places()
        return Municipality.objects.filter(places)

    def municipality_at(self, slug):
        """That of the municipalities in which a role is held; DoesNotExist for any other."""
        at_work = (a for a in self.current_appointments if a.municipality and a.municipality.slug == slug)
        held = (a.municipality for a in at_work if self.is_active and a.holds_in(a.municipality))
        return next(held, None) or self.municipalities().select_related("region", "zone").get(slug=slug)

    def office_municipalities(self):
        return self.municipalities(OFFICE_ROLES)

    def edited_municipalities(self):
        return self.municipalities(EDITOR_ROLES)

    def roles_in(self, municipality):
        """The roles held in a municipality today, as a set."""
        if not self.is_active:
            return set()
        if self.is_administrator:
            return {Role.ADMIN}
        return {a.role for a in self.appointments_in(municipality)}

    @property
    def represented(self):
        """The keys of the organisations for which the user speaks today."""
        spoken_for = [a for a in self.current_appointments if a.role == Role.ORGANIZATION]
        return [a.organization_id for a in spoken_for if a.holds_in(a.municipality)]

    def appointments_in(self, municipality):
        """The appointments in force today that reach a municipality."""
        return [a for a in self.current_appointments if a.holds_in(municipality)]

    def appointment_in(self, municipality, role, post=None):
        """The appointment that gives the role in a municipality today, by the post if one is named; None if none does."""
        fitting = (a for a in self.appointments_in(municipality) if a.role == role)
        return next((a for a in fitting if post is None or a.post_id == post.pk), None)

    def title_in(self, municipality, role, post=None):
        """The post, as papers name it, that gives the role in a municipality; empty when none does."""
        appointment = self.appointment_in(municipality, role, post)
        return appointment.title if appointment else ""

    def last_day_in(self, slug):
        """The day on which the last of the appointments to a municipality ended; None for who never had one there."""
        place = Municipality.objects.filter(slug=slug).first()
        if place is None or self.person_id is None:
            return None
        held = place.appointments.filter(person=self.person_id, ends_on__lt=place.today())
        return held.aggregate(last=Max("ends_on"))["last"]
