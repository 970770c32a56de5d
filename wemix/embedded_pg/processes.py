"""Which processes serve a data folder. A number in a lock file proves nothing: it may be a zombie's or a stranger's."""

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

PROC = Path("/proc")


def serves(pid, data):
    """Whether this process is a living PostgreSQL at work in this very folder."""
    if not PROC.is_dir():  # not Linux: believe the number
        return _answers(pid)
    return _is_living_postgres(pid) and _folder_of(pid) == str(data)


def quit_leftovers(data):
    """End what a killed server left behind, and servers of a folder that was removed under them."""
    for sign, patience in ((signal.SIGQUIT, 10), (signal.SIGKILL, 5)):
        for pid in _leftovers(data):
            _send(pid, sign)
        until = time.monotonic() + patience
        while _leftovers(data) and time.monotonic() < until:
            time.sleep(0.02)


def _leftovers(data):
    if not PROC.is_dir():
        return []
    folders = (str(data), f"{data} (deleted)")
    pids = [int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit()]
    return [pid for pid in pids if _is_living_postgres(pid) and _folder_of(pid) in folders]


def _is_living_postgres(pid):
    try:
        _, name, rest = (PROC / str(pid) / "stat").read_text().replace(")", "(").split("(", 2)
    except (OSError, ValueError):
        return False
    return name == "postgres" and rest.split()[0] not in "ZX"


def _folder_of(pid):
    try:
        return os.readlink(PROC / str(pid) / "cwd")
    except OSError:
        return ""


def _answers(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _send(pid, sign):
    with suppress(ProcessLookupError):
        os.kill(pid, sign)
