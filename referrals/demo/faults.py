"""What is broken in the compound, and was mended."""

from datetime import timedelta

from housing import actions
from housing.models import Fault
from referrals.demo.clock import at
from referrals.demo.photos import photo_of
from wemix.access import Role

BROKEN = (
    (Fault.Kind.WATER, "Il rubinetto della cucina perde, sotto c'è un secchio.", "Cambiata la guarnizione"),
    (Fault.Kind.HEATING, "Il termosifone della camera piccola resta freddo.", "Sfiatato l'impianto"),
    (Fault.Kind.POWER, "Salta la luce quando si accende il forno.", "Sostituito l'interruttore"),
    (Fault.Kind.DOORS, "La porta d'ingresso non si chiude bene: si deve tirare forte.", "Regolata la serratura"),
    (Fault.Kind.FURNITURE, "La lavatrice non scarica più.", "Pulito il filtro"),
    (Fault.Kind.DAMP, "Muffa nell'angolo del bagno, vicino alla finestra.", "Trattata e ridipinta la parete"),
    (
        Fault.Kind.GAS,
        "Odore di gas vicino ai fornelli: rubinetto chiuso, finestre aperte.",
        "Cambiato il tubo",
    ),
    (Fault.Kind.PESTS, "Formiche in cucina, vengono dal balcone.", "Sigillata la fessura"),
)
PHOTOS = ("Da vicino", "Da lontano")
OPEN = 7  # the newest


def break_some(dice, host, slots, today):
    """One every nine days, for the last year and a half; the newest are still to be mended."""
    reporters = host.of(Role.OPERATOR) + host.of(Role.CUSTODIAN)
    (custodian, *_) = host.of(Role.CUSTODIAN)
    for number in range(60):
        day = today - timedelta(days=9 * number + 1)
        kind, text, how = dice.choice(BROKEN)
        urgency = Fault.Urgency.AT_ONCE if kind == Fault.Kind.GAS else dice.choice(Fault.Urgency.values[1:])
        fault = Fault(unit=dice.choice(slots).place.unit, kind=kind, text=text, urgency=urgency)
        with at(day, 9):
            shown = [photo_of(words) for words in PHOTOS] if number < OPEN else ()
            actions.report_fault(fault=fault, photos=shown, by=dice.choice(reporters))
        if number >= OPEN:
            with at(day + timedelta(days=dice.randint(1, 8)), 16):
                actions.mend_fault(fault=fault, on=day + timedelta(days=1), how=how, by=custodian)
        elif number % 2:
            actions.take_fault(fault=fault, by=custodian)
