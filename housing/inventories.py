"""What a home lost, or used, between two records: its keys, its things, its meters."""

from dataclasses import dataclass

METERS = ("electricity", "gas", "water")


@dataclass(frozen=True)
class Change:
    what: str
    before: object  # a line of the record; None: it was not there
    after: object

    @property
    def count(self):
        return (self.after.how_many if self.after else 0) - (self.before.how_many if self.before else 0)


def changed_lines(handover, returned):
    """Lines of which the number or the state is another, in the order of the first record."""
    before, after = (_by_name(record) for record in (handover, returned))
    names = [*before, *(name for name in after if name not in before)]
    changes = [Change(name[1], before.get(name), after.get(name)) for name in names]
    return [change for change in changes if change.count or _state(change.before) != _state(change.after)]


def consumed(handover, returned):
    """(meter, how much) where both were read."""
    readings = ((meter, getattr(handover, meter), getattr(returned, meter)) for meter in METERS)
    return [(meter, after - before) for meter, before, after in readings if before is not None and after is not None]


def _by_name(record):
    return {(line.kind, line.what): line for line in record.lines.all()}


def _state(line):
    return line and line.state
