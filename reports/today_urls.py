from django.urls import path

from .views import dashboard, preview, search, today

urlpatterns = [
    path("", today.TodayView.as_view(), name="today"),
    path("dashboard/", dashboard.DashboardView.as_view(), name="dashboard"),
    path("dashboard/items/", dashboard.ExecutionView.as_view(), name="dashboard-items"),
    path("search/", search.SearchView.as_view(), name="search"),
    path("events/preview/", preview.EventPreviewView.as_view(), name="event-preview"),
]
