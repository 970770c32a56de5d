"""Codes and permits of invented people: sound by their own rules, and nobody's."""

from datetime import date, timedelta

from stdnum import luhn
from stdnum.it.codicefiscale import calc_check_digit

from beneficiaries.codice_fiscale import MONTHS, first_name_letters, surname_letters
from beneficiaries.countries import ANPR_CODES, CitizenshipGroup, citizenship_group
from beneficiaries.spelling import spellings
from beneficiaries.vocabularies.codes import CodeKind, OverrideReason
from beneficiaries.vocabularies.people import BirthDatePrecision

NO_TOWN = "M999"  # no comune has it, so no living Italian has a code with it
STAND_INS = "LMNPQRSTUV"
OF_NUMBERS = (6, 7, 9, 10, 12, 13, 14)  # where a code has digits


def codice_fiscale(person):
    """The code that the offices would give to these data; real ones come only from the Agenzia delle Entrate."""
    day = person.born_on.day + (40 if person.sex == "F" else 0)
    month = MONTHS[person.born_on.month - 1]
    place = NO_TOWN if person.birth_country == "IT" else ANPR_CODES[person.birth_country][0]
    names = surname_letters(_letters(person.last_name)) + first_name_letters(_letters(person.first_name))
    return _signed(f"{names}{person.born_on:%y}{month}{day:02}{place}")


def _letters(name):
    return min(spellings(name))


def _signed(first_fifteen):
    return first_fifteen + calc_check_digit(first_fifteen)


def omocodia(code):
    """The same data once more: the last digit still a digit gives way to a letter, and this is somebody else."""
    place = max(place for place in OF_NUMBERS if code[place].isdigit())
    return _signed(code[:place] + STAND_INS[int(code[place])] + code[place + 1 : 15])


def provisional(dice):
    """Eleven digits; with zeros in front, which a spreadsheet must not eat."""
    ten = f"{dice.randint(1, 10**8):010}"
    return ten + luhn.calc_check_digit(ten)


def health_code(dice, kind):
    return f"{kind}{dice.randint(0, 10**13 - 1):013}"


def draw_code(dice, person):
    """Most have one; some not yet, some the provisional or the health one."""
    if not person.birth_country or not person.born_on:
        return ()
    chance = dice.random()
    if chance < 0.12:
        return ()
    if chance < 0.16 and person.birth_country != "IT":
        return dice.choice([("CF_PROVISIONAL", provisional(dice), ""), ("STP", health_code(dice, "STP"), "")])
    code = codice_fiscale(person)
    return ("CF", omocodia(code) if chance > 0.96 else code, "")


def draw_permit(dice, person, today):
    """What a citizen of elsewhere holds: type and status apart, the receipt where something was asked for."""
    if citizenship_group(person.citizenships[0]) not in (CitizenshipGroup.NON_EU, CitizenshipGroup.UNKNOWN):
        return None
    kind = dice.choice(_types(person))
    status = dice.choices(["VALID", "RENEWAL_PENDING", "FIRST_ISSUE_PENDING", "EXPIRED", "UNKNOWN"], [60, 20, 8, 6, 6])
    return permit(dice, kind, status[0], today)


def _types(person):
    country = person.citizenships[0]
    if country == "UA":
        return ["TEMPORARY_PROTECTION"]
    if country == "XA":
        return ["STATELESS"]
    if country in ("SO", "AF", "SY", "ER"):
        return ["REFUGEE", "SUBSIDIARY", "SUBSIDIARY", "ASYLUM_REQUEST"]
    if country in ("NG", "ML", "CI", "SN", "PK", "BD"):
        return ["SPECIAL_PROTECTION", "SUBSIDIARY", "ASYLUM_REQUEST", "EMPLOYEE", "FAMILY", "SC_SOCIAL_PROTECTION"]
    return ["FAMILY", "EMPLOYEE", "EU_LONG_TERM", "JOB_SEEKING"]


def permit(dice, kind, status, today):
    made = {"type": kind, "status": status}
    if status == "VALID":
        return made | {"valid_through": today + timedelta(days=dice.randint(5, 900)), "number": _card(dice)}
    if status == "EXPIRED":
        return made | {"valid_through": today - timedelta(days=dice.randint(20, 400)), "number": _card(dice)}
    if status.endswith("_PENDING"):
        made |= {"receipt": f"DEMO{dice.randint(0, 10**8):08}"}
        made |= {"appointment_on": today + timedelta(days=dice.randint(2, 120))} if dice.random() < 0.7 else {}
    if status == "RENEWAL_PENDING":
        made |= {"valid_through": today - timedelta(days=dice.randint(1, 150)), "number": _card(dice)}
    return made


def _card(dice):
    return f"X{dice.randint(0, 10**8):08}"


def hand_out(dice, plan, today):
    """Codes and permits for all, then what the story wants to show."""
    day = plan.days["register"] if plan.is_over else today
    for member in plan.members:
        member.code = draw_code(dice, member.person)
        member.permit = draw_permit(dice, member.person, day)
    if plan.story in FIXED:
        FIXED[plan.story](dice, plan.members, today)
    for member in plan.members:
        if member.code:
            member.code = _its_own(dice, plan.sender.issued, *member.code)


def _its_own(dice, issued, kind, value, override):
    """Two people of one name and one day: the office gives the second another code."""
    while value in issued:
        value = _another(dice, kind, value)
    issued.add(value)
    return kind, value, override


def _another(dice, kind, value):
    if kind == CodeKind.CODICE_FISCALE:
        return omocodia(value)
    return provisional(dice) if kind == CodeKind.PROVISIONAL else health_code(dice, kind)


def _conventional(dice, members, today):
    for member in members[:2]:
        person = member.person
        person.born_on, person.birth_precision = date(person.born_on.year, 1, 1), BirthDatePrecision.CONVENTIONAL
        member.code = ("CF", codice_fiscale(person), "")


def _omocodia(dice, members, today):
    """The second letter of two: another person has the first variant."""
    code = codice_fiscale(members[0].person)
    members[0].code = ("CF", omocodia(code), "")


def _code(made):
    def fix(dice, members, today):
        members[0].code = made(dice)

    return fix


def _other_spelling(dice, members, today):
    """The office wrote the first name otherwise than the passport."""
    person = members[0].person
    said, person.first_name = person.first_name, "Ksenija"
    members[0].code = ("CF", codice_fiscale(person), OverrideReason.SPELLED_OTHERWISE)
    person.first_name = said


def _renewal(dice, members, today):
    members[0].permit = permit(dice, "FAMILY", "RENEWAL_PENDING", today) | {
        "appointment_on": today + timedelta(days=dice.randint(5, 40))
    }


def _no_code(dice, members, today):
    for member in members:
        member.code = ()


def _one_name(dice, members, today):
    members[0].person.first_name, members[0].code = "", ()
    members[0].person.born_on, members[0].person.birth_precision = None, BirthDatePrecision.DECLARED


FIXED = {
    "conventional": _conventional,
    "omocodia": _omocodia,
    "provisional": _code(lambda dice: ("CF_PROVISIONAL", provisional(dice), "")),
    "stp": _code(lambda dice: ("STP", health_code(dice, "STP"), "")),
    "eni": _code(lambda dice: ("ENI", health_code(dice, "ENI"), "")),
    "other_spelling": _other_spelling,
    "renewal": _renewal,
    "no_code": _no_code,
    "one_name": _one_name,
}
