"""What is written when somebody turns eighteen."""

from beneficiaries.models import ComingOfAge
from wemix.forms import AnswerRadio, PageModelForm


class ComingOfAgeForm(PageModelForm):
    class Meta:
        model = ComingOfAge
        fields = ["told_on", "consent", "own_project"]
        widgets = {"consent": AnswerRadio, "own_project": AnswerRadio}
