from django.urls import path

from .views import adoption

urlpatterns = [
    path("programs/municipal/", adoption.MunicipalListView.as_view(), name="municipal-list"),
    path("programs/<int:pk>/adopt/", adoption.AdoptView.as_view(), name="program-adopt"),
    path("programs/<int:pk>/take-over/", adoption.TakeOverView.as_view(), name="program-take-over"),
]
