"""A running server for whoever asks; this process counts as its user until it ends."""

import os
import subprocess
import sys
import threading
from functools import cache

from wemix.embedded_pg import binaries, locks, places
from wemix.embedded_pg.cluster import Cluster

_one_at_a_time = threading.RLock()
_mine = None  # the descriptor by which the kernel knows that this process uses the server


@cache
def cluster():
    programs = binaries.bin_folder()
    major = binaries.major_version(programs)
    folder, account = places.settle(places.wanted_folder(major))
    return Cluster(binaries.reachable(programs, account), major, folder, account)


def ensure_running():
    """The folder of the server's socket. A millisecond when all is well."""
    with _one_at_a_time:
        here = cluster()
        if not (_is_user(here) and here.state() == "ready"):
            _enter(here)
        return str(here.socket)


def _is_user(here):
    return _mine is not None and locks.is_current(_mine, here.users_lock)


def _enter(here):
    global _mine
    _forget_other_servers()
    _say_where(here)
    here.make_room()
    with locks.alone(here.start_lock):
        _release()
        _mine = locks.hold(here.users_lock, locks.SHARED)
        here.make_ready()
        _post_watcher(here)


def _post_watcher(here):
    """Make sure that somebody watches. Call it under the start lock."""
    free = locks.hold(here.watcher_lock, locks.ALONE | locks.AT_ONCE)
    if free is None:
        return
    os.close(free)
    subprocess.run(
        ["/bin/sh", "-c", '"$@" &', "sh", sys.executable, "-m", "wemix.embedded_pg.watcher"],  # nobody's child
        cwd="/",
        env=os.environ | {"PYTHONPATH": str(places.PROJECT)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C is not for us
    )


def _forget_other_servers():
    """libpq reads PGHOST, PGOPTIONS and the like from the environment: they are meant for another server."""
    for name in [name for name in os.environ if name.startswith("PG")]:
        del os.environ[name]


def _say_where(here):
    if not here.data.exists() and places.profile() == "dev":
        print(f"A new database is made in {here.folder}", file=sys.stderr, flush=True)


def _release():
    global _mine
    if _mine is not None:
        os.close(_mine)
        _mine = None


def leave():
    """Give the server up, and stop it now if nobody else uses it."""
    with _one_at_a_time:
        _release()
        here = cluster()
        if here.folder.exists():
            with locks.alone(here.start_lock):
                stop_if_unused(here)


def stop_if_unused(here):
    """Whether it was. Call it under the start lock, so that nobody enters meanwhile."""
    unused = locks.hold(here.users_lock, locks.ALONE | locks.AT_ONCE)
    if unused is None:
        return False
    if not here.kept_mark.exists():
        here.stop()
    os.close(unused)
    return not here.kept_mark.exists()


def stop():
    """By hand, whoever uses it: their next connection starts it again."""
    here = cluster()
    if here.folder.exists():
        with locks.alone(here.start_lock):
            here.kept_mark.unlink(missing_ok=True)
            here.stop()
