"""Who may see which rows: one word, `for_user`, on the QuerySet of every model that belongs to a municipality."""

from operator import attrgetter
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import models
from django.http import Http404
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import View


class TenantQuerySet(models.QuerySet):
    """Rows of the municipalities whose office papers the user may read; nothing when in doubt."""

    municipality_path = "municipality"

    def for_user(self, user):
        if not user.is_authenticated:
            return self.none()
        return self.filter(**{f"{self.municipality_path}__in": user.office_municipalities()})


def municipality_of(row):
    """The municipality that a row belongs to; None for one that belongs to none, or to none as yet."""
    rows = type(row)._default_manager.all()
    if not isinstance(rows, TenantQuerySet):
        return None
    try:
        return attrgetter(rows.municipality_path.replace("__", "."))(row)
    except ObjectDoesNotExist:
        return None


class MunicipalityMixin(View):
    """A view whose URL begins with a municipality; one that the user may not see does not exist for him."""

    request: Any  # with the user, the municipality and htmx that middleware and `setup` put there
    permission: Any = None  # a function of organizations.perms: (user, municipality) -> bool

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if request.user.is_authenticated:
            self.municipality = request.municipality = self.get_municipality()
            timezone.activate(self.municipality.time_zone)
            if self.permission is not None and not type(self).permission(request.user, self.municipality):
                raise PermissionDenied

    def get_municipality(self):
        user, slug = self.request.user, self.kwargs["municipality"]
        try:
            return user.municipality_at(slug)
        except ObjectDoesNotExist as missing:
            if last_day := user.last_day_in(slug):
                raise PermissionDenied(
                    f"Ваше назначение здесь закончилось {last_day:%d.%m.%Y}: работать с документами больше нельзя. "
                    "Если вас назначили снова, обратитесь к администратору."
                ) from missing
            raise Http404 from missing

    def get_back_url(self):
        """Where the link that led here wants to go on: an address of the portal, else empty."""
        back = self.request.GET.get("next", "")
        is_ours = url_has_allowed_host_and_scheme(back, None) and back.startswith("/")
        return back if is_ours else ""

    def scoped(self, queryset):
        """The rows of this page's municipality that the user may see."""
        rows = queryset.for_user(self.request.user)
        return rows.filter(**{rows.municipality_path: self.municipality})

    def scoped_or_404(self, queryset, **lookup):
        try:
            return self.scoped(queryset).get(**lookup)
        except queryset.model.DoesNotExist as missing:
            raise Http404 from missing
