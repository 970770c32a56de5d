"""Pages of no floor in particular: drafts, language, accessibility."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET, require_POST

from wemix import typed


@require_POST
def save_draft(request):
    """Keep a form as it stands; the page's script calls this while somebody types.

    Only for the author: another person may have signed in at this desk since. The script sends the author under
    another name than forms do, so that a draft refused for an expired sign-in is not kept like a form sent.
    """
    post = request.POST.copy()
    path = post.pop("draft_path", [""])[0]
    if typed.author_of(post.pop("draft_author", [""])[0]) != request.user.pk:
        return JsonResponse({}, status=403)
    if not _is_ours(path):
        return JsonResponse({}, status=422)
    draft = typed.save_draft(request.user, path, post)
    return JsonResponse({"at": f"{localtime(draft.saved_at):%H:%M:%S}"})


@require_POST
def drop_draft(request):
    """Throw the draft away and start the form anew."""
    path = request.POST.get("draft_path", "")
    if _is_ours(path):
        typed.drop_draft(request.user, path)
    return HttpResponseRedirect(_safe(path))


@login_not_required
@require_POST
def set_language(request):
    response = HttpResponseRedirect(_safe(request.POST.get("next", "")))
    if request.POST.get("language") in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            request.POST["language"],
            max_age=60 * 60 * 24 * 365,
            samesite="Lax",
        )
    return response


@login_not_required
@require_GET
def accessibility(request):
    return render(request, "accessibility.html")


def _safe(path):
    return path if _is_ours(path) else reverse("home")


def _is_ours(path):
    """An address of this site, of a length that forms have."""
    return url_has_allowed_host_and_scheme(path, allowed_hosts=None) and len(path) <= 200 and "\0" not in path
