"""Routes about people."""

from django.urls import path

from newsapi.accounts.api import views

urlpatterns = [path("auth/guest/", views.GuestView.as_view(), name="guest")]
