from django.urls import path

from .views.calendar import CalendarView

urlpatterns = [path("calendar/<str:token>.ics", CalendarView.as_view(), name="calendar")]
