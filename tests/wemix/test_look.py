"""The frame of the pages: what it finds, says and never asks."""

from datetime import date, datetime

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.contrib import admin
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.core.paginator import Paginator
from django.db import models
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import make_aware

from wemix import navigation
from wemix.access import Role
from wemix.admin.fields import DeskFields
from wemix.forms import PageForm
from wemix.models import Draft
from wemix.templatetags.wemix import answer_mark, dmy, moment, near_pages
from wemix.wheel_assets import WheelFinder


class VisitForm(PageForm):
    on = forms.DateField(label="Giorno", required=False)
    who = forms.CharField(label="Chi")


def test_the_wheel_gives_the_files_that_pages_ask_for_and_no_others():
    assert finders.find("bootstrap-italia/svg/sprites.svg")
    assert finders.find("bootstrap-italia/js/bootstrap-italia.bundle.min.js") is None
    listed = {path for path, _ in WheelFinder().list([])}
    assert "css/bootstrap-italia.min.css" in listed
    assert len(listed) == 7


def test_static_files_are_collected_under_names_that_change_with_them(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    backend = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": backend}}
    call_command("collectstatic", interactive=False, verbosity=0)
    [fonts] = [path for path in tmp_path.glob("css/fonts.*.css")]
    assert "titillium-web-v10-latin-ext_latin-600." in fonts.read_text()


def test_dates_are_given_to_the_browser_in_the_one_format_it_takes():
    with translation.override("it"):
        html = BeautifulSoup(str(VisitForm(initial={"on": date(2026, 11, 23)})["on"]), "html.parser")
    assert html.input["type"] == "date"
    assert html.input["value"] == "2026-11-23"


def test_what_may_stay_empty_says_so_and_nothing_carries_an_asterisk():
    with translation.override("it"):
        page = BeautifulSoup(render_to_string("form.html", {"form": VisitForm(), "title": "Visita"}), "html.parser")
    labels = [label.get_text(" ", strip=True) for label in page.select("label.form-label")]
    assert labels == ["Giorno (facoltativo)", "Chi"]


def test_the_page_of_a_breakdown_asks_nobody_anything(db, django_assert_num_queries):
    with django_assert_num_queries(0), translation.override("it"):
        assert "Qui si è rotto qualcosa" in render_to_string("500.html")


@pytest.mark.usefixtures("db")
def test_everybody_is_shown_only_the_ways_of_their_role(alice, carlo, monkeypatch):
    monkeypatch.setattr(navigation, "_entries", [])
    navigation.add([Role.SOCIAL_WORKER], "Novità", "updates", order=2)
    navigation.add([Role.SOCIAL_WORKER, Role.CUSTODIAN], "Oggi", "home", order=1)
    assert [link.label for link in navigation.links_for(alice, "/")] == ["Oggi", "Novità"]
    assert [link.label for link in navigation.links_for(carlo, "/")] == ["Oggi"]
    assert [link.current for link in navigation.links_for(alice, "/novita/12/")] == ["", "true"]
    assert [link.current for link in navigation.links_for(alice, "/")] == ["page", ""]


def test_an_entry_is_current_on_the_pages_that_it_leads_to(alice, monkeypatch):
    monkeypatch.setattr(navigation, "_entries", [])
    navigation.add([Role.SOCIAL_WORKER], "Novità", "updates", leads_to=("accessibility",))
    paths = (reverse("updates"), reverse("accessibility"), reverse("search"))
    assert [navigation.links_for(alice, path)[0].current for path in paths] == ["page", "true", ""]


def test_the_sign_in_of_the_desk_is_that_of_the_site(client, db):
    answer = client.get("/amministrazione/", follow=True)
    assert answer.redirect_chain[-1][0].startswith("/accesso/accedi/")


def test_cells_of_the_desk_have_names_and_its_dates_are_the_browsers_own():
    class Hours(DeskFields, admin.TabularInline):
        model = Draft

    fields = Hours(Draft, admin.site)
    cell = fields.formfield_for_dbfield(Draft._meta.get_field("form"), None)
    assert cell.widget.attrs["aria-label"] == "Form: the address of the form's page"
    moment = models.DateTimeField(verbose_name="When")
    moment.set_attributes_from_name("when")
    assert fields.formfield_for_dbfield(moment, None).widget.input_type == "datetime-local"


def test_an_answer_is_told_in_words_and_not_only_by_colour():
    with translation.override("it"):
        assert [BeautifulSoup(answer_mark(a), "html.parser").get_text() for a in ("YES", "NO", "REFUSED", "")] == [
            "sì",
            "no",
            "preferisce non dirlo",
            "non noto",
        ]


def test_days_are_written_as_people_here_write_them():
    late = make_aware(datetime(2026, 11, 23, 23, 30))
    assert dmy(date(2026, 2, 1)) == "01/02/2026"
    assert dmy(None) == "–"
    with translation.override("it"):
        assert (dmy(late), moment(late)) == ("23/11/2026", "23 novembre 2026, 23:30")


def test_the_pager_leaves_gaps_and_never_hides_the_ends():
    pages = Paginator(range(120), 10)
    assert near_pages(pages.page(6)) == [1, None, 5, 6, 7, None, 12]
    assert near_pages(pages.page(1)) == [1, 2, None, 12]
