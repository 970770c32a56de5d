"""A small process beside the server that stops it some seconds after its last user has gone.

Users may end by kill -9, so none of them can be trusted to do it.
"""

import os
import time
from contextlib import suppress

from wemix.embedded_pg import launcher, locks

LINGER = 5  # seconds: long enough for the next command of a script


def watch():
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
    with suppress(FileNotFoundError):  # the folder was thrown away: nothing to watch
        watch()
