"""Who is logged in."""

from django.contrib.auth.backends import ModelBackend

from .models import Appointment


class AppointedBackend(ModelBackend):
    """A user comes with his appointments in force: every page asks for both, and one query answers."""

    def get_user(self, user_id):
        mine = Appointment.objects.filter(person__user=user_id).select_related("person__user")
        appointments = list(mine.current().with_places())
        user = appointments[0].person.user if appointments else super().get_user(user_id)
        if user is None or not self.user_can_authenticate(user):
            return None
        user.current_appointments = appointments
        return user
