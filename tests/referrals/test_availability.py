"""Is there a place? Numbers and needs only, and nothing kept."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from housing import actions as homes
from tests import factories
from wemix.models import AuditEntry

URL = reverse("referrals:availability")
ASKED = {"people": 3, "step_free": "NO", "shared": "YES", "company": "", "needed_from": ""}


@pytest.fixture
def answer(client, alice):
    client.force_login(alice)

    def ask(**said):
        page = client.get(URL, ASKED | said)
        assert page.status_code == 200, page.context["form"].errors
        return {answer.letting.value: answer.when.value for answer in page.context["answers"]}

    return ask


def test_a_free_flat_that_fits_is_there_now(answer, home):
    assert answer() == {"whole": "now", "beds": "never"}
    assert answer(people=5)["whole"] == "never"


def test_a_flat_that_somebody_plans_to_leave_is_likely_within_three_months(answer, home, host, rossi, dora):
    today = timezone.localdate()
    stay = homes.plan_stay(
        household=rossi, host=host, places=[home], entry_on=today, until=today + timedelta(days=60), by=dora
    )
    homes.hand_over_keys(stay=stay, on=today, by=dora)
    assert answer()["whole"] == "later"  # plans slip: of two months from now, too few hold to call it likely
    homes.replan_stay(stay=stay, until=today + timedelta(days=5), by=dora)
    assert answer()["whole"] == "soon"
    stay.planned_until = today + timedelta(days=200)
    stay.save()
    assert answer()["whole"] == "later"


def test_a_bed_for_women_is_no_bed_for_men(answer, host):
    factories.bed(host, residents="women")
    assert answer(people=1, company="women")["beds"] == "now"
    assert answer(people=1, company="men")["beds"] == "never"


def test_nothing_of_what_was_asked_is_kept(answer, home):
    before = AuditEntry.objects.count()
    answer(secret="on")
    assert AuditEntry.objects.count() == before


def test_a_senseless_number_is_refused_in_words(client, alice):
    client.force_login(alice)
    page = client.get(URL, ASKED | {"people": 0})
    assert page.status_code == 422
    assert "people" in page.context["form"].errors
