"""The contribution to costs: of one household, and of all."""

from functools import partial

from django.core.paginator import Paginator
from django.db.models import F, Q, Sum
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from beneficiaries.models import Household
from housing import actions
from housing.forms.contributions import ExemptionForm, LedgerFilter, PaymentForm, ReverseForm, ShareForm
from housing.ledger import ledgers
from housing.models import Exemption, LedgerMonth, Payment, Stay
from housing.models.contributions import overdue
from housing.receipts import receipt as paper_of
from wemix import audit
from wemix.access import TEAM, Role, get_visible_or_404, role_required
from wemix.forms import PageForm
from wemix.money import euro
from wemix.pages import form_page, require_form_methods
from wemix.pdf import pdf, pdf_response

AGREES = (Role.COORDINATOR,)
ROWS = 50
LIVED = (Stay.State.RUNNING, Stay.State.ENDED)


@require_GET
@role_required(*TEAM)
def ledger(request, pk):
    household = get_visible_or_404(Household, request.user, pk=pk)
    audit.record(audit.Action.LOOK, "contribution.page", household, by=request.user)
    stays = household.stays.visible_to(request.user).taking_place().with_places()
    context = {
        "title": _("Contribution to costs"),
        "household": household,
        "ledgers": ledgers(stays, request.user),
        "may_agree": request.user.role in AGREES,
    }
    return render(request, "housing/ledger.html", context)


@require_GET
@role_required(*AGREES)
def ledger_list(request):
    form = LedgerFilter(request.GET)
    month, only_open = form.said
    rows = LedgerMonth.objects.visible_to(request.user).filter(month__lte=month)
    of_all = LedgerMonth.objects.figures_of(request.user.organisation).filter(month__lte=month)
    of_month = of_all.filter(month=month)
    found = _by_household(rows, month)
    found = found.filter(still_open__gt=0) if only_open else found
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    audit.record(audit.Action.LOOK, "contribution.list", by=request.user, rows=page.paginator.count)
    context = {
        "title": _("Contributions to costs"),
        "form": form,
        "count": page.paginator.count,
        "month": month,
        "page": page,
        "rows": _with_households(page.object_list, request.user),
        "of_month": of_month.sums() | {"exempted": of_month.exclude(exempted="").count()},
        "until_then": of_all.sums(),
    }
    return render(request, "housing/ledger_list.html", context)


def _by_household(rows, month):
    """What each has to pay and has paid in the month, and what is open at its end; the most first."""
    of_month = Q(month=month)
    return (
        rows.order_by()
        .values("household")
        .annotate(
            due_then=Sum("due", filter=of_month, default=0),
            paid_then=Sum("paid", filter=of_month, default=0),
            agreed_then=Sum("agreed", filter=of_month, default=0),
            still_open=Sum("due", default=0) - Sum("paid", default=0),
            late=overdue(timezone.localdate()),
        )
        .order_by(F("still_open").desc(), "household")
    )


def _with_households(rows, user):
    households = Household.objects.visible_to(user).in_bulk([row["household"] for row in rows])
    return [row | {"household": households[row["household"]]} for row in rows if row["household"] in households]


# What is written


@role_required(*AGREES)
@require_form_methods
def agree(request, pk):
    stay = _stay(request, pk, state__in=[Stay.State.PLANNED, Stay.State.RUNNING])

    def act(form):
        actions.agree_share(stay=stay, by=request.user, **form.cleaned_data)
        return _page_of(stay), _("The amount is written. What is due follows from it.")

    return _form(request, stay, partial(ShareForm, stay=stay), act, title=_("Monthly amount"))


@role_required(*AGREES)
@require_form_methods
def exempt(request, pk):
    stay = _stay(request, pk, state__in=LIVED)

    def act(form):
        said = form.cleaned_data
        actions.exempt(stay=stay, months=said["months"], reason=said["reason"], note=said["note"], by=request.user)
        return _page_of(stay), _("For these months nothing is due.")

    return _form(request, stay, partial(ExemptionForm, stay=stay), act, title=_("Exempt from the contribution"))


@role_required(*AGREES)
@require_form_methods
def take_exemption_back(request, pk):
    exemptions = Exemption.objects.filter(taken_back_at=None).select_related("stay__household")
    exemption = get_visible_or_404(exemptions, request.user, pk=pk)

    def act(form):
        actions.take_exemption_back(exemption=exemption, by=request.user)
        return _page_of(exemption.stay), _("The month is due again.")

    return _form(
        request,
        exemption.stay,
        PageForm,
        act,
        title=_("Take the exemption back"),
        submit=_("Take the exemption back"),
        lede=_("%(household)s, %(month)s: %(reason)s.")
        % {
            "household": exemption.household,
            "month": f"{exemption.month:%m/%Y}",
            "reason": exemption.get_reason_display(),
        },
    )


@role_required(*TEAM)
@require_form_methods
def pay(request, pk):
    stay = _stay(request, pk, state__in=LIVED)

    def act(form):
        payment = actions.record_payment(stay=stay, by=request.user, **form.cleaned_data)
        said = _("%(amount)s received, receipt no. %(number)s.")
        return _page_of(stay), said % {"amount": euro(payment.amount), "number": payment.receipt}

    return _form(request, stay, PaymentForm, act, title=_("Record a payment"))


@role_required(*TEAM)
@require_form_methods
def reverse_payment(request, pk):
    payments = Payment.objects.filter(reverses=None, reversed_by=None).select_related("stay__household")
    payment = get_visible_or_404(payments, request.user, pk=pk)

    def act(form):
        actions.reverse_payment(payment=payment, why=form.cleaned_data["why"], by=request.user)
        return _page_of(payment.stay), _("The payment is taken back; both lines stay.")

    return _form(
        request,
        payment.stay,
        ReverseForm,
        act,
        title=_("Reverse a payment"),
        submit=_("Reverse"),
        lede=_("%(household)s, receipt no. %(number)s: %(amount)s.")
        % {"household": payment.household, "number": payment.receipt, "amount": euro(payment.amount)},
    )


@require_GET
@role_required(*TEAM)
def receipt(request, pk):
    """The name of the file says no name of a person."""
    payments = Payment.objects.select_related("household", "host", "by", "reverses")
    payment = get_visible_or_404(payments, request.user, pk=pk)
    audit.record(audit.Action.PRINT, "contribution.receipt", payment, by=request.user)
    name = f"ricevuta_{payment.receipt_year}_{payment.receipt_number}.pdf"
    return pdf_response(pdf("paper.typ", paper_of(payment)), name)


def _form(request, stay, make_form, act, **context):
    frame = {"lede": stay.household, "back": _page_of(stay)}
    return form_page(request, make_form, act, context=frame | context)


def _stay(request, pk, **state):
    return get_visible_or_404(Stay.objects.select_related("household", "host"), request.user, pk=pk, **state)


def _page_of(stay):
    return reverse("housing:ledger", args=[stay.household_id])
