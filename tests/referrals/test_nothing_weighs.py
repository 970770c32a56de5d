"""What somebody pays, owes or is exempted from never enters the choice of a home, nor the order of who waits."""

import ast
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from housing import actions
from housing.models.contributions import first_of_month
from referrals.models import Referral
from referrals.weighing.coming import in_sight
from referrals.weighing.pairs import offered_to, weighed
from referrals.weighing.waiting_list import waiting_list
from tests.factories import bed, flat, household, referral

ROOT = Path(settings.BASE_DIR)
TELL_OF_IT = {"reports", "demo", "log_words.py"}  # a report for managers, invented rows, the log in words
LEDGER = {"CostShare", "Exemption", "Payment", "LedgerMonth", "contributions", "ledger", "ledgers", "cost_shares"}
SOURCES = [path for path in (ROOT / "referrals").rglob("*.py") if not TELL_OF_IT & set(path.relative_to(ROOT).parts)]
SOURCES += list((ROOT / "housing" / "forecast").rglob("*.py"))


def words_of(path):
    """Every name that the code says, and every module that it imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.ImportFrom):
            yield from (node.module or "").split(".")
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from node.value.split("__")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_that_chooses_knows_the_ledger(path):
    assert not LEDGER & set(words_of(path))


@pytest.fixture
def village(host, alice, dora):
    """Two who wait, one of whom lived here before, another who lives here; three homes."""
    back = household(alice, size=2)
    past = referral(host, of=back, until="closed", coordinator=dora, place=flat(host, beds=2)).stay
    now = referral(host, of=household(alice, size=2), until="housed", coordinator=dora, place=flat(host, beds=3)).stay
    bed(host)
    waiting = [referral(host, of=of, until="waiting", coordinator=dora) for of in (back, household(alice, size=2))]
    return (past, now), waiting


def all_that_is_said(waiting, dora):
    rows = list(Referral.objects.filter(pk__in=[row.pk for row in waiting]).select_related("household", "host"))
    pairs = [
        (pair.place.pk, pair.assessment.verdicts, pair.assessment.points, pair.coming)
        for row in rows
        for pair in weighed(row, offered_to(dora), dora)[1]
    ]
    order = [(line.request.pk, line.position, line.reason) for line in waiting_list(rows, dora.organisation)]
    return pairs, order, in_sight(rows, offered_to(dora), dora.organisation)


acts = st.lists(
    st.tuples(st.integers(0, 1), st.sampled_from(["agree", "pay", "exempt"]), st.integers(1, 900)), min_size=1
)


@given(acts)
@hypothesis_settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_stands_in_the_ledger_no_verdict_and_no_rank_changes(village, dora, acts):
    stays, waiting = village
    before = all_that_is_said(waiting, dora)
    month = first_of_month(timezone.localdate())
    for which, act, amount in acts:
        write(act, stays[which], Decimal(amount), month, dora)
    assert all_that_is_said(waiting, dora) == before


def write(act, stay, amount, month, dora):
    said = {"stay": stay, "by": dora, "note": ""}
    if act == "agree":
        actions.agree_share(from_month=month, amount=amount, due_day=1, **said)
    elif act == "pay":
        actions.record_payment(amount=amount, paid_on=timezone.localdate(), method="CASH", **said)
    elif not stay.exemptions.exists():
        actions.exempt(months=[month], reason="OTHER", **said)
