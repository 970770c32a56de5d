"""The papers that say who somebody is."""

from django.utils.translation import gettext_lazy as _

from beneficiaries.models import IdentityDocument
from beneficiaries.vocabularies.papers import IdentityDocumentKind
from wemix.forms import PageModelForm, pair

EMPTY = {"number": "", "issued_by": "", "issued_on": None, "valid_through": None}


class IdentityDocumentForm(PageModelForm):
    class Meta:
        model = IdentityDocument
        fields = ["kind", *EMPTY]
        help_texts = {"issued_by": _("The office, consulate or state.")}

    def rows(self):
        return [pair("kind", "number"), "issued_by", pair("issued_on", "valid_through")]

    def clean(self):
        """Who has none has nothing to write about it."""
        cleaned = super().clean()
        if cleaned.get("kind") == IdentityDocumentKind.NONE:
            cleaned |= EMPTY
        elif "number" in cleaned and not cleaned["number"]:
            self.add_error("number", _("Write its number."))
        return cleaned
