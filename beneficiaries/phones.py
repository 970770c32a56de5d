"""Telephone numbers: kept in the one form that can be called and compared (E.164), shown as people read them."""

import phonenumbers


def e164(text):
    """The number that this text can be, without prefix an Italian one; None if it can be none."""
    try:
        number = phonenumbers.parse(text, "IT")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def spoken(number):
    """+39 333 123 4567, as people read it; what is no number stays as it was typed."""
    try:
        parsed = phonenumbers.parse(number or "", None)
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
