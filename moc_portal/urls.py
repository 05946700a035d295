"""Every address of the portal. Those of a municipality begin with its name."""

from django.contrib import admin
from django.urls import include, path, register_converter

from plans.periods import PeriodConverter, YearConverter
from records.converters import PaperFormatConverter
from reports.models import ReportAddressConverter

register_converter(PeriodConverter, "period")
register_converter(YearConverter, "year")
register_converter(ReportAddressConverter, "report")
register_converter(PaperFormatConverter, "paper_format")

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("organizations.urls")),
    path("", include("reports.calendar_urls")),
    path("public/<slug:municipality>/", include("meetings.public_urls")),
    path("public/<slug:municipality>/", include("records.public_urls")),
    path("<slug:municipality>/", include("records.urls")),
    path("<slug:municipality>/", include("records.job_urls")),
    path("<slug:municipality>/", include("records.register_urls")),
    path("<slug:municipality>/", include("records.import_urls")),
    path("<slug:municipality>/", include("programs.register_urls")),
    path("<slug:municipality>/", include("plans.urls")),
    path("<slug:municipality>/", include("plans.event_urls")),
    path("<slug:municipality>/", include("plans.evidence_urls")),
    path("<slug:municipality>/", include("plans.media_urls")),
    path("<slug:municipality>/", include("meetings.paper_urls")),
    path("<slug:municipality>/", include("meetings.clause_urls")),
    path("<slug:municipality>/", include("programs.urls")),
    path("<slug:municipality>/", include("programs.assessment_urls")),
    path("<slug:municipality>/", include("programs.card_urls")),
    path("<slug:municipality>/", include("programs.adoption_urls")),
    path("<slug:municipality>/", include("programs.campaign_urls")),
    path("<slug:municipality>/", include("certificates.urls")),
    path("<slug:municipality>/", include("reports.urls")),
    path("<slug:municipality>/", include("reports.today_urls")),
    path("<slug:municipality>/", include("reports.upload_urls")),
    path("<slug:municipality>/", include("meetings.urls")),
    path("<slug:municipality>/", include("programs.network_urls")),
    path("<slug:municipality>/", include("programs.provider_urls")),
    path("<slug:municipality>/", include("programs.merging_urls")),
]
