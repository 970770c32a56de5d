"""`make run`: what must be ready before what."""

from io import StringIO

import pytest
from django.core.management.base import CommandError
from django.db import OperationalError

from wemix.management.commands import serve


class Server:
    """What was told to it, and when it began to read its code."""

    def __init__(self, done):
        self.done, self.stdin = done, self
        done.append("code")

    def __enter__(self):
        return self

    def __exit__(self, *_raised):
        pass

    def write(self, said):
        self.done.append(said)

    def wait(self):
        return 0


def test_words_are_ready_before_code_is_read_and_tables_before_pages_are_served(monkeypatch):
    """A process that has looked for its words before they were compiled keeps none: it would speak, and invent, in
    English."""
    done = []
    monkeypatch.delenv("MAKELEVEL", raising=False)
    monkeypatch.setattr(serve.catalogue, "compile_what_changed", lambda: done.append("words"))
    monkeypatch.setattr(serve.connection, "ensure_connection", lambda: None)
    monkeypatch.setattr(serve, "call_command", lambda name, **options: done.append(name))
    monkeypatch.setattr(serve.subprocess, "run", lambda command, **options: done.append(("process", command[-1])))
    monkeypatch.setattr(serve.Command, "wants_demonstration", lambda self: True)
    monkeypatch.setattr(serve.Command, "spawn", lambda self, *arguments, **how: Server(done))
    monkeypatch.setattr(serve.Command, "answers", lambda self, server: False)
    monkeypatch.setattr(serve.Command, "close", lambda self: done.append("closed"))
    monkeypatch.setattr(serve.signal, "signal", lambda *handler: None)
    with pytest.raises(SystemExit):
        serve.Command(stdout=StringIO()).handle()
    assert done == ["words", "code", "migrate", ("process", "demo_data"), b"serve\n", "closed"]


def test_mails_lead_to_the_port_that_is_served(monkeypatch):
    monkeypatch.delenv("SITE_URL", raising=False)
    command = serve.Command()
    command.host, command.port = "127.0.0.1", 8001
    assert command.environment()["SITE_URL"] == "http://localhost:8001"


def test_a_database_that_does_not_answer_is_one_sentence(monkeypatch):
    def nobody():
        raise OperationalError("Connection refused")

    monkeypatch.setattr(serve.connection, "ensure_connection", nobody)
    with pytest.raises(CommandError, match="^The database does not answer: Connection refused$"):
        serve.Command(stdout=StringIO()).prepare()
