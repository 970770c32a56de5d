"""Why somebody left and where to, put right afterwards: what the exit counts as follows, both values are kept."""

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from housing import actions
from housing.figures import with_figures
from housing.models import ExitCorrection, Stay
from tests.stays import DAY, housed
from wemix.sentences import sentence_for

TODAY = timezone.localdate()


@pytest.fixture
def left(alice, host, dora, home):
    """Project concluded well, and rented on the market."""
    return housed(alice, host, dora, place=home, days=100, left=10)


@pytest.fixture
def send(client):
    def post(stay, user, **said):
        client.force_login(user)
        address = reverse("housing:step", args=[stay.pk, "correct_exit"])
        opened = client.get(address)
        if opened.status_code != 200:
            return client.post(address, {"reason": "TYPED_WRONG"} | said)
        keys = {"once": opened.context["once"], "version": opened.context["version"]}
        return client.post(address, keys | {"reason": "TYPED_WRONG"} | said)

    return post


def outcome(stay):
    return with_figures(Stay.objects.all(), TODAY - 365 * DAY, TODAY).get(pk=stay.pk).outcome


def test_the_outcome_follows_and_both_values_stand_in_the_history(client, left, dora, send):
    assert outcome(left) == "POSITIVE"
    assert send(left, dora, destination="STREET", note="Sentito il fratello").status_code == 302
    assert outcome(left) == "NEGATIVE"
    kept = ExitCorrection.objects.get()
    assert (kept.reason_before, kept.reason_after) == ("GOALS_REACHED", "GOALS_REACHED")
    assert (kept.destination_before, kept.destination_after) == ("RENT_MARKET", "STREET")
    assert (kept.event.by, kept.event.reason, kept.event.note) == (dora, "TYPED_WRONG", "Sentito il fratello")
    page = client.get(left.get_absolute_url()).content.decode()
    assert "Destinazione: prima «Affitto sul mercato privato», ora «Strada, auto, insediamento»" in page


def test_a_secret_place_is_told_by_no_correction(client, left, dora, send):
    send(left, dora, destination="SAFE_HOUSE")
    page = client.get(left.get_absolute_url()).content.decode()
    assert "antiviolenza" not in page and "ora «non mostrato»" in page
    form = client.get(reverse("housing:step", args=[left.pk, "correct_exit"])).context["form"]
    assert form.fields["destination"].help_text == "Scritto ora: non mostrato"


def test_nothing_to_correct_is_refused_beside_what_was_typed(left, dora, send):
    for said in ({}, {"destination": "RENT_MARKET"}, {"exit_reason": "GOALS_REACHED", "destination": ""}):
        assert send(left, dora, **said).status_code == 422
    assert send(left, dora, destination="STREET", reason="").status_code == 422
    assert not ExitCorrection.objects.exists()


def test_the_dead_are_followed_up_no_more_and_the_living_are(left, dora):
    actions.correct_exit(stay=left, exit_reason="DEATH", destination="DECEASED", reason="KNOWN_LATER", by=dora)
    assert not left.follow_ups.exists()
    actions.correct_exit(stay=left, exit_reason="OTHER", destination="ABROAD", reason="TYPED_WRONG", by=dora)
    assert left.follow_ups.count() == 3


def test_only_the_coordinator_corrects_and_only_of_who_has_left(alice, host, dora, olga, left, send):
    send(left, olga, destination="STREET")
    send(housed(alice, host, dora), dora, destination="STREET")
    assert not ExitCorrection.objects.exists()


def refused(**row):
    with pytest.raises(DatabaseError) as refusal, transaction.atomic():
        ExitCorrection.objects.create(**row)
    return str(sentence_for(refusal.value))


def test_the_database_keeps_no_correction_without_a_reason_or_a_change(left, dora):
    same = {"reason_before": "OTHER", "reason_after": "OTHER", "destination_before": "ERP", "destination_after": "ERP"}
    of = {"household_id": left.household_id}
    assert "says why" in refused(event=left.events.get(step="end"), **of, **same)
    with pytest.raises(DatabaseError) as nothing, transaction.atomic():
        actions.correct_exit(stay=left, reason="PAPERS", by=dora)
    assert str(sentence_for(nothing.value)) == "This is what is written already."
    actions.correct_exit(stay=left, destination="STREET", reason="PAPERS", by=dora)
    with pytest.raises(DatabaseError) as refusal, transaction.atomic():
        ExitCorrection.objects.update(destination_before="ERP")
    assert "stays as it was written" in str(sentence_for(refusal.value))
