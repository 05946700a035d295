from django.urls import path

from .views import campaigns

urlpatterns = [
    path("campaigns/", campaigns.CampaignListView.as_view(), name="campaign-list"),
    path("campaigns/new/", campaigns.CampaignCreateView.as_view(), name="campaign-create"),
    path("campaigns/<int:pk>/", campaigns.CampaignView.as_view(), name="campaign"),
    path("campaigns/<int:pk>/edit/", campaigns.CampaignUpdateView.as_view(), name="campaign-edit"),
    path(
        "campaigns/<int:pk>/<paper_format:file_format>/",
        campaigns.CampaignFileView.as_view(),
        name="campaign-file",
    ),
    path("campaigns/requests/<int:pk>/", campaigns.ParticipantView.as_view(), name="participant-edit"),
]
