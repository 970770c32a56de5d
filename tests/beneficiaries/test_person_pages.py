"""One member's own pages: each part saved apart, histories kept, what members share copied."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from beneficiaries.forms.fields import SecretAddressField
from beneficiaries.models import Household
from beneficiaries.models.person import born_by, full_years
from beneficiaries.vocabularies.people import Kinship
from tests.factories import household


@pytest.fixture
def desk(client, alice):
    client.force_login(alice)
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def mother(rossi):
    return rossi.people.order_by("pk").first()


def url(name, person):
    return reverse(f"beneficiaries:{name}", args=[person.household_id, person.pk])


def page(answer):
    return BeautifulSoup(answer.content, "html.parser")


def typed_of(person, **changes):
    as_it_is = {"last_name": person.last_name, "first_name": person.first_name, "born_on": "17/05/1990"}
    as_it_is |= {"birth_precision": "EXACT", "needs_interpreter": "UNKNOWN", "address_secret": "False"}
    return as_it_is | {"version": person.version} | changes


def test_the_rest_of_a_member_is_saved(desk, mother):
    typed = {"languages_0": "Wolof", "italian": "A2", "education": "PSE", "email": "a@prova.example"}
    typed |= {"needs_interpreter": "YES", "birth_country": "Senegal", "employment": "HOMEMAKER", "school": ""}
    answer = desk.post(url("person_edit", mother), typed_of(mother, **typed))
    assert answer.url == url("person", mother)
    mother.refresh_from_db()
    assert (mother.languages, mother.italian, mother.birth_country) == (["wol"], "A2", "SN")
    assert "Senegal" in desk.get(url("person", mother)).content.decode()


@pytest.mark.parametrize(("precision", "shown"), [("YEAR", "1988"), ("CONVENTIONAL", "01/01/1988")])
def test_no_day_of_birth_is_shown_that_nobody_knows(desk, mother, precision, shown):
    mother.born_on, mother.birth_precision = date(1988, 1, 1), precision
    mother.save()
    said = page(desk.get(url("person", mother))).find("dt", string="Birth date").find_next("dd")
    assert next(said.stripped_strings) == shown


@pytest.mark.parametrize(
    ("born_on", "precision", "in_the_box"),
    [
        (date(1988, 1, 1), "YEAR", "1988"),
        (date(1988, 5, 17), "YEAR", "17/05/1988"),
        (date(1988, 1, 1), "CONVENTIONAL", "01/01/1988"),
        (date(1988, 1, 1), "EXACT", "01/01/1988"),
        (None, "YEAR", None),
    ],
)
def test_a_year_alone_comes_back_as_it_was_typed_and_is_no_change(desk, mother, born_on, precision, in_the_box):
    mother.born_on, mother.birth_precision = born_on, precision
    mother.save()
    form = page(desk.get(url("person_edit", mother)))
    assert form.select_one("[name=born_on]").get("value") == in_the_box
    desk.post(url("person_edit", mother), typed_of(mother, born_on=in_the_box or "", birth_precision=precision))
    mother.refresh_from_db()
    assert (mother.born_on, mother.birth_precision) == (born_on, precision)


@pytest.mark.parametrize(
    ("said", "kept"),
    [("EXACT", "YEAR"), ("DECLARED", "YEAR"), ("YEAR", "YEAR"), ("CONVENTIONAL", "CONVENTIONAL")],
)
def test_a_year_alone_is_no_day_unless_papers_carry_its_first(desk, mother, said, kept):
    desk.post(url("person_edit", mother), typed_of(mother, born_on="1988", birth_precision=said))
    mother.refresh_from_db()
    assert (mother.born_on, mother.birth_precision) == (date(1988, 1, 1), kept)


@pytest.mark.parametrize("before", [True, False, None])
@pytest.mark.parametrize("after", [True, False, None])
def test_a_changed_answer_about_a_secret_address_is_seen_as_changed(before, after):
    """Else who compares with what was saved meanwhile would not be shown it, and the log would not name it."""
    assert SecretAddressField().has_changed(before, "" if after is None else str(after)) is (before != after)


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2026, 11, 27), date(2008, 11, 27)),
        (date(2028, 2, 29), date(2010, 2, 28)),
        (date(2026, 3, 1), date(2008, 3, 1)),
    ],
)
def test_who_is_of_age_was_born_by_a_day(day, last):
    assert born_by(day, 18) == last
    assert (full_years(last, day), full_years(last + timedelta(days=1), day)) == (18, 17)


def test_a_refusal_stands_beside_the_field_and_keeps_what_was_typed(desk, mother):
    answer = desk.post(url("person_edit", mother), typed_of(mother, citizenships_0="Marocc", email="a@prova.example"))
    assert answer.status_code == 422
    assert "Perhaps: Morocco" in page(answer).select_one("#div_id_citizenships .field-error").text
    assert page(answer).find(id="id_citizenships_0")["value"] == "Marocc"
    assert page(answer).find(id="id_email")["value"] == "a@prova.example"


def test_a_stale_form_shows_both_versions(desk, mother):
    stale = typed_of(mother, first_name="Vecchia")
    mother.first_name = "Nuova"
    mother.save()
    answer = desk.post(url("person_edit", mother), stale)
    assert answer.status_code == 422
    mother.refresh_from_db()
    assert mother.first_name == "Nuova"
    assert "Nuova" in page(answer).get_text() and "Vecchia" in page(answer).get_text()


def test_a_secret_address_is_asked_and_protects_the_household(desk, mother):
    desk.post(url("person_edit", mother), typed_of(mother, address_secret="True"))
    assert Household.objects.get(pk=mother.household_id).is_protected


def test_what_members_share_is_copied(desk, rossi, mother):
    mother.citizenships, mother.languages = ["SN"], ["wol"]
    mother.save()
    add = reverse("beneficiaries:person_add", args=[rossi.pk])
    filled = page(desk.get(add, {"copia": mother.pk}))
    assert filled.find(id="id_last_name")["value"] == mother.last_name
    assert filled.find(id="id_citizenships_0")["value"] == "Senegal"
    assert filled.find(id="id_languages_0")["value"] == "Wolof"
    assert not filled.find(id="id_first_name").get("value")


def test_nothing_is_copied_from_another_household(desk, rossi, alice):
    stranger = household(alice).people.get()
    add = reverse("beneficiaries:person_add", args=[rossi.pk])
    assert desk.get(add, {"copia": stranger.pk}).status_code == 404


def test_a_newborn_joins_on_the_birth_date(desk, rossi):
    day = timezone.localdate() - timedelta(days=3)
    typed = {"last_name": "Rossifinti", "first_name": "Nuova", "born_on": f"{day:%d/%m/%Y}", "kinship": "3"}
    add = reverse("beneficiaries:person_add", args=[rossi.pk])
    assert desk.post(add, typed | {"since": day.isoformat()}).status_code == 302
    joined = rossi.memberships.get(person__first_name="Nuova")
    assert (joined.starts_on, joined.kinship) == (day, Kinship.CHILD)


def test_a_member_known_already_is_asked_about_before_it_is_added(desk, rossi, alice):
    household(alice, last_name="Diallo", first_name="Fatou", born_on="1990-05-14")
    typed = {"last_name": "Diallo", "first_name": "Fatou", "born_on": "14/05/1990"}
    add = reverse("beneficiaries:person_add", args=[rossi.pk])
    asked = desk.post(add, typed)
    assert asked.status_code == 422
    assert desk.post(add, typed | {"others": page(asked).find(id="id_others")["value"]}).status_code == 302


# Codes, permits, telephones


def test_the_code_of_16_takes_the_place_of_the_provisional_one(desk, mother):
    desk.post(url("person_code", mother), {"code": "12345678903"})
    refused = desk.post(url("person_code", mother), {"code": "KFRNGZ90E54Z335E"})
    assert refused.status_code == 422
    desk.post(url("person_code", mother), {"code": "KFRNGZ90E54Z335E", "override": "ON_DOCUMENT"})
    before, now = mother.identifiers.order_by("pk")
    assert (before.value, before.replaced_on) == ("12345678903", timezone.localdate())
    assert (now.value, now.replaced_on, now.override) == ("KFRNGZ90E54Z335E", None, "ON_DOCUMENT")


def test_a_permit_is_changed_and_a_new_one_keeps_the_old(desk, mother):
    typed = {"type": "ASYLUM_REQUEST", "status": "VALID", "valid_through": "2026-05-01"}
    desk.post(url("person_permit", mother), typed)
    version = mother.permits.get().version
    desk.post(url("person_permit", mother), typed | {"status": "RENEWAL_PENDING", "version": version})
    assert mother.permits.get().status == "RENEWAL_PENDING"
    desk.post(url("person_permit", mother) + "?nuovo", {"type": "REFUGEE", "status": "VALID"})
    assert list(mother.permits.values_list("type", "is_current")) == [("REFUGEE", True), ("ASYLUM_REQUEST", False)]


def test_who_needs_no_permit_has_no_paper_with_dates(desk, mother):
    typed = {"type": "NOT_REQUIRED", "status": "UNKNOWN", "valid_through": "2026-05-01", "number": "I12345678"}
    desk.post(url("person_permit", mother), typed)
    permit = mother.permits.get()
    assert (permit.valid_through, permit.number) == (None, "")


def test_telephones_are_several_and_an_emptied_one_is_taken_off(desk, mother):
    first = mother.phones.create(household=mother.household, number="+393331234567")
    typed = {f"number-{first.pk}": "", "number-new1": "011 4421111", "is_safe-new1": "YES", "note-new1": "casa"}
    typed["version"] = mother.version
    assert desk.post(url("person_phones", mother), typed | {"number-new2": "+225 0707123456"}).status_code == 302
    assert list(mother.phones.values_list("number", "is_safe")) == [
        ("+390114421111", "YES"),
        ("+2250707123456", "UNKNOWN"),
    ]


def test_a_telephone_said_unsafe_meanwhile_is_not_said_safe_again_in_silence(desk, mother):
    phone = mother.phones.create(household=mother.household, number="+393331234567")
    mine, theirs = ({f"number-{phone.pk}": phone.number, "version": mother.version} for _ in range(2))
    assert desk.post(url("person_phones", mother), theirs | {f"is_safe-{phone.pk}": "NO"}).status_code == 302
    mine |= {f"is_safe-{phone.pk}": "UNKNOWN", f"note-{phone.pk}": "la sera"}
    answer = desk.post(url("person_phones", mother), mine)
    phone.refresh_from_db()
    assert (answer.status_code, phone.is_safe) == (422, "NO")
    told = {(line["saved"], line["typed"]) for line in answer.context["form"].stale}
    assert {("No", "Not known"), ("–", "la sera")} <= told


def test_a_telephone_that_a_colleague_added_meanwhile_is_no_emptied_one(desk, mother):
    typed = {"number-new1": "011 4421111", "version": mother.version}
    mother.phones.create(household=mother.household, number="+393331234567")
    mother.save()
    refused = desk.post(url("person_phones", mother), typed)
    assert refused.status_code == 422 and "+393331234567" not in str(refused.context["form"].stale)
    again = typed | {"version": refused.context["version"]}
    assert desk.post(url("person_phones", mother), again).status_code == 302
    assert mother.phones.count() == 2


def test_what_is_no_telephone_is_refused(desk, mother):
    assert desk.post(url("person_phones", mother), {"number-new1": "12", "version": mother.version}).status_code == 422


def test_needs_of_one_person_stand_beside_the_households(desk, mother):
    desk.post(url("person_needs", mother), {"need-QUIET": "YES", "note-QUIET": "lavora di notte", "version": 1})
    assert mother.needs.get().kind == "QUIET"
    assert (
        "lavora di notte" in desk.get(reverse("beneficiaries:household", args=[mother.household_id])).content.decode()
    )


# Leaving the household


def test_the_last_day_is_typed_and_the_first_outside_is_stored(desk, rossi):
    child = rossi.people.order_by("pk").last()
    today = timezone.localdate()
    assert desk.post(url("person_leaves", child), {"last_day": today.isoformat()}).status_code == 302
    assert child.memberships.get().ends_on == today + timedelta(days=1)


def test_nobody_leaves_before_coming_nor_in_days_to_come(desk, rossi):
    child = rossi.people.order_by("pk").last()
    for days in (-1, 1):
        day = timezone.localdate() + timedelta(days=days)
        assert desk.post(url("person_leaves", child), {"last_day": day.isoformat()}).status_code == 422


def test_when_the_contact_person_leaves_another_takes_over(desk, rossi, mother):
    today = timezone.localdate().isoformat()
    other = rossi.memberships.order_by("pk")[1]
    assert desk.post(url("person_leaves", mother), {"last_day": today}).status_code == 422
    assert desk.post(url("person_leaves", mother), {"last_day": today, "new_head": other.pk}).status_code == 302
    other.refresh_from_db()
    assert other.is_head
