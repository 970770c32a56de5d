"""The plan to take home: whose, in which language, how large."""

from django import forms
from django.utils.translation import gettext_lazy as _

from beneficiaries.languages import language_name
from beneficiaries.papers.languages import DEFAULT, SPOKEN, language_of
from beneficiaries.papers.whose import may_join
from wemix.forms import PageForm

EVERYBODY = "all"


class PlanForm(PageForm):
    """One person's, unless somebody asks for the whole household's: that one holds what each agreed to."""

    marks_optional = False

    whose = forms.ChoiceField(label=_("Whose paper"), required=False)
    joining = forms.TypedMultipleChoiceField(
        label=_("On the whole household's paper, also the goals of"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Ask each of them first: who has not agreed stays out. A paper is read by everybody at home."),
    )
    language = forms.ChoiceField(label=_("Language"), required=False)
    is_large = forms.BooleanField(
        label=_("Large letters"), required=False, help_text=_("For who sees little, or reads slowly.")
    )

    def __init__(self, *args, household, people, **kwargs):
        """`people`: of this household, as the reader may see them, the eldest first."""
        super().__init__(*args, **kwargs)
        self.people = {person.pk: person for person in people}
        self.fields["whose"].choices = [
            *((str(person.pk), str(person)) for person in people),
            (EVERYBODY, _("The whole household")),
        ]
        self.fields["joining"].choices = [(person.pk, str(person)) for person in may_join(household, people)]
        if not self.fields["joining"].choices:
            del self.fields["joining"]
        self.fields["language"].choices = [("", _("The person's own, else Italian")), *_languages()]

    def rows(self):
        return [name for name in ("whose", "joining", "language", "is_large") if name in self.fields]

    @property
    def person(self):
        """None is the whole household."""
        whose = self.cleaned_data["whose"] or next(map(str, self.people), EVERYBODY)
        return None if whose == EVERYBODY else self.people[int(whose)]

    @property
    def chosen_language(self):
        asked = self.cleaned_data["language"]
        if asked or self.person is None:
            return asked or DEFAULT
        return language_of(self.person)


def _languages():
    spoken = {}
    for name, written in SPOKEN.items():
        spoken.setdefault(written, name)
    return [(written, language_name(name)) for written, name in spoken.items()]
