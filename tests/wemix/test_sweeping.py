"""What nobody can use any more is deleted at night, by the role that owns nothing, and nothing else is."""

import uuid
from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from wemix import jobs, typed
from wemix.acting import acting
from wemix.models import Draft, OnceKey

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


def at_night():
    with acting(None):
        jobs.sweep_rows(timestamp=0)


def test_what_was_typed_before_a_sign_in_expired_goes_with_its_session(client, alice):
    posted = {"author": typed.author_token(alice), "name": "Amina"}
    client.post("/nuclei/nuovo/", posted)
    kept = client.session
    assert kept[typed.KEPT]["data"]["name"] == ["Amina"]
    at_night()
    assert SessionStore(kept.session_key).load()
    Session.objects.update(expire_date=timezone.now() - MINUTE)
    at_night()
    assert not Session.objects.exists()


@pytest.mark.parametrize(("age", "stays"), [(30 * DAY - MINUTE, True), (30 * DAY + MINUTE, False)])
def test_a_once_key_answers_for_thirty_days(alice, age, stays):
    typed.claim(uuid.uuid4(), alice)
    OnceKey.objects.update(made_at=timezone.now() - age)
    at_night()
    assert OnceKey.objects.exists() == stays


@pytest.mark.parametrize(("age", "stays"), [(90 * DAY - MINUTE, True), (90 * DAY + MINUTE, False)])
def test_a_draft_waits_for_its_author_for_ninety_days(alice, age, stays):
    typed.save_draft(alice, "/nuclei/nuovo/", typed.as_post({"name": ["Amina"]}))
    Draft.objects.update(saved_at=timezone.now() - age)
    at_night()
    assert Draft.objects.exists() == stays


def test_a_draft_that_is_gone_on_with_waits_anew(alice):
    typed.save_draft(alice, "/nuclei/nuovo/", typed.as_post({"name": ["Ami"]}))
    Draft.objects.update(saved_at=timezone.now() - 91 * DAY)
    typed.save_draft(alice, "/nuclei/nuovo/", typed.as_post({"name": ["Amina"]}))
    at_night()
    assert typed.draft_of(alice, "/nuclei/nuovo/").data == {"name": ["Amina"]}
