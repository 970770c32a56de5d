"""How far somebody has come: each domain of the scale from the first reading to the last, in two voices."""

from dataclasses import dataclass

from beneficiaries.models import ScaleReading
from beneficiaries.vocabularies.life import ScaleDomain, ScaleLevel

WIDTH, HEIGHT = 200, 60  # of a chart, in its own units
EDGE = 8  # around the lines, so that a mark at the border is whole


@dataclass(frozen=True)
class Course:
    """What one voice said at each moment; None where it was silent."""

    levels: tuple

    @property
    def said(self):
        return [level for level in self.levels if level is not None]

    @property
    def first(self):
        return self.said[0]

    @property
    def last(self):
        return self.said[-1]

    @property
    def moved(self):
        return self.last - self.first

    @property
    def points(self):
        """(x, y) of what was said: moments at equal distances, level 0 at the bottom."""
        step = (WIDTH - 2 * EDGE) / max(1, len(self.levels) - 1)
        rise = (HEIGHT - 2 * EDGE) / max(ScaleLevel)
        return [
            (round(EDGE + step * nth, 1), round(HEIGHT - EDGE - rise * level, 1))
            for nth, level in enumerate(self.levels)
            if level is not None
        ]


def moments(readings):
    """The reviews at which the scale was read, the oldest first."""
    return sorted({reading.review for reading in readings}, key=lambda review: (review.held_on, review.pk))


def courses(readings):
    """[(person, [(domain, course as the person says, course as the worker says)])], in the order of the readings.

    A domain that nobody ever read is left out, and so is a person; a voice that was always silent is None.
    """
    reviews, said = moments(readings), {}
    for reading in readings:
        by_voice = said.setdefault(reading.person, {}).setdefault((reading.domain, reading.voice), {})
        by_voice[reading.review] = ScaleLevel(reading.level)
    return [(person, list(_rows(levels, reviews))) for person, levels in said.items()]


def _rows(levels, reviews):
    for domain in ScaleDomain:
        row = [_course(levels.get((domain, voice)), reviews) for voice in ScaleReading.Voice]
        if any(row):
            yield domain, *row


def _course(levels, reviews):
    return Course(tuple(levels.get(review) for review in reviews)) if levels else None
