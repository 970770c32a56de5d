"""Every address of the site. Paths are Italian, names English; the apps are named by string."""

from allauth.account import views as account
from django.contrib import admin
from django.urls import include, path, re_path

from wemix import views

accounts = [
    path("accedi/", account.login, name="account_login"),
    path("invito/", account.signup, name="account_signup"),  # closed: it says how one is invited
    path("esci/", account.logout, name="account_logout"),
    path("password/", account.password_change, name="account_change_password"),
    path("password/dimenticata/", account.password_reset, name="account_reset_password"),
    path("password/inviata/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/nuova/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("password/fatto/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
]

urlpatterns = [
    path("", include("referrals.urls")),
    path("", include("referrals.site_urls")),
    path("", include("housing.urls")),
    path("", include("beneficiaries.urls")),
    path("accesso/", include(accounts)),
    path("oggi/risposta/", views.answer_fact, name="answer_fact"),
    path("oggi/affida/<str:fact>/", views.hand_over, name="hand_over"),
    path("posta/", views.mail_choice, name="mail_choice"),
    path("posta/calendario/", views.calendar_address, name="calendar_address"),
    path("calendario-personale/<slug:token>.ics", views.calendar, name="calendar"),
    path("bozze/salva/", views.save_draft, name="save_draft"),
    path("bozze/scarta/", views.drop_draft, name="drop_draft"),
    path("lingua/", views.set_language, name="set_language"),
    path("accessibilita/", views.accessibility, name="accessibility"),
    path("amministrazione/", admin.site.urls),
]
