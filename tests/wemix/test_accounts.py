"""Invented people have a password that everybody knows, so they sign in only at the machine itself."""

from smtplib import SMTPServerDisconnected

import pytest
from django.contrib.auth import authenticate
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse

from wemix.access import Role
from wemix.accounts import DEMO_DOMAIN, DEMO_PASSWORD
from wemix.models import User


def a_technician(email):
    names = {"first_name": "Ada", "last_name": "Rossi"}
    return User.objects.create_user(email, DEMO_PASSWORD, role=Role.TECHNICIAN, **names)


@pytest.fixture
def invented(db):
    return a_technician(f"ada{DEMO_DOMAIN}")


def signs_in(rf, email, *, host, address, **headers):
    request = rf.post("/accesso/accedi/", headers={"Host": host, **headers}, REMOTE_ADDR=address)
    return authenticate(request, email=email, password=DEMO_PASSWORD) is not None


@pytest.mark.parametrize(
    ("host", "address"),
    [("localhost", "127.0.0.1"), ("localhost:8123", "127.0.0.1"), ("127.0.0.1:8000", "127.0.0.1"), ("[::1]:80", "::1")],
)
def test_invented_people_sign_in_at_the_machine(rf, invented, host, address):
    assert signs_in(rf, invented.email, host=host, address=address)


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("wemix.example.org", "127.0.0.1"),
        ("localhost", "192.0.2.7"),
        ("localhost", ""),
        ("localhost.evil", "127.0.0.1"),
    ],
)
def test_invented_people_do_not_sign_in_from_elsewhere(rf, invented, host, address, settings):
    settings.ALLOWED_HOSTS = ["*"]
    assert not signs_in(rf, invented.email, host=host, address=address)


def test_invented_people_do_not_sign_in_through_a_proxy(rf, invented):
    headers = {"X-Forwarded-For": "192.0.2.7"}
    assert not signs_in(rf, invented.email, host="localhost", address="127.0.0.1", **headers)


def test_real_people_sign_in_from_everywhere(rf, db, settings):
    settings.ALLOWED_HOSTS = ["*"]
    a_technician("ada@example.org")
    assert signs_in(rf, "ada@example.org", host="wemix.example.org", address="192.0.2.7")


def test_where_no_mail_goes_out_a_forgotten_password_is_answered_as_always(client, alice, monkeypatch, caplog):
    def away(self):
        raise SMTPServerDisconnected("alice")

    monkeypatch.setattr(EmailMultiAlternatives, "send", away)
    answer = client.post(reverse("account_reset_password"), {"email": alice.email}, follow=True)
    assert answer.status_code == 200 and "Se non arriva, chiedilo ancora una volta." in answer.content.decode()
    assert "SMTPServerDisconnected" in caplog.text and alice.email not in caplog.text
