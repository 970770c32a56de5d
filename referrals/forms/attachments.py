"""Which papers go with a referral: some of the household's, or a new one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from beneficiaries.forms.attachment import UploadForm
from wemix.forms import PageForm
from wemix.templatetags.wemix import dmy


class PapersField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, paper):
        dated = _("of %(day)s") % {"day": dmy(paper.dated)} if paper.dated else ""
        return " · ".join(str(part) for part in (paper, paper.person, dated) if part)


class ChoosePapersForm(PageForm):
    """Those that both sides may read: who chooses one shows it to the host, when the referral is sent."""

    papers = PapersField(None, label=_("Papers that go with the referral"), required=False)

    def __init__(self, data=None, *, referral, user):
        offered = referral.household.attachments.visible_to(user).shared().select_related("person")
        chosen = referral.attachments.visible_to(user).values_list("attachment", flat=True)
        super().__init__(data, initial={"papers": list(chosen)})
        self.fields["papers"].queryset = offered


class PaperOfReferralForm(UploadForm):
    """Both sides read it: nobody is asked who may."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["readers"]

    def rows(self):
        return [row for row in super().rows() if row != "readers"]
