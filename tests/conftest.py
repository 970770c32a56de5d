import pytest
from django.utils import translation

pytest_plugins = ["tests.people"]


@pytest.fixture(autouse=True)
def sentences_in_english():
    """What a test asks of the code is answered as it is written; pages speak Italian, as for everybody."""
    with translation.override("en"):
        yield
