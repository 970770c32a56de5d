"""The database refuses to change published rules, and to publish those that no host may have."""

import pytest

from referrals.matching.rules import RULES, SWITCHABLE
from tests import rules
from tests.database.bare_sql import refused, sql

NEVER_OFF = [rule.code for rule in RULES if rule.code not in SWITCHABLE]


@pytest.fixture
def published(dora):
    return rules.published(dora)


PUBLISH = """INSERT INTO referrals_rulebookversion
    (host_id, number, off, max_empty_beds, max_days_after_need, stay_tolerance_days, max_age_gap, guard_days, hold_days,
     "order", weights, why, by_id, since)
    SELECT host_id, %(number)s, %(off)s::varchar[], 1, 45, 30, NULL, 90, 14, %(order)s::varchar[], %(weights)s::jsonb,
        'prova', by_id, now()
    FROM referrals_rulebookversion WHERE id = %(like)s"""


def publish(like, number=2, off="{}", order="{emergency,high,people,waiting}", weights='{"size": 100}'):
    return sql(PUBLISH, like=like.pk, number=number, off=off, order=order, weights=weights)


def test_published_rules_are_never_changed_nor_taken_away(published):
    assert refused(sql("UPDATE referrals_rulebookversion SET hold_days = 0 WHERE id = %(id)s", id=published.pk))
    assert refused(sql("DELETE FROM referrals_rulebookversion WHERE id = %(id)s", id=published.pk))
    assert publish(published) is None


def test_two_versions_of_one_body_have_two_numbers(published):
    assert refused(publish(published, number=1))


@pytest.mark.parametrize("weights", ['{"size": 99}', '{"size": 101, "date": -1}', "{}"])
def test_points_of_published_rules_are_100_and_none_is_negative(published, weights):
    assert refused(publish(published, weights=weights))


@pytest.mark.parametrize("code", NEVER_OFF)
def test_a_rule_of_safety_is_never_switched_off(published, code):
    assert refused(publish(published, off=f"{{pets,{code}}}"))
    assert publish(published, off="{pets,quiet}") is None


@pytest.mark.parametrize("order", ["{emergency,high,people}", "{emergency,emergency,high,people}", "{a,b,c,d}"])
def test_the_order_asks_each_question_once(published, order):
    assert refused(publish(published, order=order))
