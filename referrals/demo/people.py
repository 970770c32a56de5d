"""Who a household is made of: persons not yet saved, each with a kinship to the first."""

from dataclasses import dataclass
from datetime import timedelta

from beneficiaries.models import Person
from beneficiaries.vocabularies.people import Kinship
from referrals.demo import names

CHILD_MAX = 17


@dataclass
class Member:
    person: Person
    kinship: int = Kinship.CHILD
    code: tuple = ()  # kind, value, override
    permit: dict | None = None


def draw_members(dice, size, origin, today, kind=""):
    """A household of this size: alone, one parent, two parents, or brothers; the grown-ups first."""
    kind = kind or _kind(dice, size)
    surname = names.surname(dice)
    parents = {"alone": 1, "mother": 1, "father": 1, "couple": 2, "couple_alone": 2, "siblings": size, "three": 2}[kind]
    head_sex = {"mother": "F", "father": "M"}.get(kind) or dice.choice("FM")
    people = [Member(_adult(dice, origin, head_sex, surname, today), Kinship.HEAD)]
    for _ in range(parents - 1):
        people.append(_second_adult(dice, kind, origin, head_sex, surname, today))
    if kind == "three":
        people.append(_grandmother(dice, origin, surname, today))
    children = dice.sample(names.CHILDREN, size - len(people))
    people += [Member(_child(dice, name, origin, surname, today)) for name in children]
    tell_apart([member.person for member in people])
    return people


def tell_apart(people):
    """Of one household nobody is called as another."""
    taken = set()
    for person in people:
        if (person.first_name, person.last_name) in taken:
            free = (name for name in names.names_of(person) if (name, person.last_name) not in taken)
            person.first_name = next(free)
        taken.add((person.first_name, person.last_name))


def _kind(dice, size):
    if size == 1:
        return "alone"
    if size == 2:
        return dice.choices(["mother", "couple_alone", "father", "siblings"], [6, 2, 1, 1])[0]
    return dice.choices(["mother", "couple", "three"], [4, 6, 1 if size > 3 else 0])[0]


def _second_adult(dice, kind, origin, head_sex, surname, today):
    if kind == "siblings":
        return Member(_adult(dice, origin, head_sex, surname, today, (19, 26)), Kinship.SIBLING)
    other = "M" if head_sex == "F" else "F"
    return Member(_adult(dice, origin, other, names.surname(dice), today), dice.choice([2, 2, 23]))


def _grandmother(dice, origin, surname, today):
    return Member(_adult(dice, origin, "F", surname, today, (58, 74)), Kinship.PARENT)


def _adult(dice, origin, sex, surname, today, ages=(20, 52)):
    person = Person(
        last_name=surname,
        first_name=names.first_name(dice, origin, sex),
        born_on=_birthday(dice, today, *ages),
        sex=sex,
        gender=_gender(dice, sex),
        **_from(origin),
    )
    person.italian = "NATIVE" if origin == "IT" else dice.choice(["PRE_A1", "A1", "A2", "A2", "B1", "B1", "B2", ""])
    person.needs_interpreter = _needs_interpreter(dice, person.italian)
    person.education = dice.choice(["PSE", "LSE", "LSE", "USV", "USG", "FOREIGN_UNRECOGNISED", "UNKNOWN", ""])
    person.employment = dice.choice(
        ["UNEMPLOYED", "UNEMPLOYED", "EMPLOYED_FIXED", "EMPLOYED_DOMESTIC", "TRAINEE", "EMPLOYED_PERM", "HOMEMAKER", ""]
    )
    return person


def _gender(dice, sex):
    """Nearly always the registry's; asked, and not always answered."""
    return dice.choices(["WOMAN" if sex == "F" else "MAN", "", "REFUSED", "NON_BINARY"], [85, 12, 2, 1])[0]


def _needs_interpreter(dice, italian):
    if italian in ("NATIVE", "B1", "B2"):
        return "NO"
    return dice.choice(["YES", "YES", "NO", "UNKNOWN"])


def _child(dice, name, origin, surname, today):
    person = Person(
        last_name=surname,
        first_name=name,
        born_on=_birthday(dice, today, 1, CHILD_MAX),
        sex="F" if name in names.GIRLS else "M",
        **_from(origin),
    )
    if origin != "IT" and dice.random() < 0.5:  # born here, citizen of the parents' country
        person.birth_country, person.birth_place = "IT", INVENTED_TOWN
    _attend_school(dice, person, today)
    return person


INVENTED_TOWN = "Paese Inventato"
SCHOOLS = ((3, 3), (6, 4), (11, 5), (14, 6), (18, 7))  # below this age, this SINBA code
SCHOOL_NAMES = {4: "Scuola dell'infanzia", 5: "Primaria", 6: "Secondaria di primo grado", 7: "Istituto superiore"}


def _attend_school(dice, person, today):
    if dice.random() < 0.15:
        return
    age = (today - person.born_on).days // 365
    person.school = next(code for below, code in SCHOOLS if age < below)
    if person.school in SCHOOL_NAMES:
        person.school_name = f"{SCHOOL_NAMES[person.school]} «{dice.choice(['Girandola', 'Aquilone', 'Mongolfiera'])}»"


def _from(origin):
    country = "" if origin == "XA" else origin
    return {
        "birth_country": country,
        "birth_place": INVENTED_TOWN if origin == "IT" else "",
        "citizenships": [origin],
        "languages": list(names.languages(origin)),
    }


def _birthday(dice, today, youngest, oldest):
    return today - timedelta(days=dice.randint(youngest * 366, oldest * 365 + 300))


def newborn(dice, plan, born_on):
    """Born during a stay: as its mother or father, with nothing on paper yet."""
    name, parent = dice.choice(names.CHILDREN), plan.head
    child = Person(
        last_name=parent.last_name,
        first_name=name,
        born_on=born_on,
        sex="F" if name in names.GIRLS else "M",
        birth_country="IT",
        birth_place=INVENTED_TOWN,
        citizenships=list(parent.citizenships),
        languages=list(parent.languages),
    )
    tell_apart([*plan.household.people.order_by("pk"), child])
    return child
