"""The identity documents of one person: another one, and one that is changed."""

from django.utils.translation import gettext as _

from beneficiaries import actions
from beneficiaries.forms.identity import IdentityDocumentForm
from beneficiaries.models import IdentityDocument
from beneficiaries.views.reach import member_to_change, person_page
from wemix.access import CASE_WORKERS, get_visible_or_404, role_required
from wemix.pages import form_page, require_form_methods


@role_required(*CASE_WORKERS)
@require_form_methods
def add(request, pk, person_pk):
    household, person = member_to_change(request, pk, person_pk)
    document = IdentityDocument(person=person, household=household)
    return _write(request, person, document, _("Add an identity document"))


@role_required(*CASE_WORKERS)
@require_form_methods
def edit(request, pk, person_pk, document_pk):
    _household, person = member_to_change(request, pk, person_pk)
    document = get_visible_or_404(IdentityDocument, request.user, pk=document_pk, person=person)
    return _write(request, person, document, _("Change the identity document"))


def _write(request, person, document, title):
    def act(form):
        actions.save_identity_document(document=form.instance, fields=form.changed_data, by=request.user)
        return person_page(person), _("Saved.")

    context = {"title": title, "lede": person, "back": person_page(person)}
    return form_page(request, lambda data: IdentityDocumentForm(data, instance=document), act, context=context)
