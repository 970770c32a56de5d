"""An incident: what is written of it, who is told, and that nobody else ever reads it."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from beneficiaries import actions
from beneficiaries.models import Denial, DiaryEntry, LifeProject
from beneficiaries.plugs import projects as project_plugs
from beneficiaries.reviewing import preparation
from referrals import actions as referrals
from referrals.models import Update
from tests import factories
from wemix import facts, mailing
from wemix.access import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def oscar(host):
    return factories.UserFactory(organisation=host, role=Role.OPERATOR)


@pytest.fixture
def incident(referred, olga):
    entry = DiaryEntry(household=referred, text="Lite in cucina", harm="somebody", called=["police", "ambulance"])
    actions.write_incident(entry=entry, by=olga)
    return entry


def address(household, name="incident_add"):
    return reverse(f"beneficiaries:{name}", args=[household.pk])


def typed(**said):
    now = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    return {"once": str(uuid.uuid4()), "text": "Lite in cucina", "happened_at": now, "harm": "nobody"} | said


@pytest.mark.parametrize(
    ("reader", "reads"),
    [("olga", True), ("dora", True), ("oscar", False), ("alice", False), ("bob", False), ("dario", False)],
)
def test_its_author_and_the_coordinators_read_it_and_nobody_else(request, incident, reader, reads):
    rows = DiaryEntry.objects.visible_to(request.getfixturevalue(reader))
    assert rows.filter(pk=incident.pk).exists() == reads


@pytest.mark.parametrize("readers", ["team", "sender"])
def test_no_writer_lets_others_read_it(referred, olga, readers):
    entry = DiaryEntry(household=referred, kind="incident", text="Lite", harm="nobody", readers=readers)
    with pytest.raises(IntegrityError, match="incident_for_author_and_coordinators"), transaction.atomic():
        actions.write_diary(entry=entry, by=olga)


def test_it_says_whether_anybody_was_harmed_and_a_note_does_not(referred, olga):
    said = {"household": referred, "organisation": olga.organisation, "by": olga, "text": "x"}
    for wrong in ({"kind": "incident"}, {"kind": "note", "harm": "nobody"}, {"kind": "note", "called": ["police"]}):
        with pytest.raises(IntegrityError, match="incident_says_who_was_harmed"), transaction.atomic():
            DiaryEntry.objects.create(**said, **wrong)


def test_the_coordinators_are_told_at_once_by_a_mail_that_says_nothing(client, referred, olga, dora, oscar, mailoutbox):
    client.force_login(olga)
    client.post(address(referred), typed(called=["ambulance"], involved="Due ospiti"))
    mailing.send_waiting(9)
    entry = DiaryEntry.objects.get()
    assert (entry.kind, entry.readers, entry.called, entry.harm) == ("incident", "author", ["ambulance"], "nobody")
    assert timezone.now() - entry.supervisor_told_at < timedelta(minutes=1)
    assert set(Update.objects.filter(what="incident").values_list("user", flat=True)) == {dora.pk}
    assert [mail.to for mail in mailoutbox] == [[dora.email]]
    assert "Lite" not in mailoutbox[0].body + mailoutbox[0].subject and "ossi" not in mailoutbox[0].body


@pytest.mark.parametrize("is_secret", [False, True])
@pytest.mark.parametrize("begun", [False, True])
def test_of_a_household_that_nobody_has_sent_yet_they_are_told_directly(
    client, alice, dora, olga, oscar, host, mailoutbox, begun, is_secret
):
    """Registered by a coordinator for a Polo that phoned; a colleague is kept away from its people."""
    kept_away = factories.UserFactory(organisation=host, role=Role.COORDINATOR)
    mine = factories.household(alice, by=dora, secret=is_secret, last_name="Telefonofinti")
    Denial.objects.create(user=kept_away, person=mine.people.get(), household=mine, by=dora)
    if begun:
        referrals.open_referral(household=mine, host=host, by=dora)
    client.force_login(olga)
    client.post(address(mine), typed())
    entry = DiaryEntry.objects.get()
    assert entry.supervisor_told_at
    mailing.send_waiting(9)
    assert [mail.to for mail in mailoutbox] == [[dora.email]]
    assert "Lite" not in mailoutbox[0].body and "Telefono" not in mailoutbox[0].body
    key = f"households.incident:{entry.pk}"
    with pytest.raises(ValidationError, match="can't be put off"):
        facts.put_off(key, by=dora)
    for user in (kept_away, olga, oscar, alice):
        assert key not in waits_for(user)
    client.force_login(dora)
    assert address(mine, "diary") in client.get(reverse("home")).content.decode()
    facts.done(key, by=dora)
    assert key not in waits_for(dora)


def waits_for(user):
    return {row.key for task in facts.waiting(facts.facts_of(user), user) for row in task.rows}


def test_what_was_news_of_a_referral_does_not_wait_a_second_time(incident, dora):
    assert not any(key.startswith("households.incident") for key in waits_for(dora))


def test_it_is_news_of_the_referral_that_runs_now_and_not_of_an_older_one(host, rossi, olga, dora):
    factories.referral(host, of=rossi, until="withdrawn", coordinator=dora)
    sent_again = factories.referral(host, of=rossi, until="submitted", coordinator=dora)
    actions.write_incident(entry=DiaryEntry(household=rossi, text="Lite", harm="nobody"), by=olga)
    assert [news.referral for news in Update.objects.filter(user=dora, what="incident")] == [sent_again]


def test_who_was_told_by_voice_before_was_told_then(client, referred, olga, dora):
    before = timezone.localtime() - timedelta(hours=2)
    client.force_login(olga)
    client.post(address(referred), typed(supervisor_told_at=before.strftime("%Y-%m-%dT%H:%M")))
    assert DiaryEntry.objects.get().supervisor_told_at == before.replace(second=0, microsecond=0)


def test_whether_anybody_was_harmed_is_asked(client, referred, olga):
    client.force_login(olga)
    answer = client.post(address(referred), typed(harm=""))
    assert answer.status_code == 422 and not DiaryEntry.objects.exists()


def test_it_stands_in_the_diary_with_its_facts_and_on_no_other_page(client, incident, referred, dora):
    client.force_login(dora)
    shown = client.get(address(referred, "diary")).content.decode()
    for words in ("Lite in cucina", "polizia, ambulanza", "entry-incident no-print"):
        assert words in shown
    assert "Lite" not in client.get(address(referred, "household")).content.decode()
    assert project_plugs.household_panels(referred, dora)[-1].context["entries"].count() == 0


def test_no_review_is_prepared_from_it(incident, referred, dora):
    project = LifeProject(household=referred)
    actions.open_life_project(project=project, by=dora)
    assert preparation(project, dora).notes == 0


def test_a_note_can_not_be_made_an_incident(client, referred, olga):
    client.force_login(olga)
    assert client.post(address(referred, "diary_add"), typed(kind="incident", readers="team")).status_code == 422
