"""Locks on files: the kernel forgets the dead, which a list of process ids in a file does not."""

import fcntl
import os
from contextlib import contextmanager

SHARED, ALONE, AT_ONCE = fcntl.LOCK_SH, fcntl.LOCK_EX, fcntl.LOCK_NB


def hold(path, kind):
    """A descriptor that locks the file now at `path` until it is closed; None if AT_ONCE was asked and it is taken."""
    while True:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, kind)
        except BlockingIOError:
            os.close(descriptor)
            return None
        if is_current(descriptor, path):
            return descriptor
        os.close(descriptor)


def is_current(descriptor, path):
    """Whether the locked file still stands at its path; after an `rm -r` another one may."""
    try:
        return os.path.samestat(os.fstat(descriptor), os.stat(path))
    except FileNotFoundError:
        return False


@contextmanager
def alone(path):
    descriptor = hold(path, ALONE)
    try:
        yield
    finally:
        os.close(descriptor)
