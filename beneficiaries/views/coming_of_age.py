"""A child of the household turns eighteen: what changes, and that somebody has spoken about it."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from beneficiaries import actions
from beneficiaries.forms.coming_of_age import ComingOfAgeForm
from beneficiaries.models import ComingOfAge, ResidencePermit
from beneficiaries.models.person import OF_AGE
from beneficiaries.views.reach import member_to_change, person_page
from wemix.access import CASE_WORKERS, Unseen, role_required
from wemix.pages import form_page, require_form_methods

AHEAD = timedelta(days=30)


@role_required(*CASE_WORKERS)
@require_form_methods
def coming_of_age(request, pk, person_pk):
    household, person = member_to_change(request, pk, person_pk)
    if (person.age_on(timezone.localdate() + AHEAD) or 0) < OF_AGE:
        raise Unseen("beneficiaries.comingofage", person.pk)
    before = ComingOfAge.objects.visible_to(request.user).filter(person=person).first()

    def act(form):
        actions.come_of_age(coming=form.instance, fields=form.changed_data, by=request.user)
        return person_page(person), _("Saved.")

    return form_page(
        request,
        lambda data: ComingOfAgeForm(data, instance=before or ComingOfAge(person=person, household=household)),
        act,
        template="beneficiaries/coming_of_age.html",
        context={
            "title": _("Eighteen years"),
            "lede": person,
            "back": person_page(person),
            "person_shown": person,
            "household": household,
            "birthday": person.birthday(OF_AGE),
            "permit": ResidencePermit.objects.visible_to(request.user).filter(person=person, is_current=True).first(),
        },
    )
