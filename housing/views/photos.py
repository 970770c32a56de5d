"""Photos on their way to who may see them, and what is done with them. On a phone, in the flat."""

from django.http import Http404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from housing import actions
from housing.forms.photos import PhotosForm
from housing.models import Fault, FaultPhoto, HandoverRecord, RecordPhoto
from housing.views.tonight import AT_HOME
from wemix import audit
from wemix.access import get_visible_or_404, role_required
from wemix.forms import PageForm
from wemix.pages import form_page, require_form_methods
from wemix.uploads.sending import send_file, send_small

KINDS = {model.slug: model for model in (FaultPhoto, RecordPhoto)}


@require_GET
@role_required(*AT_HOME)
def photo(request, of, pk):
    shown = _visible(request, of, pk)
    audit.record(audit.Action.LOOK, "photo.file", shown, by=request.user)
    return send_file(shown, _file_name(shown), inline=True)


@require_GET
@role_required(*AT_HOME)
def thumbnail(request, of, pk):
    """Part of a page whose look is written already."""
    shown = _visible(request, of, pk)
    return send_small(shown, _file_name(shown))


@role_required(*AT_HOME)
@require_form_methods
def remove(request, of, pk):
    shown = _visible(request, of, pk)
    back = shown.subject.get_absolute_url()

    def act(form):
        actions.remove_photo(photo=shown, by=request.user)
        return back, _("Removed, with its file.")

    context = {
        "title": _("Remove the photo"),
        "lede": shown.subject,
        "warning": _("The file is deleted. This can't be undone."),
        "back": back,
        "submit": _("Remove"),
    }
    return form_page(request, PageForm, act, template="confirm.html", context=context)


@role_required(*AT_HOME)
@require_form_methods
def add_to_fault(request, pk):
    return _add(request, get_visible_or_404(Fault.objects.select_related("unit__building"), request.user, pk=pk))


@role_required(*AT_HOME)
@require_form_methods
def add_to_record(request, pk):
    return _add(request, get_visible_or_404(HandoverRecord, request.user, pk=pk))


def _add(request, of):
    back = of.get_absolute_url()

    def act(form):
        actions.add_photos(of=of, received=form.cleaned_data["photos"], by=request.user)
        return back, _("The photos are there.")

    context = {"title": _("Add photos"), "lede": of, "back": back, "submit": _("Add the photos"), "waits": True}
    return form_page(request, lambda data: PhotosForm(data, request.FILES or None, of=of), act, context=context)


def _visible(request, of, pk):
    if of not in KINDS:
        raise Http404
    return get_visible_or_404(KINDS[of], request.user, pk=pk)


def _file_name(shown):
    return _("photo-%(number)s") % {"number": shown.pk}
