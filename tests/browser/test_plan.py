"""The plan in a real browser: read, tried another way, and taken up as a proposal."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from referrals.models import Proposal
from tests.factories import OrganisationFactory, UserFactory, flat, household, need, referral
from wemix.access import Role

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def dora():
    host = OrganisationFactory(code="casa-prova", host=True)
    return UserFactory(first_name="Dora", organisation=host, role=Role.COORDINATOR)


@pytest.fixture
def waiting(dora):
    """Five who wait for three homes, one of which only the second needs without steps."""
    host, alice = dora.organisation, UserFactory()
    flat(host, name="Alloggio con un nome molto lungo, scala B, interno cortile", beds=2, step_free="NO")
    flat(host, name="Alloggio senza scale", beds=2, step_free="YES")
    flat(host, name="Alloggio grande", beds=4, step_free="NO")
    housed = referral(host, worker=alice, until="housed", coordinator=dora, place=flat(host, name="Alloggio abitato"))
    housed.stay.planned_until = timezone.localdate() + timedelta(days=30)
    housed.stay.save()
    return [
        _wait(host, alice, dora, size, needs)
        for size, needs in ((2, "NO"), (2, "YES"), (2, "YES"), (4, "NO"), (6, "NO"))
    ]


def _wait(host, alice, dora, size, step_free):
    of = household(alice, size=size)
    for kind in ("QUIET", "GROUND_FLOOR", "PETS"):
        need(of, kind, "NO")
    need(of, "STEP_FREE", step_free)
    return referral(host, of=of, until="waiting", coordinator=dora, needed_from=timezone.localdate())


def test_the_plan_is_read_tried_another_way_and_taken_up(page_as, looked_at, dora, waiting):
    page = page_as(dora)
    page.goto("/piano/")
    rows = page.locator(".plan-row")
    expect(rows).to_have_count(3)
    expect(page.get_by_text("Nessun piano fa di meglio: è dimostrato.")).to_be_visible()
    expect(page.get_by_role("heading", name="A 2 nuclei serve un alloggio senza gradini")).to_be_visible()

    couple = rows.filter(has_text=str(waiting[0].household))
    couple.get_by_text("Altre scelte, e quanto costano").click()
    choices = couple.get_by_role("table")
    expect(choices).to_contain_text("Lascia 1 nucleo senza casa.")
    looked_at(page)

    choices.get_by_role("button").click()
    expect(page.get_by_role("heading", name="Le tue prove")).to_be_visible()
    expect(page.locator(".plan-row")).to_have_count(2)
    looked_at(page)
    page.get_by_role("link", name="Ricomincia").click()
    expect(page.locator(".plan-row")).to_have_count(3)
    assert not Proposal.objects.open().exists()

    page.locator(".plan-row").last.get_by_role("link", name="Proponi questo alloggio").click()
    expect(page.get_by_role("button", name="Proponi e blocca il posto")).to_be_visible()
