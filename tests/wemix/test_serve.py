"""`make run`: what must be ready before what."""

from wemix.management.commands import serve


def test_the_demonstration_is_invented_by_a_process_that_starts_when_its_words_are_ready(monkeypatch):
    """A process that has looked for its words before they were compiled keeps none: it would invent in English."""
    done = []
    monkeypatch.setattr(serve.catalogue, "compile_what_changed", lambda: done.append("words"))
    monkeypatch.setattr(serve, "call_command", lambda name, **options: done.append(name))
    monkeypatch.setattr(serve.subprocess, "run", lambda command, **options: done.append(("process", command[-1])))
    monkeypatch.setattr(serve.Command, "wants_demonstration", lambda self: True)
    serve.Command().prepare()
    assert done == ["words", "migrate", ("process", "demo_data")]


def test_mails_lead_to_the_port_that_is_served(monkeypatch):
    monkeypatch.delenv("SITE_URL", raising=False)
    command = serve.Command()
    command.host, command.port = "127.0.0.1", 8001
    assert command.environment()["SITE_URL"] == "http://localhost:8001"
