"""Addresses of stays, and of who sleeps where."""

from django.urls import path

from housing.views import stays, tonight

app_name = "housing"
urlpatterns = [
    path("stanotte/", tonight.tonight, name="tonight"),
    path("accoglienze/", stays.stay_list, name="stays"),
    path("accoglienze/<int:pk>/", stays.stay, name="stay"),
    path("accoglienze/<int:pk>/scadenza/", stays.replan, name="replan"),
    path("accoglienze/<int:pk>/trasferimento/", stays.transfer, name="transfer"),
]
