"""Faults: told by whoever sees them, seen to by the custodian, and never a closure."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from housing import actions
from housing.models import Fault, PlaceUse
from housing.plugs.upkeep import tasks as upkeep
from tests.factories import fault, flat
from tests.queries import queries_of
from wemix import facts, mailing
from wemix.periods import midnight

TODAY = timezone.localdate
DAY = timedelta(days=1)


@pytest.fixture
def home(db, host):
    return flat(host).unit


def send(client, page, **said):
    opened = client.get(page)
    return client.post(page, said | {"once": opened.context["once"], "version": opened.context["version"]})


def test_an_operator_reports_and_the_custodian_reads_it_on_the_page_of_today(client, home, olga, carlo):
    client.force_login(olga)
    page = reverse("housing:fault_report")
    send(client, page, unit=home.pk, kind="water", text="Perde il lavandino", urgency=3)
    made = Fault.objects.get()
    assert made.reported_by == olga
    (_dangers, task, _ready) = upkeep(carlo)
    assert [row.url for row in task.rows] == [reverse("housing:fault", args=[made.pk])]
    assert not PlaceUse.objects.exists()  # nobody has to leave


def test_a_fault_without_words_is_refused_beside_its_field(client, home, carlo):
    client.force_login(carlo)
    answer = send(client, reverse("housing:fault_report"), unit=home.pk, kind="water", urgency=2, text="")
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["text"]


def test_a_flat_of_another_host_is_no_choice(client, home, carlo):
    client.force_login(carlo)
    page = reverse("housing:fault_report")
    answer = send(client, page, unit=flat().unit.pk, kind="water", urgency=2, text="Perde")
    assert list(answer.context["form"].errors) == ["unit"]


def test_who_takes_it_mends_it_and_may_find_it_broken_again(client, home, olga, carlo):
    broken = fault(home, by=olga)
    client.force_login(carlo)
    send(client, reverse("housing:fault_take", args=[broken.pk]))
    broken.refresh_from_db()
    assert broken.taken_by == carlo
    send(client, reverse("housing:fault_mend", args=[broken.pk]), on=TODAY(), how="Guarnizione nuova")
    broken.refresh_from_db()
    assert (broken.done_on, broken.how, broken.done_by) == (TODAY(), "Guarnizione nuova", carlo)
    assert client.get(reverse("housing:fault_mend", args=[broken.pk])).status_code == 404
    send(client, reverse("housing:fault_reopen", args=[broken.pk]))
    broken.refresh_from_db()
    assert broken.is_open


def test_it_was_not_mended_before_it_was_reported(client, home, olga, carlo):
    broken = fault(home, by=olga)
    client.force_login(carlo)
    answer = send(client, reverse("housing:fault_mend", args=[broken.pk]), on="2020-01-01", how="Fatto")
    assert list(answer.context["form"].errors) == ["on"]


def test_the_day_on_which_it_was_reported_is_the_one_of_the_clock_on_the_wall(client, home, olga, carlo):
    """Half past midnight here is the day before in London."""
    yesterday = TODAY() - DAY
    broken = fault(home, by=olga, reported_at=midnight(yesterday) + timedelta(minutes=30))
    (_dangers, task, _ready) = upkeep(carlo)
    assert task.rows[0].since == yesterday
    client.force_login(carlo)
    answer = send(client, reverse("housing:fault_mend", args=[broken.pk]), on=yesterday - DAY, how="Fatto")
    assert "on" in answer.context["form"].errors


def test_the_worst_comes_first_and_what_is_mended_is_asked_for(client, home, olga, carlo):
    calm, urgent, over = fault(home, by=olga), fault(home, by=olga, urgency=1), fault(home, by=olga)
    Fault.objects.filter(pk=over.pk).update(done_on=TODAY(), done_by=carlo, how="Fatto")
    client.force_login(carlo)
    rows = client.get(reverse("housing:faults")).context["table"].rows
    assert [row.record for row in rows] == [urgent, calm]
    rows = client.get(reverse("housing:faults") + "?state=done").context["table"].rows
    assert [row.record for row in rows] == [over]


def test_many_faults_cost_as_many_queries_as_one(client, home, olga, carlo):
    client.force_login(carlo)
    asked = []
    for more in (1, 30):
        for _ in range(more):
            fault(home, by=olga)
        asked.append(queries_of(client, reverse("housing:faults")))
    assert asked[0] == asked[1]


def test_mended_without_saying_how_is_refused_by_the_database(home, olga):
    broken = fault(home, by=olga)
    with pytest.raises(IntegrityError, match="mended_says_who_and_how"), transaction.atomic():
        Fault.objects.filter(pk=broken.pk).update(done_on=TODAY(), done_by=olga)


def test_of_two_who_write_down_that_it_is_mended_the_second_is_told_and_keeps_the_words(client, home, carlo):
    made = fault(home, carlo)
    client.force_login(carlo)
    page = reverse("housing:fault_mend", args=[made.pk])
    opened = client.get(page)
    send(client, page, on=TODAY(), how="Cambiata la guarnizione")
    late = {"once": opened.context["once"], "version": opened.context["version"]}
    told = client.post(page, late | {"on": TODAY(), "how": "Stretto il dado"})
    assert told.status_code == 422
    assert "Cambiata la guarnizione" in str(told.context["form"].non_field_errors())
    assert told.context["form"]["how"].value() == "Stretto il dado"
    made.refresh_from_db()
    assert made.how == "Cambiata la guarnizione"


# What could hurt somebody


def told():
    """Whom a mail reached since this was asked before."""
    mailing.send_waiting(9)
    reached, mail.outbox = {letter.to[0] for letter in mail.outbox}, []
    return reached


@pytest.mark.parametrize("urgency", [1, 2, 3])
def test_of_what_could_hurt_somebody_custodian_and_team_are_told_at_once_and_of_nothing_else(
    home, olga, carlo, dora, mara, dario, urgency
):
    fault(home, by=olga, kind="gas", text="Odore di gas", urgency=urgency)
    mailing.send_waiting(9)
    assert not any("gas" in letter.subject + letter.body for letter in mail.outbox)
    assert told() == ({carlo.email, dora.email} if urgency == 1 else set())


def test_what_could_hurt_somebody_is_put_off_by_nobody_and_ends_when_it_is_mended(home, olga, carlo, dora):
    made = fault(home, by=olga, urgency=1)
    for user in (carlo, olga, dora):
        (task,) = [task for task in facts.facts_of(user) if task.kind == "homes.danger"]
        assert task.alarms and task.mine
        with pytest.raises(ValidationError, match="can't be put off"):
            facts.put_off(task.rows[0].key, by=user)
    actions.mend_fault(fault=made, on=TODAY(), how="Chiuso il rubinetto", by=carlo)
    assert not upkeep(carlo)[0].rows


def test_what_is_broken_again_and_could_hurt_somebody_alarms_anew(home, olga, carlo, dora):
    made = fault(home, by=olga, urgency=1)
    assert told() == {carlo.email, dora.email}
    for _twice in range(2):
        actions.mend_fault(fault=made, on=TODAY(), how="Chiuso il rubinetto", by=carlo)
        actions.reopen_fault(fault=made, by=carlo)
        assert told() == {olga.email, dora.email}
    mailing.write_digest(carlo)
    assert told() == set()
