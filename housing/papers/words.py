"""How papers say who somebody is, where a home is, and leave room for what nobody knows yet."""

from beneficiaries.countries import country_name

LINE = "_" * 24  # to be filled in by hand


def day(value):
    return f"{value:%d/%m/%Y}" if value else LINE


def citizenships(person):
    return ", ".join(country_name(code) for code in person.citizenships) or LINE


def address_of(unit):
    return ", ".join(filter(None, [unit.building.address, unit.building.name, unit.name]))


def section(title, *text, facts=()):
    return {"title": title, "text": list(text), "facts": list(facts)}
