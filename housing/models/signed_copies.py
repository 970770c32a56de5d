"""How the papers of a stay come back: signed, in the household's file, or not signed, and why."""

import pghistory
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from beneficiaries.models import Attachment
from beneficiaries.models.access import WithUsQuerySet
from housing.models.declarations import HospitalityDeclaration
from housing.models.inventories import HandoverRecord
from housing.models.stays import Stay
from wemix.access import Role
from wemix.models.somebody import somebody

DAYS_TO_SIGN = 7  # then it is a task


class SignedCopyQuerySet(WithUsQuerySet):
    host_path = "stay__host"
    seal_path = "attachment__person__is_sealed"

    def open_to(self, user):
        """Who reads the paper: the team all, the custodian the records, the senders the pact that they sign too."""
        if user.role == Role.CUSTODIAN:
            return self.filter(record__in=HandoverRecord.objects.visible_to(user))
        rows = super().open_to(user)
        return rows if user.is_team else rows.filter(paper=SignedCopy.Paper.PACT)

    def _unsealed(self):
        """Of a sheet that was signed nobody can be shown a part."""
        return super()._unsealed() & ~self._of_somebody_sealed()

    def of_somebody_sealed(self):
        return self.filter(self._of_somebody_sealed())

    def _of_somebody_sealed(self):
        return Q(declaration__in=HospitalityDeclaration.objects.of_somebody_sealed())


@pghistory.track(model_name="SignedCopyHistory")
class SignedCopy(models.Model):
    """A paper of several sheets may have several."""

    class Paper(models.TextChoices):
        PACT = "pact", _("hospitality pact")
        RULES = "rules", _("house rules")
        RECORD = "record", _("record")
        DECLARATION = "declaration", _("declaration of hospitality")

    stay = models.ForeignKey(Stay, models.PROTECT, related_name="signed_copies")
    household = models.ForeignKey("beneficiaries.Household", models.PROTECT, related_name="+")
    paper = models.CharField(pgettext_lazy("of a stay", "paper"), max_length=12, choices=Paper)
    record = models.ForeignKey(
        HandoverRecord, models.PROTECT, null=True, blank=True, related_name="signed_copies", editable=False
    )
    declaration = models.ForeignKey(
        HospitalityDeclaration, models.PROTECT, null=True, blank=True, related_name="signed_copies", editable=False
    )
    attachment = models.OneToOneField(Attachment, models.CASCADE, null=True, blank=True, related_name="+")
    why_none = models.CharField(_("why it was not signed"), max_length=200, blank=True)
    by = somebody()
    at = models.DateTimeField(auto_now_add=True)

    objects = SignedCopyQuerySet.as_manager()

    class Meta:
        verbose_name = _("signed copy")
        verbose_name_plural = _("signed copies")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="copy_names_its_paper",
                condition=Q(paper="record", record__isnull=False, declaration=None)
                | Q(paper="declaration", declaration__isnull=False, record=None)
                | Q(paper__in=["pact", "rules"], record=None, declaration=None),
                violation_error_message=_("A signed copy is of one paper."),
            ),
            models.CheckConstraint(
                name="copy_or_why_none",
                condition=Q(attachment__isnull=False, why_none="") | (Q(attachment=None) & ~Q(why_none="")),
                violation_error_message=_("Either the signed copy, or why there is none."),
            ),
        ]

    def __str__(self):
        return capfirst(str(self.record or self.declaration or self.get_paper_display()))


def signed(paper, of="stay"):
    """The condition that this paper of the row came back."""
    return Exists(SignedCopy.objects.filter(**{of: OuterRef("pk")}, paper=paper))
