"""A small process beside the server that stops it some seconds after its last user has gone.

Users may end by kill -9, so none of them can be trusted to do it.
"""

import os
import subprocess
import sys
import time
from contextlib import suppress

from wemix.embedded_pg import locks, places

LINGER = 5  # seconds: long enough for the next command of a script


def post(cluster):
    """Make sure that somebody watches. Call it under the start lock."""
    free = locks.hold(cluster.watcher_lock, locks.ALONE | locks.AT_ONCE)
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


def watch(launcher):
    cluster = launcher.cluster()
    mine = locks.hold(cluster.watcher_lock, locks.ALONE | locks.AT_ONCE)
    while mine is not None:
        os.close(locks.hold(cluster.users_lock, locks.ALONE))  # sleeps as long as there are users
        time.sleep(LINGER)
        with locks.alone(cluster.start_lock):
            if not locks.is_current(mine, cluster.watcher_lock) or launcher.stop_if_unused(cluster):
                os.close(mine)  # before the start lock: whoever enters next must find the post vacant
                return


if __name__ == "__main__":
    from wemix.embedded_pg import launcher

    with suppress(FileNotFoundError):  # the folder was thrown away: nothing to watch
        watch(launcher)
