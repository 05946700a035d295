from django.urls import path

from .views import card_mending, proofreading

urlpatterns = [
    path("cards/", proofreading.CardListView.as_view(), name="card-list"),
    path("cards/mends/", proofreading.MendListView.as_view(), name="card-mends"),
    path("cards/fill/<slug:field>/", card_mending.CardFillView.as_view(), name="card-fill"),
    path("cards/<int:pk>/", card_mending.CardView.as_view(), name="card"),
    path("cards/<int:pk>/right/", card_mending.CardRightView.as_view(), name="card-right"),
    path(
        "cards/letters/<int:organization>/<paper_format:file_format>/",
        proofreading.CardFileView.as_view(),
        name="card-list-file",
    ),
]
