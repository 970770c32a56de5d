"""A machine that is set up wrongly hears it in one sentence; one that is set up well hears nothing."""

import os
import re
import secrets
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.mail import get_connection

PROJECT = Path(__file__).resolve().parents[2]
KNOWN = {"PATH", "HOME", "LANG", "EMBEDDED_PG_PROFILE"}
PRODUCTION = {
    "SECRET_KEY": secrets.token_urlsafe(60),
    "ALLOWED_HOSTS": "wemix.example.org",
    "CSRF_TRUSTED_ORIGINS": "https://wemix.example.org",
    "DATABASE_URL": "postgres://wemix_web:secret@127.0.0.1:1/wemix",
    "EMAIL_URL": "smtp+tls://user:secret@mail.example.org:587",
    "SITE_URL": "https://wemix.example.org",
}


def manage(*arguments, **settings):
    env = {name: value for name, value in os.environ.items() if name in KNOWN}
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=PROJECT, env=env | settings, capture_output=True, text=True)


def test_the_deployment_check_is_clean_in_production():
    done = manage("check", "--deploy", "--fail-level", "DEBUG", **PRODUCTION)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_deployment_check_asks_where_the_links_in_mails_lead():
    done = manage("check", "--deploy", **{name: value for name, value in PRODUCTION.items() if name != "SITE_URL"})
    assert "wemix.W002" in done.stderr and "SITE_URL" in done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", ""),
        ("SECRET_KEY", "short"),
        ("DEBUG", "perhaps"),
        ("PAGE_TIMEOUT", "soon"),
        ("DATABASE_URL", "mysql://root:secret@localhost/wemix"),
        ("DATABASE_URL", "postgres://wemix_web:secret@127.0.0.1:port/wemix"),
        ("DATABASE_URL", "postgres://wemix_web:secret@127.0.0.1"),
        ("FILES_URL", "/srv/files"),
        ("FILES_URL", "file:///"),
        ("FILES_URL", "ftp://user:secret@host/files"),
        ("FILES_URL", "s3://secret@host/bucket"),
        ("FILES_URL", "s3://key:secret@host/bucket/folder"),
        ("EMAIL_URL", "pigeon://user:secret@roof"),
    ],
)
def test_a_wrong_setting_is_one_sentence_that_names_it(name, value):
    done = manage("check", **PRODUCTION | {name: value})
    assert done.returncode == 1
    assert done.stderr.startswith(f"We Mix cannot start: {name} ")
    assert done.stderr.count("\n") == 1
    assert "secret" not in done.stderr


def test_a_mail_server_that_says_nothing_is_left_after_twenty_seconds():
    assert get_connection("django.core.mail.backends.smtp.EmailBackend").timeout == 20


def test_every_setting_of_the_environment_is_in_the_example():
    example = (PROJECT / ".env.example").read_text()
    source = (PROJECT / "wemix/settings.py").read_text() + (PROJECT / "wemix/environment.py").read_text()
    names = set(re.findall(r'(?:env|self)\.\w+\("([A-Z_]+)"', source))
    assert {"SECRET_KEY", "EMAIL_URL", "DEBUG"} < names
    assert {name for name in names if f"{name}=" not in example} == set()
