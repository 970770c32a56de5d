"""What the home must have: what was answered, of a person or of the household."""

from django.db import transaction

from beneficiaries.models import Need
from beneficiaries.vocabularies.people import Answer
from wemix import audit


@transaction.atomic
def answer_needs(*, household, answers, by, person=None, notes=None):
    """kind -> answer. What was never answered and still isn't known needs no row."""
    before = {need.kind: need for need in Need.objects.filter(household=household, person=person)}
    changed = [kind for kind, answer in answers.items() if _answer(household, person, before, kind, answer, notes)]
    if changed:
        (person or household).save(update_fields=["version"])
        kinds = [str(kind) for kind in changed]
        audit.change("household.answer_needs", person or household, by=by, fields=kinds)


def _answer(household, person, before, kind, answer, notes):
    """Whether something changed."""
    note = (notes or {}).get(kind, "")
    need = before.get(kind)
    if need is None and answer == Answer.UNKNOWN and not note:
        return False
    need = need or Need(household=household, person=person, kind=kind, answer="")
    if (need.answer, need.note) == (answer, note):
        return False
    need.answer, need.note = answer, note
    need.save()
    return True
