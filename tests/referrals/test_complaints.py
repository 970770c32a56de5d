"""Complaints: registered with their due date, answered once, late ones told, read by who may know."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from referrals import actions
from referrals.models import Complaint, Update
from referrals.plugs.answers import tasks
from tests.factories import household, referral
from tests.queries import queries_of

TODAY = timezone.localdate
SAID = {"from_whom": "household", "who": "", "text": "Nessuno ci ha richiamati"}


@pytest.fixture
def sent(host, rossi, dora):
    return referral(host, of=rossi, until="waiting", coordinator=dora)


def complain(sent, by, ago=0):
    return actions.register_complaint(referral=sent, by=by, received_on=TODAY() - timedelta(days=ago), **SAID)


@pytest.mark.parametrize("who", ["alice", "dora"])
def test_it_is_registered_with_the_day_by_which_it_is_answered(client, request, sent, who):
    client.force_login(request.getfixturevalue(who))
    answer = client.post(reverse("referrals:complain", args=[sent.pk]), SAID | {"received_on": TODAY()})
    made = Complaint.objects.get()
    assert answer.url == reverse("referrals:complaint", args=[made.pk])
    assert (made.due_on, made.household, made.referral) == (TODAY() + timedelta(days=30), sent.household, sent)


def test_it_has_not_come_tomorrow(client, sent, dora):
    client.force_login(dora)
    tomorrow = TODAY() + timedelta(days=1)
    answer = client.post(reverse("referrals:complain", args=[sent.pk]), SAID | {"received_on": tomorrow})
    assert answer.status_code == 422 and list(answer.context["form"].errors) == ["received_on"]
    assert "Nessuno ci ha richiamati" in answer.content.decode()


def test_both_sides_hear_of_it(sent, alice, dora):
    Update.objects.all().delete()
    complain(sent, alice)
    assert list(Update.objects.values_list("user", "what")) == [(dora.pk, "complaint")]


def answer_to(client, made, **said):
    whole = {"answered_on": TODAY(), "answered_how": "phone", "answer": "Abbiamo richiamato"} | said
    return client.post(reverse("referrals:complaint_answer", args=[made.pk]), whole)


def test_it_is_answered_once(client, sent, alice, dora):
    made = complain(sent, alice, ago=3)
    client.force_login(dora)
    assert answer_to(client, made).status_code == 302
    now = Complaint.objects.get()
    assert (now.answered_on, now.answered_how, now.answered_by) == (TODAY(), "phone", dora)
    assert answer_to(client, made, answer="Altro").status_code == 422
    assert Complaint.objects.get().answer == "Abbiamo richiamato"
    assert Update.objects.filter(user=alice, what="complaint_answered").exists()


@pytest.mark.parametrize("ago", [4, -1])
def test_the_answer_lies_between_the_complaint_and_today(client, sent, alice, dora, ago):
    made = complain(sent, alice, ago=3)
    client.force_login(dora)
    refused = answer_to(client, made, answered_on=TODAY() - timedelta(days=ago))
    assert refused.status_code == 422 and list(refused.context["form"].errors) == ["answered_on"]


def test_what_waits_for_an_answer_is_a_task_and_what_is_late_is_late(sent, alice, dora, olga, dario):
    late, fresh = complain(sent, alice, ago=31), complain(sent, alice)
    (task,) = [task for task in tasks(dora) if task.title == "Complaints to answer"]
    assert [row.due for row in task.rows] == [late.due_on, fresh.due_on]
    assert late.is_overdue and not fresh.is_overdue
    assert list(Complaint.objects.overdue()) == [late]
    assert tasks(olga) == [] and not any(task.rows for task in tasks(dario))


def test_on_its_last_day_it_is_not_late(sent, alice):
    assert not complain(sent, alice, ago=30).is_overdue
    assert not Complaint.objects.overdue().exists()


@pytest.mark.parametrize(("stage", "shown"), [("open", 2), ("late", 1), ("answered", 1), ("", 3)])
def test_the_list_is_filtered(client, sent, alice, dora, stage, shown):
    complain(sent, alice, ago=40)
    complain(sent, alice)
    said = {"answered_on": TODAY(), "answered_how": "phone", "answer": "x"}
    actions.answer_complaint(complaint=complain(sent, alice), by=dora, **said)
    client.force_login(dora)
    answer = client.get(reverse("referrals:complaints"), {"stage": stage})
    assert answer.context["count"] == shown


def test_the_list_goes_on_to_a_second_page(client, sent, alice, dora):
    for _ in range(26):
        complain(sent, alice)
    client.force_login(dora)
    assert len(client.get(reverse("referrals:complaints"), {"page": 2}).context["table"].paginated_rows) == 1


def test_fifty_complaints_cost_no_more_queries_than_one(client, host, alice, dora):
    client.force_login(dora)
    counts = []
    for more in (1, 24):
        for _ in range(more):
            complain(referral(host, of=household(alice), until="submitted"), alice)
        counts.append(queries_of(client, reverse("referrals:complaints")))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("who", "status"), [("bob", 404), ("charlie", 404), ("olga", 403), ("alice", 200), ("dora", 200)]
)
def test_of_a_protected_household_the_named_worker_reads_it(client, request, host, alice, dora, who, status):
    """Operators read none: it may be about one of them."""
    hidden = household(alice, secret=True)
    made = complain(referral(host, of=hidden, until="submitted"), dora)
    client.force_login(request.getfixturevalue(who))
    assert client.get(reverse("referrals:complaint", args=[made.pk])).status_code == status
    if status != 403:
        found = client.get(reverse("referrals:complaints")).context["count"]
        assert found == (1 if status == 200 else 0)
