"""How far somebody has come: each domain of the scale at the first reading and at the last, in two voices."""

from dataclasses import dataclass

from beneficiaries.models import ScaleReading
from beneficiaries.vocabularies.life import ScaleDomain, ScaleLevel


@dataclass(frozen=True)
class Course:
    first: ScaleLevel
    last: ScaleLevel

    @property
    def moved(self):
        return self.last - self.first


def courses(readings):
    """[(person, [(domain, course as the person says, course as the worker says)])]; readings the oldest first.

    A domain that nobody ever read is left out, and so is a person; a silent voice is None.
    """
    said = {}
    for reading in readings:
        by_voice = said.setdefault(reading.person, {}).setdefault((reading.domain, reading.voice), [])
        by_voice.append(ScaleLevel(reading.level))
    return [(person, list(_rows(levels))) for person, levels in said.items()]


def _rows(levels):
    for domain in ScaleDomain:
        row = [_course(levels.get((domain, voice))) for voice in ScaleReading.Voice]
        if any(row):
            yield domain, *row


def _course(levels):
    return Course(levels[0], levels[-1]) if levels else None
