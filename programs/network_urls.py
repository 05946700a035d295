from django.urls import path

from .views import accessibility, agreements, communities, new_places

urlpatterns = [
    path("agreements/", agreements.AgreementListView.as_view(), name="network-agreement-list"),
    path("agreements/new/", agreements.AgreementCreateView.as_view(), name="network-agreement-create"),
    path("agreements/<int:pk>/", agreements.AgreementView.as_view(), name="network-agreement"),
    path(
        "agreements/<int:pk>/edit/", agreements.AgreementUpdateView.as_view(), name="network-agreement-edit"
    ),
    path("communities/", communities.CommunityListView.as_view(), name="community-list"),
    path("communities/new/", communities.CommunityCreateView.as_view(), name="community-create"),
    path("communities/<int:pk>/", communities.CommunityView.as_view(), name="community"),
    path("communities/<int:pk>/edit/", communities.CommunityUpdateView.as_view(), name="community-edit"),
    path("accessibility/", accessibility.ModelListView.as_view(), name="accessibility-model-list"),
    path("accessibility/new/", accessibility.ModelCreateView.as_view(), name="accessibility-model-create"),
    path("accessibility/<int:pk>/", accessibility.ModelView.as_view(), name="accessibility-model"),
    path(
        "accessibility/<int:pk>/edit/",
        accessibility.ModelUpdateView.as_view(),
        name="accessibility-model-edit",
    ),
    path("accessibility/<int:pk>/visits/new/", accessibility.VisitCreateView.as_view(), name="visit-create"),
    path("visits/<int:pk>/edit/", accessibility.VisitUpdateView.as_view(), name="visit-edit"),
    path("visits/<int:pk>/delete/", accessibility.VisitDeleteView.as_view(), name="visit-delete"),
    path("new-places/", new_places.NewPlacesView.as_view(), name="new-places"),
    path(
        "new-places/<paper_format:file_format>/",
        new_places.NewPlacesFileView.as_view(),
        name="new-places-file",
    ),
    path("new-places/new/", new_places.NewPlacesCreateView.as_view(), name="new-places-create"),
    path("new-places/<int:pk>/edit/", new_places.NewPlacesUpdateView.as_view(), name="new-places-edit"),
    path("new-places/<int:pk>/delete/", new_places.NewPlacesDeleteView.as_view(), name="new-places-delete"),
    path("new-places/<year:year>/declared/", new_places.DeclaredPlacesView.as_view(), name="declared-places"),
]
