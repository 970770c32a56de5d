"""The launcher, tried as it is used: by processes that come together, go in disorder and are killed."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from wemix.embedded_pg import binaries, places, processes
from wemix.embedded_pg.account import account_for

PROJECT = Path(__file__).resolve().parents[2]
ASK = """
import sys
import psycopg
from wemix.embedded_pg import launcher
with psycopg.connect(host=launcher.ensure_running(), user="wemix_owner", dbname="wemix", autocommit=True) as db:
    answer = db.execute(sys.argv[1])
    print(answer.fetchone()[0] if answer.description else "done", flush=True)
    sys.stdin.read()
"""
START_OF_SERVER = "select pg_postmaster_start_time()"


@pytest.fixture
def user(monkeypatch):
    """Starts a process that asks the server something and stays its user until it is told to go."""
    folder = Path(tempfile.mkdtemp(prefix="we mix "))  # a path with a space, like any other
    folder.chmod(0o755)
    monkeypatch.setenv("EMBEDDED_PG_DIR", str(folder))
    monkeypatch.setenv("EMBEDDED_PG_PROFILE", "dev")
    monkeypatch.setenv("PGHOST", "elsewhere.invalid")
    users = []

    def start(question=START_OF_SERVER):
        command = [sys.executable, "-c", ASK, question]
        users.append(subprocess.Popen(command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True))
        return users[-1]

    yield start
    for process in users:
        process.kill()
        process.communicate()
    processes.quit_leftovers(cluster_folder() / "data")
    shutil.rmtree(places.socket_folder(cluster_folder()), ignore_errors=True)
    shutil.rmtree(folder)


def cluster_folder():
    return places.wanted_folder(binaries.major_version(binaries.bin_folder()))


def remove(folder, seconds=40):
    """As a person does it, again and again: the server that still lives in it makes files meanwhile."""
    until = time.monotonic() + seconds
    while folder.exists() and time.monotonic() < until:
        shutil.rmtree(folder, ignore_errors=True)
    assert not folder.exists()


def answer(process):
    return process.stdout.readline().strip()


def postmaster():
    """Who is about to be killed: never a stranger, also when the launcher believes one."""
    pid = int((cluster_folder() / "data" / "postmaster.pid").read_text().split("\n")[0])
    assert Path(f"/proc/{pid}/comm").read_text() == "postgres\n"
    return pid


def wait_until(true, seconds=40):
    until = time.monotonic() + seconds
    while not true() and time.monotonic() < until:
        time.sleep(0.05)
    assert true()


def test_processes_that_start_together_share_one_server(user):
    together = [user() for _ in range(6)]
    assert len({answer(process) for process in together}) == 1


def test_the_server_stops_after_its_last_user_was_killed(user):
    first, last = user(), user()
    answer(first), answer(last)
    server = postmaster()
    first.communicate()
    last.kill()
    assert processes.serves(server, cluster_folder() / "data")
    wait_until(lambda: not processes.serves(server, cluster_folder() / "data"))


def test_a_killed_server_is_started_again_with_what_was_written(user):
    before = answer(user())
    answer(user("create table kept as values (7)"))
    os.kill(postmaster(), signal.SIGKILL)
    assert answer(user("table kept")) == "7"
    assert answer(user()) != before


def test_lock_files_that_name_a_stranger_are_no_server(user):
    """As after a restart of the machine: the numbers are other processes' now."""
    data, socket = cluster_folder() / "data", places.socket_folder(cluster_folder())
    for stranger in (1, os.getpid(), 4_000_000):
        answer(user())
        os.kill(postmaster(), signal.SIGKILL)
        for lock in (data / "postmaster.pid", socket / ".s.PGSQL.5432.lock"):
            lock.write_text(f"{stranger}\n{data}\n0\n5432\n/tmp\n\n\nready\n")
    assert answer(user("select 1")) == "1"


def test_a_folder_that_was_half_made_is_made_again(user):
    (cluster_folder() / "data.new").mkdir(parents=True)
    (cluster_folder() / "data.new" / "PG_VERSION").touch()
    if os.geteuid() == 0:
        servers = account_for(Path("/nowhere"))
        shutil.chown(cluster_folder(), servers.uid, servers.gid)
    assert answer(user("select 1")) == "1"


def test_a_folder_removed_under_its_server_is_made_again(user):
    before = answer(user())
    remove(cluster_folder())
    assert answer(user()) != before


def test_accents_are_letters_whatever_the_machine_speaks(user, monkeypatch):
    monkeypatch.setenv("LC_ALL", "C")
    assert answer(user("select lower('PERCHÉ À') || ('àncora' ilike 'ÀNC%')")) == "perché àtrue"


def test_the_web_role_owns_nothing(user):
    rights = "select rolsuper or rolcreatedb or rolcreaterole from pg_roles where rolname = 'wemix_web'"
    assert answer(user(rights)) == "False"
