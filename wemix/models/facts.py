"""What was answered to a fact of today: done, put off, or given to a colleague. Ids and codes, and no word."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wemix.access import ScopedQuerySet
from wemix.models.organisation import Organisation


class FactAnswerQuerySet(ScopedQuerySet):
    def open_to(self, user):
        """One body answers once, so its people share the answers."""
        return self.filter(organisation=user.organisation_id) if user.organisation_id else self.none()

    def open_again(self):
        """Those that may be answered anew: what was put off has come back, what was handed over is still to do."""
        back = Q(answer=FactAnswer.Answer.LATER, until__lte=timezone.localdate())
        return self.filter(back | Q(answer=FactAnswer.Answer.HANDED))


class FactAnswer(models.Model):
    class Answer(models.TextChoices):
        DONE = "done", _("done")
        LATER = "later", _("put off")
        HANDED = "handed", _("handed over")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    fact = models.CharField(max_length=80)
    answer = models.CharField(max_length=6, choices=Answer)
    until = models.DateField(null=True, blank=True, help_text=_("the day on which it comes back"))
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = FactAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer to a fact")
        verbose_name_plural = _("answers to facts")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "fact"],
                name="one_answer_per_body_and_fact",
                violation_error_message=_("A colleague has answered this already."),
            ),
            models.CheckConstraint(
                name="only_what_is_put_off_comes_back",
                condition=Q(answer="later", until__isnull=False) | (~Q(answer="later") & Q(until__isnull=True)),
                violation_error_message=_("What is put off has a day on which it comes back, and nothing else has."),
            ),
            models.CheckConstraint(
                name="only_what_is_handed_over_is_a_colleague_s",
                condition=Q(answer="handed", to__isnull=False) | (~Q(answer="handed") & Q(to__isnull=True)),
                violation_error_message=_("What is handed over has somebody who takes it, and nothing else has."),
            ),
        ]

    def __str__(self):
        return self.fact
