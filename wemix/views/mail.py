"""One's own mail: at what hour, and of what."""

from django.urls import reverse
from django.utils.translation import gettext as _

from wemix import audit
from wemix.access import Role, role_required
from wemix.day_forms import MailForm
from wemix.models import CalendarAddress, MailChoice
from wemix.models.user import WITHOUT_ORGANISATION
from wemix.pages import form_page

WRITTEN_TO = tuple(role for role in Role if role not in WITHOUT_ORGANISATION)


@role_required(*WRITTEN_TO)
def mail_choice(request):
    user = request.user
    choice = MailChoice.objects.visible_to(user).first() or MailChoice(user=user)

    def act(form):
        form.save()
        audit.change("mail.choose", user, by=user, fields=form.changed_data)
        return reverse("mail_choice"), _("Saved.")

    address = CalendarAddress.objects.visible_to(user).first()
    context = {
        "title": _("Mail and calendar"),
        "back": reverse("home"),
        "calendar": request.build_absolute_uri(reverse("calendar", args=[address.token])) if address else "",
    }
    return form_page(
        request, lambda data: MailForm(data, instance=choice), act, template="mail_choice.html", context=context
    )
