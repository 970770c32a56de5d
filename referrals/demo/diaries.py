"""Diary entries of every kind, for every reader, by the team and by the sending service."""

from datetime import timedelta

from django.utils import timezone

from beneficiaries import actions
from beneficiaries.models import Addendum, DiaryEntry
from referrals.demo.clock import at

TEAM_NOTES = (  # kind, with whom, minutes, text
    ("visit", "la famiglia", 60, "Casa ordinata. Abbiamo guardato insieme le bollette e segnato le scadenze."),
    ("visit", "la madre", 45, "Si parla della scuola: la maestra vorrebbe un colloquio, andiamo insieme martedì."),
    ("talk", "la persona", 40, "Racconta del nuovo turno di lavoro. È stanca ma contenta."),
    ("talk", "i genitori", 50, "Si rivede il bilancio del mese. Restano fuori le spese per gli occhiali."),
    ("call", "il datore di lavoro", 10, "Confermato il contratto fino alla fine dell'anno."),
    ("call", "la scuola", 15, "Le assenze erano per la febbre; nessuna preoccupazione."),
    ("errand", "la persona", 150, "Accompagnamento in Questura: impronte prese, ritiro fra quaranta giorni."),
    ("errand", "la madre e il bambino", 120, "Prima visita dal pediatra. Vaccinazioni in regola."),
    ("meeting", "assistente sociale, scuola", 90, "Riunione di rete. Ognuno prende un impegno, ci si rivede a marzo."),
    ("note", "", None, "Ha chiesto di poter coltivare un pezzo di orto. Si può fare da aprile."),
    ("note", "", None, "La lavatrice perde: avvisato il custode."),
)
INCIDENTS = (  # minutes, people involved, harm, who and how, who was called, text
    (30, "due vicini di casa", "nobody", "", [], "Discussione in cortile per il rumore. Finita con un caffè."),
    (90, "un adulto del nucleo", "somebody", "un taglio alla mano", ["ambulance"], "Caduto sulle scale."),
    (60, "persone di fuori", "nobody", "", ["police"], "Hanno bussato a lungo di notte; allontanati dalla pattuglia."),
)
PRIVATE = "Impressione da condividere prima con la coordinatrice: mi sembra molto giù, la rivedo domani."
ADDED = "Correzione: non oggi, la telefonata era di ieri pomeriggio."
SHARED = (
    ("note", "", None, "Aggiornamento al Polo: inserimento avviato bene, residenza richiesta."),
    ("meeting", "il Polo", 60, "Incontro di verifica con l'assistente sociale: si conferma il progetto."),
)
SENDER_NOTES = (
    ("call", "la persona", 15, "Telefonata di aggiornamento. Il contributo arriva dal mese prossimo."),
    ("talk", "la famiglia", 45, "Colloquio in sede. Portano i documenti per la domanda di casa popolare."),
    ("note", "", None, "Scritto alla scuola per la mensa."),
)


def write_diary(dice, plan, today):
    """From the keys on; some fifty entries and more in one household, so that its diary has pages."""
    first, last = plan.days["house"], plan.days.get("close") or today
    count = 62 if plan.story == "long_diary" else min(dice.randint(3, 9), (last - first).days)
    for day in sorted(dice.randint(0, max((last - first).days - 1, 0)) for _ in range(count)):
        _write(dice, plan, first + timedelta(days=day))


def _write(dice, plan, day):
    readers = dice.choices(["team", "sender", "author"], [6, 3, 1])[0]
    by = dice.choices([plan.operator, plan.worker, plan.coordinator], [7, 2, 1])[0]
    kind, with_whom, minutes, text = _words(dice, plan, by, readers)
    hour = dice.randint(9, 18)
    with at(day, hour, 45):
        if by != plan.worker and dice.random() < 0.06:
            return _write_incident(dice, plan, by)
        entry = DiaryEntry(
            household=plan.household,
            person=plan.head if dice.random() < 0.3 else None,
            happened_at=timezone.now(),
            kind=kind,
            with_whom=with_whom,
            minutes=minutes,
            text=text,
            readers=readers,
        )
        actions.write_diary(entry=entry, by=by)
        if kind == "call" and dice.random() < 0.3:
            actions.add_to_diary(addendum=Addendum(entry=entry, text=ADDED), by=by)


def _write_incident(dice, plan, by):
    minutes, involved, harm, how, called, text = dice.choice(INCIDENTS)
    entry = DiaryEntry(
        household=plan.household,
        happened_at=timezone.now(),
        minutes=minutes,
        text=text,
        involved=involved,
        harm=harm,
        harm_how=how,
        called=called,
        supervisor_told_at=timezone.now(),
    )
    actions.write_incident(entry=entry, by=by)


def _words(dice, plan, by, readers):
    if by == plan.worker:
        return dice.choice(SENDER_NOTES)
    if readers == "author":
        return "note", "", None, PRIVATE
    return dice.choice(SHARED if readers == "sender" else TEAM_NOTES)
