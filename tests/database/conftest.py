import pytest

from tests import factories


@pytest.fixture
def waiting(host, rossi, dora):
    return factories.referral(host, of=rossi, until="waiting", coordinator=dora)
