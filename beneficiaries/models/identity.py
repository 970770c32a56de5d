"""Papers that say who somebody is: a person may have several."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from beneficiaries.models.access import HouseholdScopedQuerySet
from beneficiaries.vocabularies.papers import IdentityDocumentKind
from wemix.versions import Versioned


@pghistory.track(model_name="IdentityDocumentHistory")
class IdentityDocument(Versioned):
    person = models.ForeignKey("beneficiaries.Person", models.CASCADE, related_name="documents")
    household = models.ForeignKey("beneficiaries.Household", models.CASCADE, related_name="+")
    kind = models.CharField(pgettext_lazy("identity document", "document"), max_length=24, choices=IdentityDocumentKind)
    number = models.CharField(_("number"), max_length=30, blank=True)
    issued_by = models.CharField(_("issued by"), max_length=80, blank=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    valid_through = models.DateField(_("valid through"), null=True, blank=True)

    objects = HouseholdScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("identity document")
        verbose_name_plural = _("identity documents")
        ordering = [F("valid_through").desc(nulls_last=True), "-pk"]
        constraints = [
            models.CheckConstraint(
                name="identity_document_has_a_number",
                condition=(Q(kind="NONE") & Q(number="")) | (~Q(kind="NONE") & ~Q(number="")),
                violation_error_message=_("A document has its number; who has none has none."),
            ),
            models.CheckConstraint(
                name="identity_document_ends_after_it_begins",
                condition=Q(issued_on=None) | Q(valid_through=None) | Q(valid_through__gte=F("issued_on")),
                violation_error_message=_("It would have expired before it was issued: look at the two dates."),
            ),
            models.UniqueConstraint(
                fields=["person", "kind", "number"],
                name="identity_document_once",
                violation_error_message=_("This document is written already."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.number}".strip()

    @property
    def has_run_out(self):
        """Valid through its day."""
        return self.valid_through is not None and self.valid_through < timezone.localdate()
