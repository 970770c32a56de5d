"""The database holds one line for each pair of households that live apart, whoever writes it."""

from importlib import import_module

import pytest

from beneficiaries.models import LivesApart
from tests import factories
from tests.database.bare_sql import refused, sql

IN_ORDER = import_module("beneficiaries.migrations.0013_pairs_in_order").IN_ORDER
WRITE = """INSERT INTO beneficiaries_livesapart (household_id, other_household_id, reason, by_id, at)
    VALUES (%(one)s, %(other)s, %(reason)s, %(by)s, now())"""


@pytest.fixture
def three(alice):
    return [factories.household(alice).pk for _ in range(3)]


@pytest.fixture
def write(dora):
    return lambda one, other, reason="": sql(WRITE, one=one, other=other, reason=reason, by=dora.pk)


def pairs():
    return list(LivesApart.objects.order_by("pk").values_list("household", "other_household", "reason"))


def test_a_pair_stands_in_one_order_and_is_of_two(three, write):
    first, second, _third = three
    assert refused(write(second, first))
    assert refused(write(first, first))
    assert write(first, second) is None
    assert refused(write(first, second))
    assert refused(sql("UPDATE beneficiaries_livesapart SET household_id = %(third)s", third=three[2]))


def test_whoever_writes_a_pair_in_code_need_not_know_the_order(three, dora):
    first, second, _third = three
    line = LivesApart.objects.create(household_id=second, other_household_id=first, by=dora)
    assert (line.household.pk, line.other_household.pk) == (first, second)


def test_old_pairs_are_put_in_order_and_of_two_lines_the_one_stays_that_says_why(three, write):
    first, second, third = three
    sql("ALTER TABLE beneficiaries_livesapart DROP CONSTRAINT pair_apart_is_in_order")
    for pair in [(second, first), (first, second, "Lite"), (third, first), (third, second), (second, third)]:
        assert write(*pair) is None
    assert sql(IN_ORDER) is None
    assert pairs() == [(first, second, "Lite"), (first, third, ""), (second, third, "")]
