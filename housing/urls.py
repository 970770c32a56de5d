"""Addresses of stays, and of who sleeps where."""

from django.urls import path

from housing import views

app_name = "housing"
urlpatterns = [
    path("stanotte/", views.tonight, name="tonight"),
    path("accoglienze/", views.stay_list, name="stays"),
    path("accoglienze/<int:pk>/", views.stay, name="stay"),
    path("accoglienze/<int:pk>/scadenza/", views.replan, name="replan"),
    path("accoglienze/<int:pk>/trasferimento/", views.transfer, name="transfer"),
]
