from django.urls import path

from .views import consultations, moderators, providers

urlpatterns = [
    path("providers/", providers.ProviderListView.as_view(), name="provider-list"),
    path("providers/new/", providers.ProviderCreateView.as_view(), name="provider-create"),
    path("providers/<int:pk>/", providers.ProviderView.as_view(), name="provider"),
    path("providers/<int:pk>/edit/", providers.ProviderUpdateView.as_view(), name="provider-edit"),
    path("providers/<int:pk>/exit/", providers.ProviderExitView.as_view(), name="provider-exit"),
    path("moderators/", moderators.ModeratorListView.as_view(), name="moderator-list"),
    path("moderators/new/", moderators.ModeratorCreateView.as_view(), name="moderator-create"),
    path("moderators/<int:pk>/", moderators.ModeratorView.as_view(), name="moderator"),
    path("moderators/<int:pk>/edit/", moderators.ModeratorUpdateView.as_view(), name="moderator-edit"),
    path("consultations/", consultations.ConsultationListView.as_view(), name="consultation-list"),
    path("consultations/new/", consultations.ConsultationCreateView.as_view(), name="consultation-create"),
    path("consultations/<int:pk>/", consultations.ConsultationView.as_view(), name="consultation"),
    path(
        "consultations/<int:pk>/edit/",
        consultations.ConsultationUpdateView.as_view(),
        name="consultation-edit",
    ),
    path(
        "consultations/<int:pk>/answer/",
        consultations.ConsultationAnswerView.as_view(),
        name="consultation-answer",
    ),
]
