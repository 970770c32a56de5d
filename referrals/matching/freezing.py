"""An assessment as it was, ready for JSON: ids, codes and numbers. It can be read again in any language, holds no
name that would have to be erased, and does not change when facts, rules or weights do."""

from dataclasses import asdict, fields
from datetime import date

from referrals.matching.ranking import Assessment
from referrals.matching.verdicts import Points, Question, Verdict


def snapshot(assessment, household, place):
    """Of the facts, all but who else is there: the others' data are theirs, and change."""
    frozen = asdict(assessment)
    frozen["on"] = assessment.on.isoformat()
    frozen["total"] = assessment.total
    for key in ("verdicts", "points"):
        frozen[key] = list(frozen[key])
    return frozen | {"household": _facts(household), "place": _facts(place)}


OF_OTHERS = ("apart_from", "neighbours", "held_for")


def _facts(facts):
    known = {each.name: getattr(facts, each.name) for each in fields(facts) if each.name not in OF_OTHERS}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in known.items()}


def read_snapshot(frozen):
    """The assessment again, with its sentences in the reader's language."""
    return Assessment(
        household_id=frozen["household_id"],
        place_id=frozen["place_id"],
        on=date.fromisoformat(frozen["on"]),
        version=frozen["version"],
        verdicts=tuple(_verdict(**each) for each in frozen["verdicts"]),
        points=tuple(Points(**each) for each in frozen["points"]),
    )


def _verdict(questions, **rest):
    return Verdict(questions=tuple(Question(**each) for each in questions), **rest)
