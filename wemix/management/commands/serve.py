"""All of `make run` behind the installation: words, tables, demonstration, web server, worker."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection
from django.utils import translation

from wemix import catalogue
from wemix.access import Role
from wemix.accounts import DEMO_DOMAIN, DEMO_PASSWORD
from wemix.embedded_pg import launcher
from wemix.jobs import GRACE
from wemix.models import User
from wemix.orphans import end_with_parent

EMBEDDED = "wemix.embedded_pg"
PATIENCE = 10  # seconds for a port to become free: the last run may just be ending
BREATH = 0.5  # seconds between two looks at what was started


class Command(BaseCommand):
    help = "Prepare everything and serve the site on HOST and PORT."
    requires_system_checks = []

    def handle(self, **options):
        if "MAKELEVEL" in os.environ:
            end_with_parent(signal.SIGTERM)
        self.host, self.port = os.environ.get("HOST", "127.0.0.1"), _port()
        catalogue.compile_what_changed()
        server = self.load()
        self.prepare()
        self.start(server)
        try:
            if self.answers(server):
                self.welcome()
                self.accompany(server)
            status = server.wait()
        finally:
            self.close()
        sys.exit(max(status, 0))

    def load(self):
        """The web server reads its code while the tables are made ready: it is half of a second start."""
        return self.spawn("-m", "gunicorn", "-c", "python:wemix.serving", stdin=subprocess.PIPE, SERVES_WHEN_TOLD="1")

    def prepare(self):
        self.say("Bringing the database up to date ...")
        try:
            connection.ensure_connection()
        except OperationalError as refusal:
            raise CommandError(f"The database does not answer: {refusal}") from refusal
        call_command("migrate", verbosity=0, interactive=False)
        if self.wants_demonstration():
            self.say("Inventing people and homes for a demonstration ...")
            # In a process of its own: this one had looked for its words before they were compiled, and keeps none.
            subprocess.run([sys.executable, "manage.py", "demo_data"], cwd=settings.BASE_DIR, check=True)

    def wants_demonstration(self):
        is_ours = connection.settings_dict["ENGINE"] == EMBEDDED
        return is_ours and "demo_data" in get_commands() and not User.objects.exists()

    def start(self, server):
        """Ctrl-C reaches the web server too, once it has read its code; here we only wait for its end."""
        _wait_for_port(self.host, self.port)
        self.say("Starting the web server ...")
        for sign in (signal.SIGINT, signal.SIGTERM):
            signal.signal(sign, lambda *_: server.terminate())
        with suppress(BrokenPipeError), server.stdin as told:  # it may have refused to start, and has said why
            told.write(b"serve\n")

    def accompany(self, server):
        """The worker comes once pages are answered and goes with them; one that was killed has a successor."""
        worker = None
        while server.poll() is None:
            if worker is None or worker.poll() is not None:
                worker = self.spawn("manage.py", "worker")
            time.sleep(BREATH)
        _end(worker)

    def spawn(self, *arguments, stdin=None, **environment):
        """A process that works as the role that owns nothing, and ends with this one."""
        return subprocess.Popen(
            [sys.executable, *arguments],
            cwd=settings.BASE_DIR,
            stdin=stdin,
            env=os.environ | self.environment() | environment,
            preexec_fn=_in_our_wake,
        )

    def environment(self):
        site = os.environ.get("SITE_URL") or self.address()
        return {"DATABASE_ROLE": settings.WEB_ROLE, "ALLOWED_HOSTS": self.allowed_hosts(), "SITE_URL": site}

    def allowed_hosts(self):
        names = {*settings.ALLOWED_HOSTS, self.host.strip("[]"), socket.gethostname()}
        return os.environ.get("ALLOWED_HOSTS") or ",".join(sorted(names))

    def answers(self, server):
        """Whether the first page came; the server may also have refused to start."""
        while server.poll() is None:
            try:
                page = http.client.HTTPConnection(_own_address(self.host), self.port, timeout=30)
                page.request("GET", "/accesso/accedi/", headers={"Host": "localhost"})
                page.getresponse()
            except OSError:
                time.sleep(0.05)
            else:
                return True
        return False

    def address(self):
        here = socket.gethostname()  # at every address: others find it by the machine's name
        name = {"127.0.0.1": "localhost", "::1": "localhost", "0.0.0.0": here, "::": here}.get(self.host, self.host)
        return f"http://{name}:{self.port}"

    def welcome(self):
        self.say(f"\nWe Mix is at {self.address()} - Ctrl-C stops it.")
        logins = self.logins()
        if logins:
            self.say(f"Invented people sign in with the password {DEMO_PASSWORD}, on this machine only:")
            for role, email in logins:
                self.say(f"  {role:<24} {email}")

    def logins(self):
        """In English, as all that is said here: at the first start the Italian words were not ready when it began."""
        people = User.objects.working().filter(email__endswith=DEMO_DOMAIN).order_by("role", "pk").distinct("role")
        email_of = dict(people.values_list("role", "email"))
        with translation.override("en"):
            return [(str(role.label), email_of[role]) for role in Role if role in email_of]

    def close(self):
        connection.close()
        if connection.settings_dict["ENGINE"] == EMBEDDED:
            launcher.leave()

    def say(self, words):
        self.stdout.write(words)
        self.stdout.flush()


def _in_our_wake():
    """While it reads its code, what Ctrl-C means is ours to say; afterwards each has a handler of its own."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent(signal.SIGKILL)


def _end(worker):
    """What it was doing is taken up by the next one, should it not end in time."""
    worker.terminate()
    try:
        worker.wait(GRACE + 1)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()


def _port():
    port = os.environ.get("PORT", "8000")
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise CommandError("PORT must be a number from 1 to 65535.")
    return int(port)


def _own_address(host):
    return {"0.0.0.0": "127.0.0.1", "": "127.0.0.1", "::": "::1"}.get(host, host)


def _wait_for_port(host, port):
    until = time.monotonic() + PATIENCE
    while not _is_free(host, port):
        if time.monotonic() > until:
            raise CommandError(f"Port {port} of {host} is not free: say for example `make run PORT={port + 1}`.")
        time.sleep(0.1)


def _is_free(host, port):
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True
