from django.urls import path

from records.views.registers import RegisterView

urlpatterns = [
    path("programs/", RegisterView.as_view(slug="programs"), name="program-list"),
]
