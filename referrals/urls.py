"""Addresses of this floor."""

from django.urls import path

from referrals import views

urlpatterns = [
    path("", views.home, name="home"),
]
