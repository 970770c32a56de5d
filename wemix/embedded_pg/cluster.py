"""One cluster: made whole or not at all, started, stopped."""

import shutil
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from wemix.embedded_pg import places, processes
from wemix.embedded_pg.account import Account
from wemix.embedded_pg.refusal import CannotStart

PORT = 5432  # nothing listens on it: it names the socket's file
OWNER = "wemix_owner"
FIRST_WORDS = "CREATE ROLE wemix_web LOGIN;\nCREATE DATABASE wemix;\n"
PATIENCE = 60  # seconds for a start, a stop, a recovery

ALWAYS = {"listen_addresses": "''", "unix_socket_permissions": "0700"}
PROFILES = {
    "test": {  # what a crash would lose, a test can make again
        "fsync": "off",
        "synchronous_commit": "off",
        "full_page_writes": "off",
        "autovacuum": "off",
        "wal_level": "minimal",
        "max_wal_senders": "0",
    },
}


@dataclass(frozen=True)
class Cluster:
    bin: Path
    major: int
    folder: Path
    account: Account

    @property
    def data(self):
        return self.folder / "data"

    @property
    def socket(self):
        return places.socket_folder(self.folder)

    @property
    def users_lock(self):
        return self.folder / "users.lock"

    @property
    def start_lock(self):
        return self.folder / "start.lock"

    @property
    def watcher_lock(self):
        return self.folder / "watcher.lock"

    @property
    def kept_mark(self):
        """There while `devdb start` wants the server to stay although nobody uses it."""
        return self.folder / "kept"

    def state(self):
        """ready, starting, stopping, or nothing: what the server itself says, if it lives."""
        try:
            lines = (self.data / "postmaster.pid").read_text().split("\n")
            pid = int(lines[0])
        except (FileNotFoundError, ValueError):
            return ""
        if not processes.serves(pid, self.data):
            return ""
        return lines[7].strip() if len(lines) > 7 and lines[7].strip() else "starting"

    def make_room(self):
        """Only who enters makes files: a watcher that did would disturb whoever removes the folder."""
        places.make_folder(self.folder, self.account)
        for lock in (self.start_lock, self.users_lock, self.watcher_lock):
            lock.touch()

    def make_ready(self):
        """Call it alone: under the start lock."""
        self._wait_while("starting", "stopping")
        if self.state() == "ready":
            return
        places.make_socket_folder(self.socket, self.account)
        if not self.data.exists():
            self._make()
        self._clear_the_way()
        self._start()

    def stop(self):
        if self.state():
            self._run("pg_ctl", "stop", "-D", self.data, "-m", "fast", "-w", "-t", PATIENCE)
            with suppress(OSError):
                self.socket.rmdir()

    def _make(self):
        """Aside, and renamed when whole: a half-made folder would be refused for ever."""
        aside = self.folder / "data.new"
        shutil.rmtree(aside, ignore_errors=True)
        self._run("initdb", "-D", aside, "-U", OWNER, "-E", "UTF8", "-A", "trust", *self._locale())
        self._run("postgres", "--single", "-D", aside, "postgres", input=FIRST_WORDS, text=True)
        aside.rename(self.data)

    def _locale(self):
        """Said outright: under LANG=C the machine would not know that à is a letter."""
        if self.major >= 17:
            return ("--locale=C.UTF-8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
        return ("--locale=C.UTF-8",)

    def _clear_the_way(self):
        processes.quit_leftovers(self.data)
        for lock in (self.data / "postmaster.pid", self.socket / f".s.PGSQL.{PORT}.lock"):
            lock.unlink(missing_ok=True)

    def _start(self):
        settings = ALWAYS | {"unix_socket_directories": self.socket} | PROFILES.get(places.profile(), {})
        options = " ".join(f"-c {name}={value}" for name, value in settings.items())
        self._run("pg_ctl", "start", "-D", self.data, "-o", options, "-l", self.folder / "log", "-w", "-t", PATIENCE)

    def _run(self, program, *arguments, **options):
        """What it says goes to a file in the folder, so that a refusal can be read."""
        said = self.folder / "last-command"
        with said.open("w") as out:
            done = self.account.run(self.bin / program, *arguments, stdout=out, stderr=subprocess.STDOUT, **options)
        if done.returncode:
            raise CannotStart(f"PostgreSQL's {program} failed: read {said} and {self.folder / 'log'}.")

    def _wait_while(self, *states):
        until = time.monotonic() + PATIENCE
        while self.state() in states:
            if time.monotonic() > until:
                raise CannotStart(f"The server in {self.data} does not get ready: read {self.folder / 'log'}.")
            time.sleep(0.02)
