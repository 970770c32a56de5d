"""Inventories of the flats, and records: of who left, with what was missing; of who lives here, at the keys."""

from decimal import Decimal

from housing import actions
from housing.models import HandoverRecord, HouseRules, ItemKind, RecordLine, UnitItem
from referrals.demo.clock import at
from referrals.demo.photos import photo_of
from wemix.access import Role

INVENTORY = (
    (ItemKind.KEY, "Chiave del portone", 2),
    (ItemKind.KEY, "Chiave dell'alloggio", 2),
    (ItemKind.THING, "Tavolo", 1),
    (ItemKind.THING, "Sedia", 4),
    (ItemKind.THING, "Frigorifero", 1),
    (ItemKind.THING, "Lavatrice", 1),
    (ItemKind.THING, "Pentola", 3),
    (ItemKind.THING, "Coperta", 4),
)
RULES = """Ci si saluta, e ci si rispetta: nessuna violenza, nessuna minaccia, nessuna discriminazione.

Dalle 22 alle 7 si sta in silenzio. La domenica anche dalle 14 alle 16.

Chi resta fuori di notte avvisa prima un educatore. Gli ospiti esterni si annunciano, e non dormono qui.

Ognuno tiene pulito il proprio alloggio; le parti comuni a turno, come dice il cartello.

Quel che si rompe si dice subito al custode. Niente stufe a fiamma, niente fuochi, niente bombole.
"""
WORSE = (
    {"Lavatrice": (1, "broken")},
    {"Sedia": (3, "worn"), "Chiave del portone": (1, "good")},
)
ROOMS = ("Cucina", "Camera", "Bagno")
RECORDED = 8  # of those who left, and of those who live here


def add_records(dice, plans, host, opened):
    (custodian, *_), (coordinator, *_) = host.of(Role.CUSTODIAN), host.of(Role.COORDINATOR)
    with at(opened, 9):
        rules = HouseRules(text=RULES, why="Prima versione")
        actions.publish_house_rules(rules=rules, host=host.organisation, by=coordinator)
    stays = [plan.stay for plan in plans if plan.stay and plan.stay.host == host.organisation]
    for stay in stays:
        stay.refresh_from_db()
    gone = [stay for stay in stays if stay.state == stay.State.ENDED][-RECORDED:]
    here = [stay for stay in stays if stay.state == stay.State.RUNNING][-RECORDED:]
    for number, stay in enumerate([*gone, *here]):
        unit = stay.uses.holding().order_by("starts_on").last().unit
        _furnish(unit)
        electricity = Decimal(1000 + 137 * number)
        _write(stay, unit, "handover", stay.started_on, electricity, custodian)
        if stay.ended_on:
            used = electricity + dice.randint(200, 900)
            _write(stay, unit, "return", stay.ended_on, used, custodian, WORSE[number % 2])


def _furnish(unit):
    for kind, what, how_many in INVENTORY:
        UnitItem.objects.get_or_create(unit=unit, kind=kind, what=what, defaults={"how_many": how_many})


def _write(stay, unit, kind, day, electricity, by, worse=None):
    lines = []
    for of_kind, what, how_many in INVENTORY:
        count, state = (worse or {}).get(what, (how_many, "good"))
        lines.append(RecordLine(kind=of_kind, what=what, how_many=count, state=state))
    meters = {"electricity": electricity, "gas": round(electricity / 10, 1), "water": round(electricity / 20, 1)}
    with at(day, 11):
        record = HandoverRecord(stay=stay, unit=unit, kind=kind, on=day, **meters)
        actions.write_record(record=record, lines=lines, photos=map(photo_of, ROOMS), by=by)
