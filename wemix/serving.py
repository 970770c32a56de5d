"""How gunicorn serves the site: `gunicorn -c python:wemix.serving`."""

import os
import signal
import sys

from wemix.orphans import end_with_parent

wsgi_app = "wemix.wsgi"
bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = 4
preload_app = True  # one import for all workers
graceful_timeout = 10
loglevel = "warning"
control_socket_disable = True


def on_starting(server):
    """`manage.py serve` has the code read beforehand, and says when there is something to serve, or ends."""
    if "SERVES_WHEN_TOLD" in os.environ and not sys.stdin.readline():
        sys.exit()


def post_fork(server, worker):
    """A worker whose master was killed would hold the port."""
    end_with_parent(signal.SIGKILL)
