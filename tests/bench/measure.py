"""Two things timed in turn, in processor time: a busy machine slows both, and does not count against either."""

from dataclasses import dataclass
from time import process_time


@dataclass(frozen=True)
class Line:
    what: str
    said: str
    ratio: float | None = None
    most: float | None = None  # the ratio that is still good
    is_wrong: bool = False  # what should be equal is not

    @property
    def is_over(self):
        return self.is_wrong or (self.most is not None and self.ratio > self.most)

    def __str__(self):
        limit = f"  (at most {self.most:.3g}{': TOO MUCH' if self.is_over else ''})" if self.most else ""
        limit = "  WRONG" if self.is_wrong else limit
        ratio = f"{self.ratio:8.2f} ×" if self.ratio is not None else " " * 10
        return f"{self.what:<58}{ratio}{limit}  {self.said}"


def seconds(work):
    start = process_time()
    work()
    return process_time() - start


def in_turn(ours, floor, times=5):
    """The best time of each."""
    pairs = [(seconds(ours), seconds(floor)) for _ in range(times)]
    return tuple(min(each) for each in zip(*pairs, strict=True))
