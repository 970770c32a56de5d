"""People of the own organisation who may be the person that somebody is typing."""

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Exists, F, Func, OuterRef, Q, TextField, Value

from beneficiaries.duplicates import Sketch, likeness
from beneficiaries.models import Identifier, Person, Phone

_MANY = 40  # names are compared in full among the nearest only


def lookalikes(user, sketch):
    """(person, reasons) of those who may be the same, the likeliest first."""
    if not any((sketch.last_name, sketch.first_name, sketch.codes, sketch.phones)):
        return []
    found = {person.pk: person for rows in _candidates(_own_people(user), sketch) for person in rows}
    alike = [(person, likeness(sketch, sketch_of(person))) for person in found.values()]
    alike = [(person, like) for person, like in alike if like]
    return [(person, like.reasons) for person, like in sorted(alike, key=lambda pair: -pair[1].points)]


def _own_people(user):
    """That somebody is known elsewhere is told to nobody but the coordinator."""
    people = Person.objects.visible_to(user).select_related("household").prefetch_related("identifiers", "phones")
    return people if user.is_coordinator else people.filter(household__organisation=user.organisation_id)


def _candidates(people, sketch):
    name = f"{sketch.last_name} {sketch.first_name}".strip()
    if name:
        near = people.filter(search__trigram_similar=_folded(name))
        yield near.annotate(near=TrigramSimilarity("search", _folded(name))).order_by(F("near").desc(), "pk")[:_MANY]
    if sketch.codes or sketch.phones:
        codes = Identifier.objects.filter(person=OuterRef("pk"), value__in=sketch.codes)
        phones = Phone.objects.filter(person=OuterRef("pk"), number__in=sketch.phones)
        yield people.filter(Q(Exists(codes)) | Q(Exists(phones)))


def _folded(name):
    return Func(Value(name), function="wemix_fold", output_field=TextField())


def sketch_of(person):
    return Sketch(
        first_name=person.first_name,
        last_name=person.last_name,
        birth_date=person.born_on,
        codes=frozenset(code.value for code in person.identifiers.all()),
        phones=frozenset(phone.number for phone in person.phones.all()),
    )
