"""The rules of the main hosting body: published at the opening, and changed once since. The other has the defaults."""

from dataclasses import replace
from datetime import timedelta

from django.utils import timezone

from referrals import rulebooks
from referrals.demo.clock import at
from referrals.matching.rulebook import DEFAULT
from referrals.models import RulebookVersion
from wemix.access import Role

SINCE_THE_CHANGE = timedelta(days=75)
AT_THE_OPENING = replace(DEFAULT, hold_days=30)
NOW = replace(
    AT_THE_OPENING,
    hold_days=14,
    off=frozenset({"pets"}),
    weights={**DEFAULT.weights, "keeps_quiet": 8, "smoking": 4},
)


def publish_rules(host, opened, today):
    first, second = host.of(Role.COORDINATOR)[:2]
    _publish(AT_THE_OPENING, first, opened, "Prime regole, decise in équipe prima dell'apertura.")
    _publish(
        NOW,
        second,
        today - SINCE_THE_CHANGE,
        "Gli alloggi senza gradini restavano vuoti troppo a lungo: due settimane bastano. Degli animali si parla caso"
        " per caso con chi abita lì.",
    )


def _publish(rulebook, by, day, why):
    with at(day, 15):
        after = rulebooks.current(by.organisation).version
        rulebooks.publish(version=RulebookVersion.of(rulebook, why=why), after=after, by=by)


def in_force_then(host):
    """The rules of that day, by the demonstration's clock."""
    return rulebooks.rulebook_of(host.rulebooks.filter(since__lte=timezone.now()).first())
