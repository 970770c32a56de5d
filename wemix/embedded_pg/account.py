"""Whom the server runs as. PostgreSQL refuses root; a root shell borrows an account without rights."""

import os
import pwd
import subprocess
from dataclasses import dataclass

from wemix.embedded_pg.refusal import CannotStart

BORROWED = ("postgres", "nobody")


@dataclass(frozen=True)
class Account:
    uid: int
    gid: int

    @property
    def is_borrowed(self):
        return self.uid != os.geteuid()

    def run(self, *command, **options):
        """Run to the end, never with a pipe on stdout: the server that a command starts would inherit it."""
        if self.is_borrowed:
            options |= {"user": self.uid, "group": self.gid, "extra_groups": []}
        options = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL} | options
        return subprocess.run([str(part) for part in command], cwd="/", env=clean_environment(), **options)

    def can_reach(self, path):
        if not self.is_borrowed:
            return os.access(path, os.X_OK)
        return self.run("test", "-x", path).returncode == 0

    def give(self, path):
        """Hand over what we have just made."""
        if self.is_borrowed:
            os.chown(path, self.uid, self.gid)


def account_for(folder):
    """Ourselves; for root the owner of a cluster that is there already, else an account without rights."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    if folder.exists():
        return Account(folder.stat().st_uid, folder.stat().st_gid)
    return _borrowed()


def _borrowed():
    for name in BORROWED:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    raise CannotStart("PostgreSQL does not run as root and there is no account postgres or nobody to run it.")


def clean_environment():
    """The caller's PGHOST, PGUSER and the like are meant for another server."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return kept | {"LC_ALL": "C"}
