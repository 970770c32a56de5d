"""The pages of a division: the preview, the refusals, the undoing by two, and where no page leads."""

import pytest

from beneficiaries.models import Goal, Household, HouseholdSplit
from housing.actions.splits import Where
from housing.models import Stay
from tests.factories import flat
from tests.housing.test_lawful_moves import measured
from tests.referrals.splits.family import DAY, TODAY, member


def chosen(family, **more):
    mother, child = member(family, "Madrefinti"), member(family, "Bimbofinti")
    said = {"going": [mother.pk, child.pk], "head": mother.pk, "starts_on": TODAY.isoformat(), "protect": "no"}
    goals = list(Goal.objects.filter(household=family, title="Italiano").values_list("pk", flat=True))
    return said | {"worker": family.worker_id, "where": "leave", "goals": goals, "diary": "yes"} | more


def page(client, family, **more):
    return client.get(f"/nuclei/{family.pk}/divisione/", chosen(family, **more))


def send(client, looked, **more):
    return client.post(looked.request["PATH_INFO"] + "?" + looked.request["QUERY_STRING"], more)


def test_what_would_happen_is_shown_and_nothing_has_happened(client, dora, family):
    client.force_login(dora)
    looked = page(client, family)
    assert looked.status_code == 200
    text = " ".join(looked.content.decode().split())
    assert "1 telefono" in text and "obiettivo «Italiano»" in text and "obiettivo «Patente»" in text
    assert not HouseholdSplit.objects.exists()
    sent = send(client, looked, reason="Separazione")
    split = HouseholdSplit.objects.get()
    assert sent.url == f"/nuclei/{split.new_household_id}/"
    assert split.reason == "Separazione"


def test_the_preview_names_exactly_who_reads_each_side_afterwards(
    client, dora, family, readers, charlie, carlo, dina, host
):
    client.force_login(dora)
    place = flat(host)
    looked = page(client, family, protect="yes", where="other", place=place.pk, worker=charlie.pk, readers=[carlo.pk])
    new, old = looked.context["new"], looked.context["old"]
    send(client, looked)
    split = HouseholdSplit.objects.get()
    case = set(readers) - {carlo}
    assert {user for user in new.readers if user != carlo} == {
        user for user in case if Household.objects.visible_to(user).filter(pk=split.new_household_id).exists()
    }
    assert carlo in new.readers and Stay.objects.visible_to(carlo).filter(household=split.new_household).exists()
    assert {user for user in old.readers if user != carlo} == {
        user for user in case if Household.objects.visible_to(user).filter(pk=family.pk).exists()
    }


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"going": []}, "going"),
        ({"where": "other", "place": ""}, "place"),
        ({"where": "same", "protect": "yes"}, "where"),
        ({"starts_on": (TODAY + DAY).isoformat()}, "starts_on"),
    ],
)
def test_what_cannot_be_is_said_beside_it(client, dora, family, wrong, field):
    client.force_login(dora)
    answer = page(client, family, **wrong)
    assert answer.status_code == 422
    assert answer.context["form"].errors[field]


def test_somebody_stays_and_has_a_contact_person(client, dora, family):
    client.force_login(dora)
    father = member(family, "Padrefinti")
    everybody = [each.pk for each in family.members_on(TODAY)]
    assert page(client, family, going=everybody).context["form"].errors["going"]
    assert page(client, family, going=[father.pk], head=father.pk).context["form"].errors["staying_head"]
    assert page(client, family, head=father.pk).context["form"].errors["head"]


@pytest.mark.parametrize("name", ["protect", "where"])
def test_what_means_something_is_chosen_and_never_supposed(client, dora, family, name):
    client.force_login(dora)
    empty = client.get(f"/nuclei/{family.pk}/divisione/").context["form"]
    assert not empty[name].value()
    assert page(client, family, **{name: ""}).context["form"].errors[name]


def test_a_place_too_small_by_law_is_taken_with_a_reason(client, dora, family, host):
    client.force_login(dora)
    looked = page(client, family, where="other", place=measured(flat(host)).pk)
    assert looked.status_code == 200 and "2 persone" in looked.content.decode()
    refused = send(client, looked)
    assert list(refused.context["form"].errors) == ["reason"]
    assert not HouseholdSplit.objects.exists()
    assert send(client, looked, reason="Non c'è altro").status_code == 302
    assert HouseholdSplit.objects.get().reason == "Non c'è altro"


@pytest.mark.parametrize("who", ["alice", "olga", "bob", "carlo"])
def test_only_the_coordinator_divides(client, request, family, divide, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(f"/nuclei/{family.pk}/divisione/").status_code == 403
    assert client.get(f"/divisioni/{divide().pk}/annulla/").status_code == 403


def test_two_coordinators_undo_what_protects(client, divide, family, dora, dina):
    split = divide(is_protective=True)
    url = f"/divisioni/{split.pk}/annulla/"
    client.force_login(dora)
    asked = client.get(url)
    assert client.post(url, {"version": asked.context["version"]}).status_code == 302
    assert client.post(url, {"version": 2}).status_code == 403
    client.force_login(dina)
    assert url in client.get("/").content.decode()
    confirmed = client.get(url)
    assert client.post(url, {"version": confirmed.context["version"]}).status_code == 302
    split.refresh_from_db()
    assert (split.undo_asked_by, split.undone_by) == (dora, dina)
    assert client.get(url).status_code == 404


ADDRESSES = [
    "/nuclei/{old}/",
    "/nuclei/{old}/diario/",
    "/nuclei/",
    "/accoglienze/",
    "/accoglienze/{stay}/",
    "/stanotte/",
    "/segnalazioni/",
    "/novita/",
    "/",
]


@pytest.mark.parametrize("who", ["alice", "bob", "olga", "carlo"])
def test_no_page_of_the_other_side_leads_to_who_is_protected(client, request, divide, family, host, charlie, who):
    """Nor names the new home: as it was clicked a moment before, with the same sign-in."""
    user = request.getfixturevalue(who)
    client.force_login(user)
    client.get(f"/nuclei/{family.pk}/")
    shut = [request.getfixturevalue(name) for name in ("olga", "carlo", "bob")]
    split = divide(
        Where.OTHER, flat(host, name="Casa Nascosta"), is_protective=True, worker=charlie, shut_out=tuple(shut)
    )
    stay = Stay.objects.get(household=family)
    for address in ADDRESSES:
        answer = client.get(address.format(old=family.pk, stay=stay.pk))
        text = answer.content.decode()
        if answer.status_code != 200:
            continue
        assert f"/nuclei/{split.new_household_id}/" not in text, address
        assert address == "/stanotte/" or "Casa Nascosta" not in text, address  # a home is none's secret there
        if who != "carlo":
            assert "Madrefinti" not in text, address
    for name in ("Madrefinti", "Bimbofinti"):
        assert client.post("/cerca/", {"q": name}, follow=True).context["hits"] == []
    refusal = 403 if who == "carlo" else 404  # no file at all is for the custodian
    assert client.get(f"/nuclei/{split.new_household_id}/").status_code == refusal


def test_the_coordinator_is_led_from_each_file_to_the_other(client, dora, divide, family):
    split = divide(is_protective=True)
    client.force_login(dora)
    assert f"/nuclei/{split.new_household_id}/" in client.get(f"/nuclei/{family.pk}/").content.decode()
    assert f"/nuclei/{family.pk}/" in client.get(f"/nuclei/{split.new_household_id}/").content.decode()
