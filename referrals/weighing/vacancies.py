"""The homes of a host that are free, or will be: since when, for whom they are kept, and who stands in between."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from housing.forecast.loading import outlooks
from housing.forecast.months import LIKELY, Outlook
from housing.forecast.wording import when, why
from housing.models import Place
from referrals import rulebooks
from referrals.matching import facts
from referrals.matching.rules import kept_until, scarce
from referrals.weighing.loading import place_facts

SOON = timedelta(days=92)  # what is foreseen beyond stands on the page of the forecast


@dataclass(frozen=True)
class Vacancy:
    place: Place
    facts: facts.Place
    kept_until: date | None  # for who needs it; None: for anybody

    @property
    def is_free_now(self):
        return self.facts.free_from <= timezone.localdate()

    @property
    def is_overdue(self):
        return self.facts.forecast < timezone.localdate()


@dataclass(frozen=True)
class Foreseen:
    place: Place
    outlook: Outlook

    @property
    def when(self):
        return when(self.outlook)

    @property
    def why(self):
        return " ".join(why(self.outlook))


def vacancies(places, host):
    """(those with a day, the first to be free first; those that are only foreseen, and likely, the likeliest first)."""
    rulebook, today = rulebooks.current(host), timezone.localdate()
    rows = list(places)
    open_ones = [(row, there) for row, there in zip(rows, place_facts(rows), strict=True) if there.is_open]
    free = [_vacancy(row, there, rulebook, today) for row, there in open_ones if there.free_from]
    return sorted(free, key=_by_day), _foreseen([row for row, there in open_ones if not there.free_from], today)


def _foreseen(places, today):
    ahead = outlooks(places)
    soon = {place: ahead[place.pk].by([today + SOON])[0] for place in places if place.pk in ahead}
    likely = sorted((place for place in soon if soon[place] >= LIKELY), key=lambda place: (-soon[place], place.pk))
    return [Foreseen(place, ahead[place.pk]) for place in likely]


def _vacancy(row, there, rulebook, today):
    until = kept_until(there, rulebook) if scarce(there) else None
    return Vacancy(row, there, until if until and until > today else None)


def _by_day(vacancy):
    return vacancy.facts.free_from, vacancy.facts.is_held, vacancy.place.pk
