"""A household divides, and a division is undone: people and files. What is decided and why: models/split.py."""

from beneficiaries.splits.dividing import Division, divide, record
from beneficiaries.splits.undoing import ask_undo, hindrances, undo

__all__ = ["Division", "ask_undo", "divide", "hindrances", "record", "undo"]
