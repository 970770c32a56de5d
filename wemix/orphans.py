"""Processes that end with the one that started them, also when it was killed outright."""

import ctypes
import sys

SET_PARENT_DEATH_SIGNAL = 1  # Linux's prctl


def end_with_parent(sign):
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SET_PARENT_DEATH_SIGNAL, int(sign))
