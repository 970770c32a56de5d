"""The home of a household that divides: those who go leave, take another place, or share the flat bed by bed."""

import json

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, TextChoices
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from housing.actions.absences import go_on_away, record_again
from housing.actions.beds import leave_stay, take_places
from housing.actions.declarations import declare_guests, drop_what_names_nobody
from housing.actions.places import release
from housing.models import Absence, Letting, Occupant, Place, PlaceUse, Stay, Unit
from housing.sleeping import sleeps_in_cot
from housing.workflow import lock
from wemix import audit
from wemix.periods import beyond
from wemix.periods import on as on_day


class Where(TextChoices):
    """Where those who go sleep from then on."""

    LEAVE = "leave", gettext_lazy("They leave us")
    OTHER = "other", gettext_lazy("In another place of ours")
    SAME = "same", gettext_lazy("In the same flat, from then on let bed by bed")


@transaction.atomic
def divide_stay(*, stay, split, where, place, by):
    """The stay of the new household, or none. What it moved is added to the split."""
    lock(stay)
    people, on = dict(split.moved["people"]), split.starts_on
    nights = Occupant.objects.filter(place_use__stay=stay)
    _refuse_who_came_since(nights.filter(person__in=people), on)
    if where == Where.SAME:
        _refuse_if_to_be_left(stay)
    nights = nights.filter(on_day(on)) if where == Where.SAME else nights.filter(on_day(on), person__in=people)
    uses = list(stay.uses.holding().filter(on_day(on)).select_related("place", "unit"))
    absences = stay.absences.filter(beyond(on), person__in=people)
    split.moved |= _as_it_was(stay, on, uses, nights, absences)
    away = list(absences)
    for person in people:
        leave_stay(stay=stay, person=person, on=on, by=by)
    return None if where == Where.LEAVE else _divided(stay, split, where, place, uses, away, by)


def _refuse_who_came_since(nights, on):
    if nights.filter(starts_on__gte=on).exists():
        raise ValidationError({"starts_on": _("Those who go came to sleep here on that day, or later.")})


def _refuse_if_to_be_left(stay):
    """From the day of a confirmed exit on the flat may be somebody else's already, let whole."""
    if day := stay.confirmed_exit:
        sentence = _("The exit is confirmed for %(day)s: if that does not hold, say so first.")
        raise ValidationError({"where": sentence % {"day": f"{day:%d/%m/%Y}"}})


def _as_it_was(stay, on, uses, nights, absences):
    return {
        "old_stay": stay.pk,
        "confirmed_exit": _exit_of(stay),
        "nights_ended": ends_of(nights),
        "absences_ended": ends_of(absences.filter(starts_on__lt=on)),
        "absences_dropped": _in_full(absences.filter(starts_on__gte=on)),
        "uses_before": [use.pk for use in uses],
        "uses_ended": [],
        "uses_made": [],
    }


def _divided(stay, split, where, place, uses, away, by):
    new = _new_stay(stay, split, by)
    split.moved["stay"] = new.pk
    if where == Where.OTHER:
        take_places(stay=new, places=[place], starts_on=split.starts_on, by=by)
        split.moved["uses_made"] = _uses_in(new, [place], split.starts_on)
    else:
        _share(stay, new, split, uses, by)
    people = dict(split.moved["people"])
    split.moved["absences_made"] = [go_on_away(each, new, people[each.person_id], split.starts_on) for each in away]
    declare_guests(new, split.starts_on)
    return new


def ends_of(rows):
    """[[key, the end as it was]] of rows whose end will move."""
    return [[key, end and end.isoformat()] for key, end in rows.values_list("pk", "ends_on")]


def _in_full(rows):
    """What will be deleted is known by no key: undoing writes it again."""
    return json.loads(json.dumps(list(rows.values()), default=str))


def _new_stay(stay, split, by):
    until = stay.planned_until
    new = Stay.objects.create(
        household=split.new_household,
        host=stay.host,
        state=Stay.State.RUNNING,
        planned_from=split.starts_on,
        planned_until=until if until and until >= split.starts_on else None,
        started_on=split.starts_on,
        planned_by=by,
        continues=stay,
    )
    audit.change("stay.divide", new, by=by)
    return new


def _share(stay, new, split, uses, by):
    """A flat let whole is let bed by bed from that day on: each side has beds of its own in it."""
    on, unit = split.starts_on, uses[0].unit
    split.moved["uses_ended"] = [[use.pk, use.ends_on and use.ends_on.isoformat()] for use in uses]
    for use in uses:
        use.occupants.filter(beyond(on)).update(ends_on=on)
        use.ends_on = on
        use.save()
    if unit.letting == Letting.WHOLE:
        split.moved["unit_let_whole"] = unit.pk
        _let_by_beds(unit, sum(use.place.beds for use in uses))
        places = list(unit.places.filter(letting=Letting.BEDS, is_active=True))
    else:
        places = [use.place for use in uses]
    for each in (stay, new):
        split.moved["uses_made"] += _take_beds(each, places, on, by)


def _let_by_beds(unit, beds):
    unit.letting = Letting.BEDS
    unit.save()
    there = unit.places.filter(letting=Letting.BEDS).count()
    for number in range(there + 1, beds + 1):
        Place.objects.create(unit=unit, letting=Letting.BEDS, name=_("Bed %(number)s") % {"number": number}, beds=1)


def _take_beds(stay, places, on, by):
    """One bed for each of the household but those in a cot; taken off the list of places. The uses' keys."""
    members = [member.person for member in stay.household.members_on(max(on, timezone.localdate()))]
    beds = max(1, sum(not sleeps_in_cot(person, on) for person in members))
    if len(places) < beds:
        raise ValidationError(_("The flat has too few beds for both: choose another place for those who go."))
    taken = [places.pop(0) for _number in range(beds)]
    take_places(stay=stay, places=taken, starts_on=on, by=by)
    return _uses_in(stay, taken, on)


def _uses_in(stay, places, on):
    return list(stay.uses.holding().filter(place__in=places, starts_on=on).values_list("pk", flat=True))


# Undoing


def stay_hindrances(split):
    """Why the home cannot go back to what it was, in sentences."""
    moved = split.moved
    if "old_stay" not in moved:
        return []
    old, new = Stay.objects.get(pk=moved["old_stay"]), Stay.objects.filter(pk=moved.get("stay")).first()
    ended = {key for key, _end in moved["uses_ended"]}
    expected = {*moved["uses_before"], *moved["uses_made"]} - ended
    today = max(split.starts_on, timezone.localdate())
    uses = PlaceUse.objects.on(today).filter(stay__in=[old.pk, moved.get("stay") or old.pk])
    happened = [
        old.state != Stay.State.RUNNING and _("The stay of the household has ended since."),
        _exit_of(old) != moved.get("confirmed_exit", _exit_of(old)) and _("The confirmed exit has changed since."),
        new and _has_changed(new, moved) and _("The stay of the new household has changed since."),
        new and _is_declared(new) and _("Its declaration of hospitality has been signed or delivered since."),
        {use.pk for use in uses} != expected and _("Somebody has moved to another place since."),
    ]
    return [sentence for sentence in happened if sentence]


def _exit_of(stay):
    """As the split remembers it: nights written back would last up to another one."""
    day = stay.confirmed_exit
    return day and day.isoformat()


def _has_changed(stay, moved):
    away = {(key, 1) for key in moved.get("absences_made", [])}
    return stay.version > 1 or set(stay.absences.values_list("pk", "version")) != away or stay.presences.exists()


def _is_declared(stay):
    """What the Questura was told, or somebody signed, cannot be taken back."""
    return stay.declarations.filter(Q(delivered_at__isnull=False) | Q(signed_copies__isnull=False)).exists()


@transaction.atomic
def undo_stay(*, split, by):
    """Each use that was made takes nothing, each that ended goes on, and so do the nights and absences in it."""
    moved = split.moved
    if "old_stay" not in moved:
        return
    for use in PlaceUse.objects.filter(pk__in=moved["uses_made"]):
        release(use=use, by=by)
    Unit.objects.filter(pk=moved.get("unit_let_whole")).update(letting=Letting.WHOLE)
    Absence.objects.filter(pk__in=moved.get("absences_made", [])).delete()
    for model, rows in ((PlaceUse, "uses_ended"), (Occupant, "nights_ended"), (Absence, "absences_ended")):
        for key, end in moved[rows]:
            model.objects.filter(pk=key).update(ends_on=end)
    for row in moved.get("absences_dropped", []):
        record_again(Absence(**row))
    if new := Stay.objects.filter(pk=moved.get("stay")).first():
        new.state, new.started_on = Stay.State.CANCELLED, None
        new.save()
        drop_what_names_nobody(new, by=by)
        audit.change("stay.undivide", new, by=by)
