from django.urls import path

from .views import public_registers

urlpatterns = [
    path("registers/", public_registers.PublicRegistersView.as_view(), name="public-registers"),
    path("registers/<slug:register>/", public_registers.PublicRegisterView.as_view(), name="public-register"),
]
