"""A long group shows its first rows, and the others when asked."""

from dataclasses import dataclass

FIRST = 20


@dataclass(frozen=True)
class FirstRows:
    rows: list
    count: int  # of the whole group

    @property
    def rest(self):
        return self.count - len(self.rows)

    @classmethod
    def of(cls, rows, most):
        return cls(rows[:most], len(rows))


def wanted(request):
    """None: all."""
    return None if "tutti" in request.GET else FIRST
