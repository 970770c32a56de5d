"""The hospitality pact and the house rules: the right words on paper, and none of a lease."""

import io

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from beneficiaries.models import LifeProject
from housing import actions
from housing.models import HouseRules
from tests import factories
from tests.housing.money import agree

LEASE = ("locazione", "canone", "inquilin", "affitto", "conduttore")


def words_of(answer):
    paper = PdfReader(io.BytesIO(answer.content))
    assert paper.trailer["/Root"]["/MarkInfo"]["/Marked"] == True  # noqa: E712 - pypdf's own boolean
    return " ".join("".join(page.extract_text() for page in paper.pages).split())


@pytest.fixture
def stay(host, alice, dora):
    return housed(host, alice, dora, "Provanomi")


def housed(host, worker, coordinator, name, secret=False):
    home = factories.flat(host)
    home.unit.building.address = "Viale Inventato 9"
    home.unit.building.save()
    family = factories.household(worker, size=2, last_name=name, first_name="Ada", secret=secret)
    factories.referral(host, of=family, until="housed", coordinator=coordinator, place=home)
    return family.stays.get()


def test_the_pact_says_who_where_until_when_and_which_goals(client, stay, host, dora, alice):
    project = LifeProject.objects.create(household=stay.household, opened_by=dora)
    project.goals.create(household=stay.household, title="Cercare una casa in città", area="WORK")
    one_s_own = stay.household.people.first()
    project.goals.create(household=stay.household, person=one_s_own, title="Curare la salute", area="WORK")
    actions.publish_house_rules(rules=HouseRules(text="Silenzio di notte", why="Prima"), host=host, by=dora)
    client.force_login(alice)
    text = words_of(client.get(reverse("housing:pact", args=[stay.pk])))
    until = f"{stay.planned_until:%d/%m/%Y}"
    for word in ("Patto di ospitalità", "Provanomi Ada", "Viale Inventato 9", until, host.name, str(alice)):
        assert word in text
    assert "Cercare una casa in città" in text and "versione 1" in text
    assert "Curare la salute" not in text
    assert not [word for word in LEASE if word in text.lower()]


def test_the_pact_says_the_contribution_as_it_was_agreed_last(client, stay, dora):
    month = timezone.localdate().replace(day=1)
    agree(stay, month, 90, dora)
    agree(stay, month, 120, dora, due_day=5)
    client.force_login(dora)
    text = words_of(client.get(reverse("housing:pact", args=[stay.pk])))
    assert "120,00" in text and "entro il giorno 5" in text and "90,00" not in text


def test_the_pact_of_a_secret_address_is_for_the_team_and_the_named_worker(client, host, alice, bob, dora, carlo):
    stay = housed(host, alice, dora, "Segretifinti", secret=True)
    page = reverse("housing:pact", args=[stay.pk])
    for user, status in ((alice, 200), (dora, 200), (bob, 404), (carlo, 403)):
        client.force_login(user)
        answer = client.get(page)
        assert answer.status_code == status
        assert status == 200 or b"Viale Inventato" not in answer.content


def test_house_rules_are_numbered_and_the_newest_is_printed(client, host, dora, carlo):
    for text in ("Silenzio di notte", "Silenzio dalle 22\n\nNiente fuochi"):
        actions.publish_house_rules(rules=HouseRules(text=text, why="Prova"), host=host, by=dora)
    client.force_login(carlo)
    text = words_of(client.get(reverse("housing:house_rules")))
    assert "versione 2" in text and f"{timezone.localdate():%d/%m/%Y}" in text
    assert "Silenzio dalle 22" in text and "Niente fuochi" in text and "Silenzio di notte" not in text


def test_what_was_published_stays(host, dora):
    made = actions.publish_house_rules(rules=HouseRules(text="Silenzio", why="Prova"), host=host, by=dora)
    with pytest.raises(DatabaseError), transaction.atomic():
        HouseRules.objects.filter(pk=made.pk).update(text="Rumore")
    with pytest.raises(DatabaseError), transaction.atomic():
        HouseRules.objects.filter(pk=made.pk).delete()


def test_the_coordinator_publishes_the_next_text_at_the_desk(client, host, dora):
    client.force_login(dora)
    page = reverse("admin:housing_houserules_add")
    opened = client.get(page)
    assert opened.status_code == 200
    once = opened.context["once"]
    client.post(page, {"text": "Silenzio", "why": "Prima versione", "once": once})
    made = HouseRules.objects.get()
    assert (made.number, made.host, made.by) == (1, host, dora)
