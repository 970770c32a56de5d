"""The pause of who waits: asked for by the household, ended by a day or by a person."""

from referrals.workflow import Step, take_step


def park(*, referral, until, reason, by, note=""):
    """Nothing is proposed until that day; the place in the order stays."""
    return take_step(referral, Step.PARK, by=by, reason=reason, note=note, parked_until=until, parked_reason=reason)


def resume(*, referral, by, note=""):
    return take_step(referral, Step.RESUME, by=by, note=note, parked_until=None, parked_reason="")
