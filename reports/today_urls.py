from django.urls import path

from .views import preview, today

urlpatterns = [
    path("", today.TodayView.as_view(), name="today"),
    path("events/preview/", preview.EventPreviewView.as_view(), name="event-preview"),
]
