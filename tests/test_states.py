import pytest
from tests import factories as f


@pytest.mark.parametrize("state", list(f.PATHS))
def test_x(state, host, alice, dora, home, rossi):
    r = f.referral(host, of=rossi, until=state, coordinator=dora, place=home)
    assert r.state == state
    from django.db import connection
    with connection.cursor() as c: c.execute("SET CONSTRAINTS ALL IMMEDIATE")
