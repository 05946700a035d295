from django.urls import path

from .views import merging

urlpatterns = [
    path("merging/<slug:merged>/", merging.CandidatesView.as_view(), name="merge-candidates"),
    path("merging/<slug:merged>/<int:pk>/<int:other>/", merging.MergeView.as_view(), name="merge"),
]
