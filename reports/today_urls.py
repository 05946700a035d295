from django.urls import path

from .views import preview, search, today

urlpatterns = [
    path("", today.TodayView.as_view(), name="today"),
    path("search/", search.SearchView.as_view(), name="search"),
    path("events/preview/", preview.EventPreviewView.as_view(), name="event-preview"),
]
