"""Addresses of the pages that are nobody's in particular: today, search, what is new."""

from django.urls import path

from referrals.views import home

urlpatterns = [
    path("", home.home, name="home"),
    path("cerca/", home.search, name="search"),
    path("novita/", home.updates, name="updates"),
]
