"""A fact of today is done, put off or handed over, once for a body, and can be taken back."""

import uuid
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from beneficiaries.models import Denial, ResidencePermit
from housing.models import Fault
from tests.factories import UserFactory, fault, flat, referral
from wemix import facts
from wemix.access import Role
from wemix.models import AuditEntry, FactAnswer

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
DAY = timedelta(days=1)


@pytest.fixture
def key(rossi, host):
    """A permit that expires in twenty days, of a household that Alice referred."""
    referral(host, of=rossi, until="submitted")
    day = TODAY + 20 * DAY
    permit = ResidencePermit.objects.create(
        person=rossi.people.first(), household=rossi, type="ASYLUM", valid_through=day
    )
    return f"papers.permit:{permit.pk}:{day}:30"


@pytest.fixture
def pia(host):
    return UserFactory(first_name="Pia", organisation=host, role=Role.OPERATOR)


@pytest.fixture
def tap(client):
    def answer(user, **said):
        client.force_login(user)
        return client.post(reverse("answer_fact"), said, follow=True)

    return answer


def waits(user):
    """The keys that wait: (for this person, for the colleagues)."""
    tasks = list(facts.waiting(facts.facts_of(user), user))
    return tuple({row.key for task in tasks if task.mine == mine for row in task.rows} for mine in (True, False))


def test_what_is_done_waits_no_more_for_the_whole_body_and_still_for_the_other(tap, key, olga, dora, alice):
    page = tap(olga, done=key).content.decode()
    assert "Fatto: non è più in elenco." in page and "1 voce a cui hai risposto oggi" in page
    assert not any(key in waits(user)[0] | waits(user)[1] for user in (olga, dora))
    assert key in waits(alice)[0]
    entry = AuditEntry.objects.get(verb="fact_done")
    assert (entry.user_id, entry.model, entry.row) == (olga.pk, "fact", key)


def test_two_clicks_and_two_colleagues_answer_once(tap, key, olga, dora):
    tap(olga, done=key)
    for user in (olga, dora):
        assert "Qualcuno aveva già risposto." in tap(user, later=key).content.decode()
    answer = FactAnswer.objects.get()
    assert (answer.answer, answer.by) == ("done", olga)
    assert AuditEntry.objects.filter(verb__startswith="fact_").count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        FactAnswer.objects.create(organisation=olga.organisation, fact=key, answer="done", by=dora)


def test_what_is_put_off_comes_back_on_its_day_and_can_be_answered_again(tap, key, olga):
    tap(olga, later=key)
    assert key not in waits(olga)[0]
    FactAnswer.objects.update(until=TODAY)
    assert key in waits(olga)[0]
    tap(olga, done=key)
    assert FactAnswer.objects.get().answer == "done"


@pytest.mark.parametrize(("left", "back"), [(20, 7), (7, 7), (3, 3), (1, 1), (0, 1), (-9, 1)])
def test_nothing_is_put_off_beyond_its_day(key, olga, left, back):
    ResidencePermit.objects.update(valid_through=TODAY + left * DAY)
    (now,) = (key for key in waits(olga)[0] if key.startswith("papers.permit"))
    facts.put_off(now, by=olga)
    assert FactAnswer.objects.get().until == TODAY + back * DAY


def test_what_was_answered_is_taken_back_by_who_answered(tap, key, olga, dora):
    tap(olga, done=key)
    tap(dora, back=key)
    assert key not in waits(olga)[0]
    tap(olga, back=key)
    assert key in waits(olga)[0] and not FactAnswer.objects.exists()


def test_what_is_handed_over_waits_for_its_bearer_and_is_shown_to_the_others(client, key, olga, pia, dora):
    client.force_login(olga)
    said = {"to": pia.pk, "once": str(uuid.uuid4())}
    told, page = (client.post(reverse("hand_over", args=[key]), said, follow=True).content.decode() for _ in range(2))
    assert f"Affidato a {pia}." in told and f"affidato a {pia}" in page
    assert key in waits(pia)[0] and key in waits(olga)[1] and key in waits(dora)[1]
    assert AuditEntry.objects.filter(verb="fact_handed").count() == 1
    facts.done(key, by=pia)
    assert key not in waits(olga)[1]


def test_nobody_is_given_what_they_may_not_see(client, key, rossi, olga, pia, dora):
    Denial.objects.create(user=pia, person=rossi.people.first(), household=rossi, by=dora)
    client.force_login(olga)
    answer = client.post(reverse("hand_over", args=[key]), {"to": pia.pk, "once": str(uuid.uuid4())})
    assert answer.status_code == 422 and "non può vedere questa voce" in answer.content.decode()
    assert not FactAnswer.objects.exists()


def test_nobody_answers_what_they_do_not_see(client, key, charlie, bob, carlo):
    for stranger in (charlie, bob, carlo):
        client.force_login(stranger)
        for name in ("done", "later", "back"):
            assert client.post(reverse("answer_fact"), {name: key}).url == reverse("home")
    assert not FactAnswer.objects.exists()
    assert AuditEntry.objects.filter(action="refused", model="wemix.factanswer", row=key).count() == 9


def test_on_a_page_left_open_what_waits_no_more_is_said_to_be_so(tap, key, olga):
    ResidencePermit.objects.update(is_current=False)
    assert "Questa voce non aspetta più una tua risposta." in tap(olga, done=key).content.decode()


def test_what_ends_with_a_step_is_not_ticked_off_and_at_another_stage_it_is_a_new_fact(tap, key, olga, rossi):
    ((step,),) = ([key for key in waits(olga)[0] if key.startswith("referrals.submitted")],)
    assert "Si chiude con il passo che aspetta." in tap(olga, done=step).content.decode()
    tap(olga, done=key)
    ResidencePermit.objects.update(valid_through=TODAY + 50 * DAY)
    assert [key for key in waits(olga)[0] if key.startswith("papers.permit")]


def test_what_is_due_today_and_this_week_is_counted_and_chosen(client, key, olga):
    client.force_login(olga)
    ResidencePermit.objects.update(valid_through=TODAY + 3 * DAY)

    def shown(when):
        context = client.get(reverse("home"), {"when": when}).context
        return context["mine_count"], [choice["count"] for choice in context["whens"]]

    assert [shown(when) for when in ("", "today", "week", "ever")] == [
        (2, [2, 0, 1]),
        (0, [2, 0, 1]),
        (1, [2, 0, 1]),
        (2, [2, 0, 1]),
    ]


def test_what_can_not_wait_is_for_today(client, host, carlo):
    fault(flat(host).unit, by=carlo, urgency=Fault.Urgency.AT_ONCE)
    client.force_login(carlo)
    context = client.get(reverse("home"), {"when": "today"}).context
    assert (context["mine_count"], [choice["count"] for choice in context["whens"]]) == (1, [1, 1, 1])


def test_a_few_of_each_kind_are_shown_and_all_of_one_on_pages_of_its_own(client, host, carlo):
    """Four are shown whole: a link to the fourth would take its room. And so is whatever alarms."""
    unit = flat(host).unit
    client.force_login(carlo)

    def shown(**asked):
        return len(BeautifulSoup(client.get(reverse("home"), asked).content, "html.parser").select(".task li"))

    counts = []
    for more in (4, 26):
        for _ in range(more):
            fault(unit, by=carlo)
        counts.append(shown())
    for _ in range(5):
        fault(unit, by=carlo, urgency=Fault.Urgency.AT_ONCE)
    assert [*counts, shown()] == [4, 3, 3 + 5]
    assert [shown(kind="homes.fault", page=page) for page in (1, 2)] == [25, 5]
    page = client.get(reverse("home"), {"kind": "homes.fault", "page": 2})
    assert page.context["mine_count"] == 30 and reverse("housing:faults") in page.content.decode()


def test_who_answers_comes_back_to_the_page_as_it_was_left(client, key, olga):
    client.force_login(olga)
    place = "?kind=papers.permit"
    page = BeautifulSoup(client.get(reverse("home") + place).content, "html.parser")
    assert client.get(page.select_one(f".answers a[href*='{key}']")["href"]).context["back"] == reverse("home") + place
    assert client.post(page.select_one("main form")["action"], {"later": key}).url == reverse("home") + place


# What nobody answers climbs


@pytest.fixture
def old(key):
    """The permit's last stage was reached three days ago."""
    day = TODAY + 27 * DAY
    ResidencePermit.objects.update(valid_through=day)
    return f"{key.rpartition(':')[0].rpartition(':')[0]}:{day}:30"


def climbed(user):
    return {row.key for task in facts.waiting(facts.facts_of(user), user) for row in task.rows if row.climbed}


def test_what_nobody_answered_for_three_days_comes_up_to_the_coordinator_marked(client, old, olga, dora):
    assert (climbed(olga), climbed(dora)) == (set(), {old})
    client.force_login(dora)
    assert "senza risposta da tre giorni" in client.get(reverse("home")).content.decode()
    ResidencePermit.objects.update(valid_through=TODAY + 28 * DAY)
    assert climbed(dora) == set()


def test_what_was_handed_over_or_put_off_does_not_climb(old, olga, pia, dora):
    facts.hand_over(old, to=pia, by=olga)
    assert climbed(dora) == set()


def test_in_a_sending_body_it_climbs_from_the_named_worker_to_her_substitute(old, rossi, alice, bob):
    rossi.substitute = bob
    rossi.save()
    assert (climbed(alice), climbed(bob)) == (set(), {old})
    assert old in waits(alice)[0] and old in waits(bob)[0]
    ResidencePermit.objects.update(valid_through=TODAY + 28 * DAY)
    ((newer,),) = ([key for key in waits(bob)[1] if key.startswith("papers.permit")],)
    assert newer in waits(alice)[0] and newer not in waits(bob)[0]
