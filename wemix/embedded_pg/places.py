"""Where a cluster and its socket live."""

import hashlib
import os
import stat
import tempfile
from pathlib import Path

from wemix.embedded_pg.account import account_for
from wemix.embedded_pg.refusal import CannotStart

PROJECT = Path(__file__).resolve().parents[2]
OUTSIDE = Path("/var/lib/wemix-embedded")  # root's only: nothing cleans it, and everybody may pass through
SOCKETS = Path("/tmp")  # a socket's path has 107 bytes at most, so it cannot stand in a deep checkout


def profile():
    return os.environ.get("EMBEDDED_PG_PROFILE") or "dev"


def wanted_folder(major):
    """In the project, one cluster for each profile and major version: neither can read the other's."""
    base = Path(os.environ.get("EMBEDDED_PG_DIR") or PROJECT / ".data").resolve()
    return base / profile() / f"pg{major}"


def outside(wanted):
    """Root's other choice, when the server's account has no way to the project: no parent's mode is changed."""
    return OUTSIDE / short_name(wanted.parents[1]) / wanted.parent.name / wanted.name


def settle(wanted):
    """Where the cluster is, or will be, and whose."""
    for folder in (wanted, outside(wanted)):
        if folder.exists():
            return folder, account_for(folder)
    account = account_for(wanted)
    nearest = next(path for path in wanted.parents if path.exists())
    return (wanted if account.can_reach(nearest) else outside(wanted)), account


def make_folder(folder, account):
    """Given away before it appears: several processes may come at once."""
    if not folder.exists():
        for parent in reversed([path for path in folder.parents if not path.exists()]):
            parent.mkdir(mode=0o755, exist_ok=True)
            parent.chmod(0o755)
        aside = Path(tempfile.mkdtemp(prefix=f"{folder.name}.", dir=folder.parent))
        account.give(aside)
        try:
            aside.rename(folder)
        except OSError:  # somebody else was quicker
            aside.rmdir()
    if folder.stat().st_uid != account.uid:
        raise CannotStart(f"{folder} belongs to another account: start as that account, or set EMBEDDED_PG_DIR.")


def socket_folder(folder):
    return SOCKETS / f"wemix-{short_name(folder)}"


def make_socket_folder(path, account):
    """Only its owner may pass: this is what makes it safe to ask nobody for a password."""
    if not path.is_symlink() and not path.exists():
        path.mkdir(mode=0o700)
        account.give(path)
    there = path.lstat()
    if not stat.S_ISDIR(there.st_mode) or there.st_uid != account.uid or there.st_mode & 0o077:
        raise CannotStart(f"{path} was made by somebody else: remove it, or set DATABASE_URL.")


def short_name(path):
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:16]
