"""Make .venv and bring it to the pinned requirements; do nothing, quickly, when it is there already.

    python3 wemix/install.py requirements.txt

It runs before anything is installed, on any Python 3, so it uses nothing else and explains what it lacks.
"""

import fcntl
import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
QUIET = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_ROOT_USER_ACTION": "ignore", "PIP_NO_INPUT": "1"}


def main(name):
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is read by whatever python3 is here
        sys.exit("We Mix needs Python 3.11 or newer; python3 is %d.%d here." % sys.version_info[:2])  # noqa: UP031
    (ROOT / ".data").mkdir(mode=0o755, exist_ok=True)
    with open(ROOT / ".data" / "install.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # `make run` and `make test` may come together
        make_venv()
        install(ROOT / name)


def make_venv():
    if runs("-m", "pip", "--version"):
        return
    say("Making .venv")
    command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    if subprocess.run(command, stdout=subprocess.DEVNULL).returncode:
        sys.exit("python3 cannot make a virtual environment here: on Debian install the package python3-venv.")


def install(requirements):
    stamp = VENV / (f"{requirements.name}.installed")
    wanted = hashlib.sha256(requirements.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    say(f"Installing {requirements.name} (a minute or two, the first time)")
    # who serves may not be allowed to write here: compiled now; who tests compiles the part of it that is ever read
    how = ["--require-hashes", *(["--no-compile"] if "dev" in requirements.name else [])]
    if not runs("-m", "pip", "install", "-qq", *how, "-r", str(requirements), loud=True):
        sys.exit("The requirements could not be installed: see above.")
    stamp.write_text(wanted)


def runs(*arguments, loud=False):
    if not PYTHON.exists():
        return False
    out = None if loud else subprocess.DEVNULL
    return not subprocess.run([str(PYTHON), *arguments], env={**os.environ, **QUIET}, stdout=out, stderr=out).returncode


def say(words):
    print(f"{words} ...", flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
