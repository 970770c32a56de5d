"""What waited on a device and is sent by a script: answers in statuses, once, and for its author only."""

import pytest
from django.urls import reverse

from housing.models import Fault
from tests.factories import flat
from wemix.models import OnceKey
from wemix.typed import author_token, new_key
from wemix.waiting import key_of

SCRIPT = {"x-waits": "1"}


@pytest.fixture
def sent(client, host, carlo):
    """A fault that was typed while there was no network."""
    typed = {"unit": flat(host).unit.pk, "kind": "water", "text": "Perde", "urgency": 2}
    return typed | {"once": new_key(), "author": author_token(carlo)}


def send(client, sent):
    return client.post(reverse("housing:fault_report"), sent, headers=SCRIPT)


def test_what_is_accepted_says_where_to_go_on_and_counts_once(client, carlo, sent):
    client.force_login(carlo)
    first, again = send(client, sent), send(client, sent)
    assert first.status_code == again.status_code == 204
    fault = Fault.objects.get()
    assert first["X-Goes-On"] == again["X-Goes-On"] == reverse("housing:fault", args=[fault.pk])


def test_a_key_that_somebody_else_used_loses_nothing(client, carlo, olga, sent):
    OnceKey.objects.create(key=sent["once"], user=olga, result="/")
    client.force_login(carlo)
    assert send(client, sent).status_code == 204
    assert Fault.objects.count() == 1


def test_what_is_refused_says_why_in_sentences(client, carlo, sent):
    client.force_login(carlo)
    answer = send(client, sent | {"text": ""})
    assert answer.status_code == 422
    assert answer.json() == {"says": ["Che cosa non va: Questo campo è obbligatorio."]}
    assert send(client, sent).status_code == 204  # the key it came with stays good


def test_an_expired_sign_in_keeps_nothing_here_for_it_waits_there(client, carlo, sent):
    assert send(client, sent).status_code == 401
    client.force_login(carlo)
    assert not client.get(reverse("housing:fault_report")).context["form"].is_bound
    assert send(client, sent).status_code == 204


def test_nobody_sends_what_another_wrote(client, olga, sent):
    client.force_login(olga)
    assert send(client, sent).status_code == 409
    assert send(client, sent | {"author": ""}).status_code == 409
    assert not Fault.objects.exists()


def test_the_key_is_a_persons_and_no_sign_ins(client, carlo, olga, settings):
    assert key_of(carlo) == key_of(carlo) != key_of(olga)
    client.force_login(carlo)
    assert key_of(carlo) in client.get("/").content.decode()
    client.logout()
    assert "data-waiting" not in client.get("/accesso/accedi/").content.decode()
    before = key_of(carlo)
    settings.SECRET_KEY = "un'altra"
    assert key_of(carlo) != before


def test_signing_out_asks_the_browser_to_keep_nothing(client, carlo):
    client.force_login(carlo)
    assert "Clear-Site-Data" not in client.get("/")
    assert client.post(reverse("account_logout"))["Clear-Site-Data"] == '"storage"'
