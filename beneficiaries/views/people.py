"""One member of a household: a page, and the parts of it that are saved apart."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from beneficiaries import actions, codice_fiscale
from beneficiaries.countries import country_name
from beneficiaries.forms.essentials import NewMemberForm, newcomer
from beneficiaries.forms.person import LeavesForm, PermitForm, PersonCodeForm, PersonForm, PhonesForm, ReturnsForm
from beneficiaries.languages import language_name
from beneficiaries.models import HouseholdMembership, Need, Person, ResidencePermit
from beneficiaries.views.households import needs_page
from beneficiaries.views.reach import (
    household_page,
    household_to_change,
    member_to_change,
    members_today,
    person_page,
)
from beneficiaries.views.registration import suggestions
from beneficiaries.vocabularies import CodeKind
from beneficiaries.vocabularies.people import Kinship, kinship_label
from wemix import audit, sockets
from wemix.access import CASE_WORKERS, get_visible_or_404, role_required
from wemix.pages import form_page, require_form_methods
from wemix.periods import on

COPIED = ("last_name", "citizenships", "languages")


@role_required(*CASE_WORKERS)
@require_GET
def person(request, pk, person_pk):
    user = request.user
    rows = Person.objects.select_related("household").prefetch_related("phones", "permits", "documents", "identifiers")
    person = get_visible_or_404(rows, user, pk=person_pk, household=pk)
    audit.record(audit.Action.LOOK, "person.page", person, by=user)
    household = person.household
    membership = _membership(person, user)
    context = {
        "person_shown": person,  # `person` is who looks, in every page's frame
        "household": household,
        "membership": membership,
        "kinship": kinship_label(membership.kinship, person.sex) if membership else "",
        "citizenships": [country_name(code) for code in person.citizenships],
        "languages": [language_name(code) for code in person.languages],
        "birth_country": country_name(person.birth_country),
        "codes": _codes(person),
        "needs": Need.objects.visible_to(user).filter(person=person),
        "may_change": household.can_be_changed_by(user),
        "may_return": membership is None,
        "links": sockets.person_links.gather(person, user),
        "shows_secrecy": not household.is_hidden_from(user),
    }
    return render(request, "beneficiaries/person_page.html", context)


def _membership(person, user):
    today = HouseholdMembership.objects.visible_to(user).filter(on(timezone.localdate()))
    return today.filter(person=person, household=person.household_id).first()


def _codes(person):
    """(identifier, where it differs from the person): the current ones first."""
    codes = sorted(person.identifiers.all(), key=lambda code: (code.replaced_on is not None, -code.pk))
    return [(code, _differences(code, person)) for code in codes]


def _differences(code, person):
    if code.replaced_on or code.kind != CodeKind.CODICE_FISCALE:
        return []
    return codice_fiscale.mismatches(
        code.value,
        first_name=person.first_name,
        last_name=person.last_name,
        birth_date=person.born_on,
        birth_date_precision=person.birth_precision,
        sex=person.sex,
    )


@role_required(*CASE_WORKERS)
@require_form_methods
def add(request, pk):
    household = household_to_change(request, pk)
    initial = _copied(request, household)

    def act(form):
        actions.welcome(household=household, newcomer=newcomer(form), since=form.cleaned_data["since"], by=request.user)
        return household_page(household), _("Added to the household.")

    return form_page(
        request,
        lambda data: NewMemberForm(data, user=request.user, initial=initial),
        act,
        template="beneficiaries/person_add.html",
        context={"title": _("Add a member"), "lede": household.name, "back": household_page(household)}
        | _copy_links(request, household, reverse("beneficiaries:person_add", args=[household.pk]))
        | suggestions(),
    )


def _copied(request, household):
    """What the member named in ?copia= shares; the address holds a number, never a name."""
    key = request.GET.get("copia", "")
    if not key.isdecimal() or len(key) > 18:
        return {}
    other = get_visible_or_404(Person, request.user, pk=int(key), household=household)
    return {name: getattr(other, name) for name in COPIED}


def _copy_links(request, household, here, besides=None):
    members = [member.person for member in members_today(household, request.user)]
    return {"copy_from": [other for other in members if other != besides], "copy_to": here}


@role_required(*CASE_WORKERS)
@require_form_methods
def edit(request, pk, person_pk):
    household, person = member_to_change(request, pk, person_pk)
    membership = _membership(person, request.user)
    copied = {name: value for name, value in _copied(request, household).items() if not getattr(person, name)}

    def make_form(data):
        hides_secrecy = household.is_hidden_from(request.user)
        return PersonForm(data, instance=person, initial=copied, membership=membership, hides_secrecy=hides_secrecy)

    def act(form):
        actions.change_person(
            person=form.instance,
            membership=membership,
            kinship=form.cleaned_data.get("kinship"),
            fields=form.changed_data,
            by=request.user,
        )
        return person_page(person), _("Saved.")

    return form_page(
        request,
        make_form,
        act,
        template="beneficiaries/person_edit.html",
        context={"title": _("Change this person's file"), "lede": person, "back": person_page(person)}
        | _copy_links(request, household, reverse("beneficiaries:person_edit", args=[pk, person_pk]), besides=person)
        | suggestions(),
        keeps_draft=True,
    )


@role_required(*CASE_WORKERS)
@require_form_methods
def code(request, pk, person_pk):
    _household, person = member_to_change(request, pk, person_pk)

    def act(form):
        value = form.cleaned_data["code"]
        override = form.cleaned_data["override"] if form.mismatches else ""
        kind = codice_fiscale.kind(value)
        actions.set_code(person=person, kind=kind, value=value, override=override, by=request.user)
        return person_page(person), _("Saved.")

    return form_page(
        request,
        lambda data: PersonCodeForm(data, person=person),
        act,
        context={"title": _("Another code"), "lede": person, "back": person_page(person)},
    )


@role_required(*CASE_WORKERS)
@require_form_methods
def permit(request, pk, person_pk):
    """The current permit is changed; `?nuovo` writes another, and keeps the one before."""
    household, person = member_to_change(request, pk, person_pk)
    current = ResidencePermit.objects.visible_to(request.user).filter(person=person, is_current=True).first()
    is_new = current is None or "nuovo" in request.GET
    permit = ResidencePermit(person=person, household=household) if is_new else current

    def act(form):
        actions.save_permit(permit=form.instance, fields=form.changed_data, by=request.user)
        return person_page(person), _("Saved.")

    return form_page(
        request,
        lambda data: PermitForm(data, instance=permit),
        act,
        context={
            "title": _("New residence permit") if is_new else _("Residence permit"),
            "lede": person,
            "back": person_page(person),
        },
    )


@role_required(*CASE_WORKERS)
@require_form_methods
def phones(request, pk, person_pk):
    _household, person = member_to_change(request, pk, person_pk)
    before = person.phones.visible_to(request.user)

    def act(form):
        actions.save_phones(person=person, lines=form.typed(), by=request.user)
        return person_page(person), _("Saved.")

    return form_page(
        request,
        lambda data: PhonesForm(data, person=person, phones=before),
        act,
        template="beneficiaries/person_phones.html",
        context={"title": _("Telephones"), "lede": person, "back": person_page(person)},
    )


@role_required(*CASE_WORKERS)
@require_form_methods
def needs(request, pk, person_pk):
    household, person = member_to_change(request, pk, person_pk)
    return needs_page(request, household, person, person_page(person))


@role_required(*CASE_WORKERS)
@require_form_methods
def leaves(request, pk, person_pk):
    household, person = member_to_change(request, pk, person_pk)
    today = HouseholdMembership.objects.filter(on(timezone.localdate()), person=person)
    membership = get_visible_or_404(today, request.user, household=household)
    others = members_today(household, request.user).exclude(pk=membership.pk)

    def act(form):
        actions.end_membership(
            membership=membership,
            on=form.first_day_outside,
            new_head=form.cleaned_data.get("new_head"),
            by=request.user,
        )
        return household_page(household), _("Recorded. The file stays in this household's.")

    return form_page(
        request,
        lambda data: LeavesForm(data, membership=membership, others=others),
        act,
        context={
            "title": _("Leaves the household"),
            "lede": person,
            "back": person_page(person),
            "submit": _("Record"),
        },
    )


@role_required(*CASE_WORKERS)
@require_form_methods
def returns(request, pk, person_pk):
    """A reunion: who belonged to the household once is in it again."""
    household, person = member_to_change(request, pk, person_pk)
    ended = HouseholdMembership.objects.ended().filter(household=household).order_by("-ends_on")
    last = get_visible_or_404(ended, request.user, person=person)

    def act(form):
        said = form.cleaned_data
        actions.take_back(
            person=person, kinship=said["kinship"] or Kinship.UNKNOWN, since=said["since"], by=request.user
        )
        return household_page(household), _("In the household again.")

    return form_page(
        request,
        lambda data: ReturnsForm(data, left_on=last.ends_on),
        act,
        context={
            "title": _("Returns to the household"),
            "lede": person,
            "back": person_page(person),
            "submit": _("Record"),
        },
    )
