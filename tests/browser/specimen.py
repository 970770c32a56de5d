"""A page with one of everything that a form can hold: its script is tried here, whatever the floors change."""

from crispy_forms.layout import Column, Fieldset, Row
from django import forms
from django.core.validators import RegexValidator
from django.urls import path

from beneficiaries.vocabularies import Answer
from wemix.forms import AnswerRadio, PageForm
from wemix.pages import form_page
from wemix.urls import urlpatterns as site

TONGUES = [("it", "Italiano"), ("ar", "Arabo")]


class SpecimenForm(PageForm):
    name = forms.CharField(label="Nome")
    since = forms.DateField(label="Dal", required=False, help_text="Il giorno, se si sa.")
    kind = forms.ChoiceField(label="Tipo", choices=[("a", "Primo"), ("b", "Secondo")])
    colour = forms.ChoiceField(label="Colore", choices=[("g", "Verde"), ("r", "Rosso")], widget=forms.RadioSelect)
    lift = forms.ChoiceField(label="Serve l'ascensore", choices=Answer, widget=AnswerRadio)
    tongues = forms.MultipleChoiceField(
        label="Lingue",
        choices=TONGUES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    note = forms.CharField(label="Nota", widget=forms.Textarea, required=False)
    agreed = forms.BooleanField(label="È d'accordo")

    def rows(self):
        who = Fieldset("Chi", Row(Column("name", css_class="col-md-6"), Column("since", css_class="col-md-6")), "kind")
        return [who, "colour", "lift", "tongues", "note", "agreed"]


def specimen(request):
    return form_page(
        request,
        SpecimenForm,
        lambda form: ("/", "Salvato."),
        context={"title": "Esempio", "back": "/"},
        keeps_draft=True,
    )


def unforgiving(request):
    context = {"title": "Senza ritorno", "back": "/", "consequences": ["Il posto torna libero."]}
    return form_page(request, SpecimenForm, lambda form: ("/", ""), template="confirm.html", context=context)


class PhotoForm(PageForm):
    photo = forms.FileField(label="Foto")
    note = forms.CharField(
        label="Nota", required=False, validators=[RegexValidator("no", "Così no.", inverse_match=True)]
    )


RECEIVED = []  # of each photo its bytes


def photo(request):
    def act(form):
        RECEIVED.append(form.cleaned_data["photo"].read())
        return "/", "Arrivata."

    context = {"title": "Foto", "waits": True}
    return form_page(request, lambda data: PhotoForm(data, request.FILES or None), act, context=context)


urlpatterns = [path("foto/", photo), path("esempio/", specimen), path("senza-ritorno/", unforgiving), *site]
