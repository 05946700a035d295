from django.urls import path

from .views import month, pasting, targets, year

urlpatterns = [
    path("coverage/", month.CoverageView.as_view(), name="coverage"),
    path("coverage/xlsx/", month.CoverageExportView.as_view(), name="coverage-export"),
    path("coverage/paste/", pasting.PasteView.as_view(), name="coverage-paste"),
    path("coverage/<year:year>/", year.YearView.as_view(), name="coverage-year"),
    path("coverage/<year:year>/xlsx/", year.YearExportView.as_view(), name="coverage-year-export"),
    path("coverage/<year:year>/targets/", targets.TargetsView.as_view(), name="coverage-targets"),
    path(
        "coverage/organizations/<int:pk>/",
        year.OrganizationYearView.as_view(),
        name="coverage-organization",
    ),
]
