"""Groups of households whose treatment is compared. The matcher does not know them: they are no field of facts.py."""

ALL = "all"
DIMENSIONS = ("gender", "family", "citizenship", "access", "secret", "age", "size")
GENDER, FAMILY, CITIZENSHIP, ACCESS, SECRET, AGE, SIZE = DIMENSIONS
WOMAN, MAN, OTHER = "woman", "man", "other"  # of the contact person, as lived
ALONE, ADULTS, ONE_PARENT, PARENTS, UNKNOWN = "alone", "adults", "one_parent", "parents", "unknown"


def family_of(adults, minors, people):
    """Who lives together, as far as ages say it."""
    if adults + minors < people or not adults:
        return UNKNOWN
    if minors:
        return ONE_PARENT if adults == 1 else PARENTS
    return ALONE if adults == 1 else ADULTS


def size_of(people):
    if people <= 2:
        return str(people)
    return "3-4" if people <= 4 else "5+"


def yes_or_no(fact):
    return "yes" if fact else "no"
