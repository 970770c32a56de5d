"""Money as people write it."""

from django.utils.formats import number_format


def euro(amount):
    """1.234,50 € where one writes so."""
    return f"{number_format(amount, 2, force_grouping=True)}\u00a0€"
