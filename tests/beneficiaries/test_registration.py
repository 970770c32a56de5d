"""A household is registered on one page: little is needed, nothing typed is lost, nobody is registered twice."""

import uuid
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone, translation

from beneficiaries.actions import set_code
from beneficiaries.forms.registration import RegistrationForm
from beneficiaries.models import Household, Person
from beneficiaries.vocabularies import CodeKind
from beneficiaries.vocabularies.people import BirthDatePrecision, Kinship
from tests.factories import PASSWORD, household
from wemix.models import Draft

REGISTER = "/nuclei/nuovo/"
LEAST = {"head-last_name": "Provetti", "contact": "Chiamare il Polo"}
CODE = "KFRNGZ90E54Z335E"  # Ngozi Okafor, 14/05/1990, F, Nigeria


@pytest.fixture(autouse=True)
def english():
    """The sentences that these tests look for; pages for people are Italian."""
    with translation.override("en"):
        yield


@pytest.fixture
def desk(client, alice):
    client.force_login(alice)
    client.cookies["django_language"] = "en"
    return client


def page(answer):
    return BeautifulSoup(answer.content, "html.parser")


def member(row, **typed):
    return {"row": [*map(str, range(row + 1))], **{f"m{row}-{name}": value for name, value in typed.items()}}


def test_a_name_and_a_safe_contact_are_enough(desk, alice):
    answer = desk.post(REGISTER, LEAST)
    made = Household.objects.get()
    assert answer.url == reverse("referrals:write", args=[made.pk])
    assert (made.name, made.contact, made.worker, made.registered_by) == ("Provetti", "Chiamare il Polo", alice, alice)
    assert made.needs.count() == 0


@pytest.mark.parametrize("missing", LEAST)
def test_without_them_it_is_refused_beside_the_field_and_keeps_the_rest(desk, missing):
    answer = desk.post(REGISTER, LEAST | {missing: "", "head-first_name": "Ngozi", "head-sex": "F"})
    assert answer.status_code == 422
    assert Household.objects.count() == 0
    assert page(answer).find(id="id_head-first_name")["value"] == "Ngozi"
    assert page(answer).select_one("#id_head-sex option[selected]")["value"] == "F"
    assert page(answer).select_one(f"#div_id_{missing} .field-error")


def test_a_family_is_registered_at_once(desk):
    answer = desk.post(
        REGISTER,
        LEAST
        | {"head-first_name": "Ngozi", "head-citizenships_0": "nigeria", "head-languages_1": "Igbo"}
        | {"head-phone": "333 123 4567", "head-phone_is_safe": "NO", "need-STEP_FREE": "YES", "need-PETS": "REFUSED"}
        | {"row": ["0", "1"], "m0-last_name": "Provetti", "m0-first_name": "Ada", "m0-kinship": "3"}
        | {"m0-born_on": "2019"}
        | {"m1-last_name": "Provetta", "m1-copied": "Provetta"},  # copied from the contact person, nothing else: nobody
    )
    assert answer.status_code == 302
    made = Household.objects.get()
    head, child = made.people.order_by("pk")
    assert (head.citizenships, head.languages) == (["NG"], ["ibo"])
    assert [(phone.number, phone.is_safe) for phone in head.phones.all()] == [("+393331234567", "NO")]
    assert child.birth_precision == BirthDatePrecision.YEAR
    assert child.memberships.get().kinship == Kinship.CHILD
    assert dict(made.needs.values_list("kind", "answer")) == {"STEP_FREE": "YES", "PETS": "REFUSED"}


def test_of_several_boxes_only_the_wrong_one_is_refused(desk):
    refused = page(desk.post(REGISTER, LEAST | {"head-languages_0": "Arabic", "head-languages_1": "klingon"}))
    boxes = refused.select("#div_id_head-languages input")
    assert [box.get("aria-invalid") for box in boxes] == [None, "true", None]
    assert not refused.select_one("#div_id_head-citizenships [aria-invalid]")


def test_the_summary_of_errors_says_whose_where_they_are_several(desk):
    def summary(**typed):
        return page(desk.post(REGISTER, LEAST | {"head-born_on": "31/31/1990"} | typed)).select("#errors li")

    assert [each.text.split(":")[0] for each in summary()] == ["Birth date"]
    told = [each.text.split(":")[0] for each in summary(**member(0, last_name="Ada", born_on="99/99/1990"))]
    assert told == ["Contact person of the household · Birth date", "Person 2 · Birth date"]


def test_what_is_wrong_with_a_person_as_a_whole_says_whose_it_is(alice):
    typed = urlencode(LEAST | member(0, last_name="Ada"), doseq=True)
    form = RegistrationForm(QueryDict(typed), user=alice)
    form.members[0].add_error(None, "So it cannot be.")
    assert form.non_field_errors() == ["Person 2: So it cannot be."]


def test_a_row_in_which_nobody_was_typed_is_never_refused(desk):
    copied = {"last_name": "Provetti", "copied": "Provetti", "citizenships_0": "Nowhereland"}
    assert desk.post(REGISTER, LEAST | member(0, **copied)).status_code == 302
    assert Person.objects.count() == 1


def test_who_has_one_name_only_is_somebody(desk):
    assert desk.post(REGISTER, LEAST | member(0, last_name="Sukarnofinto", copied="Provetti")).status_code == 302
    assert Person.objects.count() == 2


def test_a_secret_address_protects_the_household(desk):
    desk.post(REGISTER, LEAST | {"address_secret": "True"})
    assert Household.objects.get().is_protected


@pytest.mark.parametrize(("answer", "protects"), [("True", True), ("False", False)])
def test_whether_an_address_is_secret_is_asked_until_it_is_answered(desk, answer, protects):
    """Silence is not a no: the household's page and the work of today ask, and one answer is for all."""
    desk.post(REGISTER, LEAST | member(0, last_name="Provetti", born_on="1960"))
    made = Household.objects.get()
    its_page, edit = (reverse(f"beneficiaries:{name}", args=[made.pk]) for name in ("household", "household_edit"))

    def asked():
        asks = "It is not known whether their address must stay secret."
        where = {its_page: asks, reverse("home"): edit, edit: "id_address_secret"}
        return [words in desk.get(url).content.decode() for url, words in where.items()]

    assert asked() == [True, True, True]
    typed = {"name": made.name, "contact": made.contact, "head": made.memberships.get(is_head=True).pk}
    typed |= {"version": page(desk.get(edit)).select_one("[name=version]")["value"], "address_secret": answer}
    assert desk.post(edit, typed).status_code == 302
    made.refresh_from_db()
    assert ([person.address_secret for person in made.people.all()], made.is_protected) == ([protects] * 2, protects)
    assert asked() == [False, False, False]


@pytest.mark.parametrize(("first", "then", "protects"), [("False", "True", True), ("True", "False", True)])
def test_of_two_who_answer_at_once_a_yes_is_never_lost(desk, first, then, protects):
    """The second one is told, compares, and sends again."""
    desk.post(REGISTER, LEAST)
    made = Household.objects.get()
    edit = reverse("beneficiaries:household_edit", args=[made.pk])
    typed = {"name": made.name, "contact": made.contact, "head": made.memberships.get().pk}
    version = page(desk.get(edit)).select_one("[name=version]")["value"]
    assert desk.post(edit, typed | {"version": version, "address_secret": first}).status_code == 302
    stale = desk.post(edit, typed | {"version": version, "address_secret": then})
    assert stale.status_code == 422
    version = page(stale).select_one("[name=version]")["value"]
    assert desk.post(edit, typed | {"version": version, "address_secret": then}).status_code == 302
    made.refresh_from_db()
    assert made.is_protected is protects


def test_of_a_child_and_of_who_has_left_it_is_not_asked(desk):
    desk.post(REGISTER, LEAST | {"address_secret": "False"} | member(0, last_name="Provetti"))
    made = Household.objects.get()
    other = Person.objects.filter(household=made, memberships__is_head=False)

    def asked():
        return [made.secrecy_is_unknown, *Household.objects.secrecy_unknown()]

    assert asked() == [False]
    other.update(address_secret=None)
    assert asked() == [True, made]
    other.update(born_on=timezone.localdate() - timedelta(days=3650))
    assert asked() == [False]
    made.people.update(address_secret=None, born_on=timezone.localdate() - timedelta(days=3650))
    assert asked() == [True, made], "of a household of minors alone it is asked of its head"
    made.people.filter(memberships__is_head=True).update(address_secret=False)
    other.update(born_on=None)
    made.memberships.filter(is_head=False).update(ends_on=timezone.localdate())
    assert asked() == [False]


def test_rows_come_and_go_without_scripts_and_keep_everything(desk):
    typed = LEAST | {"head-citizenships_0": "Nigeria", "head-born_on": "boh"}
    added = desk.post(REGISTER, typed | {"add_row": "1"})
    assert page(added).find(id="id_m0-last_name")["value"] == "Provetti"
    assert page(added).find(id="id_m0-citizenships_0")["value"] == "Nigeria"
    assert page(added).find(id="id_head-born_on")["value"] == "boh"
    assert not page(added).select(".field-error, .error-summary")
    dropped = desk.post(REGISTER, typed | member(0, last_name="Provetti") | {"drop_row": "0"})
    assert page(dropped).find(id="id_m0-last_name") is None
    assert Household.objects.count() == 0


# The code


def test_a_pasted_code_fills_what_it_tells_and_is_looked_at_once(desk):
    typed = LEAST | {"head-last_name": "Okafor", "head-first_name": "Ngozi", "head-code": CODE.lower()}
    first = desk.post(REGISTER, typed)
    filled = {name: page(first).find(id=f"id_head-{name}") for name in ("born_on", "birth_country")}
    assert first.status_code == 422
    assert filled["born_on"]["value"] == "14/05/1990"
    assert filled["birth_country"]["value"] == "Nigeria"
    more = {f"head-{name}": field["value"] for name, field in filled.items()} | {"head-sex": "F"}
    assert desk.post(REGISTER, typed | more).status_code == 302
    assert Person.objects.get().identifiers.get().value == CODE


def test_a_code_of_an_impossible_form_is_refused(desk):
    answer = desk.post(REGISTER, LEAST | {"head-code": "KFRNGZ90E54Z335"})
    assert answer.status_code == 422
    assert "this has 15" in page(answer).select_one("#div_id_head-code .field-error").text


def test_a_code_that_differs_is_shown_part_by_part_and_kept_for_a_reason(desk):
    typed = LEAST | {"head-first_name": "Ngozi", "head-code": CODE, "head-born_on": "05/04/1990", "head-sex": "M"}
    typed |= {"head-birth_country": "Nigeria"}
    answer = desk.post(REGISTER, typed)
    said = page(answer).select_one("#div_id_head-code .field-error").text
    assert "Surname: the code has KFR" in said
    assert "Birth date: the code has 14/05/90" in said
    assert "Registered sex: the code has Female" in said
    assert desk.post(REGISTER, typed | {"head-override": "ON_DOCUMENT"}).status_code == 302
    assert Person.objects.get().identifiers.get().override == "ON_DOCUMENT"


def test_while_typing_the_code_says_what_it_tells(desk):
    said = desk.post(reverse("beneficiaries:read_code"), {"code": CODE, "last_name": "Rossi"}).json()
    assert said["fills"] == {"born_on": "14/05/1990", "sex": "F", "birth_country": "Nigeria"}
    assert said["says"] == ["Surname: the code has KFR, «Rossi» would give RSS."]
    assert said["asks_why"]


def test_a_code_that_is_none_is_not_made_right_by_a_reason(desk):
    said = desk.post(reverse("beneficiaries:read_code"), {"code": CODE[:-1] + "Z", "last_name": "Rossi"}).json()
    assert said["says"]
    assert not said["asks_why"]


# Nothing typed is lost


def test_a_draft_is_kept_and_given_back_with_its_rows(desk, alice):
    typed = {"head-last_name": "Provetti", "contact": ""} | member(0, first_name="Ada")
    author = page(desk.get(REGISTER)).find("input", {"name": "author"})["value"]
    saved = desk.post(reverse("save_draft"), typed | {"draft_path": REGISTER, "draft_author": author})
    assert saved.status_code == 200
    again = desk.get(REGISTER)
    assert page(again).find(id="id_head-last_name")["value"] == "Provetti"
    assert page(again).find(id="id_m0-first_name")["value"] == "Ada"
    assert not page(again).select(".field-error")
    desk.post(REGISTER, LEAST)
    assert not Draft.objects.filter(user=alice).exists()


def test_what_was_typed_survives_an_expired_sign_in(desk, alice):
    author = page(desk.get(REGISTER)).find("input", {"name": "author"})["value"]
    desk.cookies.pop("sessionid")
    sent_away = desk.post(REGISTER, LEAST | {"author": author})
    assert "/accesso/accedi/" in sent_away.url
    desk.post(sent_away.url, {"login": alice.email, "password": PASSWORD})
    assert page(desk.get(REGISTER)).find(id="id_contact").get("value") == "Chiamare il Polo"
    assert Household.objects.count() == 0


def test_a_double_click_registers_once(desk):
    typed = LEAST | {"once": str(uuid.uuid4()), "head-first_name": "Ngozi", "head-born_on": "14/5/1990"}
    first, second = desk.post(REGISTER, typed), desk.post(REGISTER, typed)
    assert Household.objects.count() == 1
    assert second.url == first.url


# Who is known already


@pytest.fixture
def known(alice):
    return household(alice, last_name="Okafor", first_name="Ngozi", born_on="1990-05-14")


LIKE = {"head-last_name": "Ngozi", "head-first_name": "Okafor", "head-born_on": "14/05/1990", "contact": "Il Polo"}


def test_somebody_known_is_shown_once_and_registered_all_the_same(desk, known):
    asked = desk.post(REGISTER, LIKE)
    assert asked.status_code == 422
    assert "Same names and same birth date" in page(asked).select_one("#alike").text
    confirmed = desk.post(REGISTER, LIKE | {"others": page(asked).find(id="id_others")["value"]})
    assert confirmed.status_code == 302
    assert Household.objects.count() == 2


def test_a_yes_to_some_lookalikes_is_no_yes_to_others(desk, known):
    assert desk.post(REGISTER, LIKE | {"others": "0"}).status_code == 422


def shown(client, **typed):
    return client.post(reverse("beneficiaries:lookalikes"), typed).content.decode()


TYPED = {"last_name": "Ngozi", "first_name": "Okafor", "born_on": "14/05/1990"}


def test_lookalikes_are_shown_while_typing(desk, known):
    assert "Okafor Ngozi" in shown(desk, **TYPED)
    assert "Same telephone" not in shown(desk, **TYPED)


def test_lookalikes_never_show_another_organisation(desk, charlie):
    theirs = household(charlie, last_name="Okafor", first_name="Ngozi", born_on="1990-05-14")
    theirs.people.get().phones.create(household=theirs, number="+393331234567")
    assert "Okafor" not in shown(desk, **TYPED, phone="+393331234567")
    assert desk.post(REGISTER, LIKE).status_code == 302


def test_a_household_handed_over_is_not_compared_any_more(desk, known, charlie):
    known.organisation, known.worker = charlie.organisation, charlie
    known.save()
    assert "Okafor" not in shown(desk, **TYPED)


def test_empty_values_never_match(desk, alice):
    household(alice, last_name="Solo", first_name="", born_on=None)
    assert shown(desk, last_name="", first_name="", born_on="", code="", phone="").strip() == ""
    assert shown(desk, last_name="Altro").strip() == ""


def test_a_second_person_with_the_same_code_is_refused_in_words(desk, known, alice):
    value = "12345678903"
    set_code(person=known.people.get(), kind=CodeKind.PROVISIONAL, value=value, by=alice)
    typed = LEAST | {"head-code": value}
    asked = desk.post(REGISTER, typed)
    refused = desk.post(REGISTER, typed | {"others": page(asked).find(id="id_others")["value"]})
    assert refused.status_code == 422
    assert "knows another person with this code" in refused.content.decode()


# On behalf of a Polo that phones


def test_a_coordinator_registers_for_a_worker_who_phones(client, dora, alice):
    client.force_login(dora)
    answer = client.post(REGISTER, LEAST | {"worker": alice.pk})
    made = Household.objects.get()
    assert (made.organisation, made.worker, made.registered_by) == (alice.organisation, alice, dora)
    assert client.get(reverse("beneficiaries:household", args=[made.pk])).status_code == 200
    assert answer.url == reverse("referrals:write", args=[made.pk])


def test_a_coordinator_says_for_whom(client, dora):
    client.force_login(dora)
    assert client.post(REGISTER, LEAST).status_code == 422


@pytest.mark.parametrize("who", ["olga", "carlo", "mara", "otto", "tecla"])
def test_nobody_else_registers(db, client, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(REGISTER).status_code == 403
