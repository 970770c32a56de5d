"""Few people are somebody: a count of one to four is not shown, nor what would tell it.

A count is told by its total and the others, so it is never the only one hidden. What it leaves of its whole (three
who were *not* housed) is a count too.
"""

FEW = 5


def is_small(count):
    return 0 < count < FEW


def hidden(counts, wholes=None):
    """Which of the counts of one column, whose sum is shown, must not be: a set of their keys.

    `wholes`: of how many each is a part, where that is shown.
    """
    wholes = wholes or counts
    chosen = {key for key, count in counts.items() if is_small(count) or is_small(wholes[key] - count)}
    others = sorted(counts.keys() - chosen, key=lambda key: (wholes[key], str(key)))
    return chosen | set(others[:1]) if len(chosen) == 1 else chosen
