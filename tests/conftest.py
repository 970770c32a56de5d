import hypothesis
import pytest
from django.utils import translation

pytest_plugins = ["tests.people"]
hypothesis.settings.register_profile("unhurried", deadline=None)  # a busy machine is no bug
hypothesis.settings.load_profile("unhurried")


@pytest.fixture(autouse=True)
def sentences_in_english():
    """What a test asks of the code is answered as it is written; pages speak Italian, as for everybody."""
    with translation.override("en"):
        yield
