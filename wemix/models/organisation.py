"""The bodies that send households and the bodies that host them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from wemix.access import ScopedQuerySet
from wemix.versions import Versioned


class OrganisationQuerySet(ScopedQuerySet):
    def open_to(self, user):
        """Names of bodies are no secret among those who work here."""
        return self

    def sending(self):
        return self.filter(kind=Organisation.Kind.SENDING)

    def hosting(self):
        return self.filter(kind=Organisation.Kind.HOSTING)


class Organisation(Versioned):
    """A sending body (Polo, City Service) or a hosting one. The City's own are reference data."""

    class Kind(models.TextChoices):
        SENDING = "sending", _("sending body")
        HOSTING = "hosting", _("hosting body")

    code = models.SlugField(_("code"), max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    is_active = models.BooleanField(_("active"), default=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="organisation_kind_is_known",
                condition=models.Q(kind__in=["sending", "hosting"]),
                violation_error_message=_("An organisation sends or hosts."),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_host(self):
        return self.kind == self.Kind.HOSTING
