"""Who signs in. One role each, in one organisation; nobody is a superuser."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wemix.access import CASE_WORKERS, DESK, TEAM, Role, ScopedQuerySet
from wemix.models.mail import OutgoingMail
from wemix.models.organisation import Organisation
from wemix.versions import Versioned

WITHOUT_ORGANISATION = (Role.OFFICER, Role.TECHNICIAN)


def can_be_mailed(address):
    """Django's own validator lets letters pass that nobody sees, and names of hosts that can't be written in ASCII."""
    try:
        address.rpartition("@")[2].encode("idna")
    except UnicodeError:
        mailable = False
    else:
        mailable = address.isprintable()
    if not mailable:
        raise ValidationError(_("No mail can be sent to this address. Type it anew instead of pasting it."))


class UserQuerySet(ScopedQuerySet):
    def open_to(self, user):
        """Colleagues by name; the coordinator also sees the people of sending bodies, whom she invites."""
        if user.role == Role.COORDINATOR:
            return self.filter(
                models.Q(organisation=user.organisation_id)
                | models.Q(organisation__kind=Organisation.Kind.SENDING, role=Role.SOCIAL_WORKER)
            )
        if user.role == Role.TECHNICIAN:
            return self.filter(role__in=[Role.TECHNICIAN, Role.MANAGER])
        if user.organisation_id:
            return self.filter(organisation=user.organisation_id)
        return self.filter(pk=user.pk)

    def working(self):
        return self.filter(is_active=True)

    def with_invitation(self):
        """`invitation_waits`: the last one that was written to them has not gone out."""
        invitations = OutgoingMail.objects.filter(kind=OutgoingMail.Kind.INVITATION)
        last = invitations.filter(user=models.OuterRef("pk")).order_by("-pk")
        return self.annotate(invitation_waits=models.Subquery(last.values(waits=models.Q(sent_at=None))[:1]))


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save()
        return user

    def create_superuser(self, email, password=None, **fields):
        """What `createsuperuser` makes here: a technician, who sees settings and no case."""
        return self.create_user(email, password, role=Role.TECHNICIAN, **fields)

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class User(Versioned, AbstractBaseUser):
    email = models.EmailField(_("e-mail"), unique=True, validators=[can_be_mailed])
    first_name = models.CharField(_("first name"), max_length=80)
    last_name = models.CharField(_("last name"), max_length=80)
    role = models.CharField(_("role"), max_length=20, choices=Role)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        related_name="people",
    )
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    joined_at = models.DateTimeField(_("invited at"), default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["first_name", "last_name"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["last_name", "first_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="one_user_per_email",
                violation_error_message=_("Somebody signs in with this e-mail already."),
            ),
            models.CheckConstraint(
                name="only_officers_and_technicians_are_outside",
                condition=models.Q(role__in=WITHOUT_ORGANISATION, organisation__isnull=True)
                | (~models.Q(role__in=WITHOUT_ORGANISATION) & models.Q(organisation__isnull=False)),
                violation_error_message=_("This role works in an organisation, or outside all of them."),
            ),
            models.CheckConstraint(
                name="user_role_is_known",
                condition=models.Q(role__in=Role.values),
                violation_error_message=_("This role does not exist."),
            ),
        ]

    def __str__(self):
        return self.get_full_name()

    def get_full_name(self):
        return f"{self.first_name} {self.last_name}".strip()

    def get_short_name(self):
        return self.first_name

    # What Django's admin and allauth ask of a user

    is_superuser = False

    @property
    def is_staff(self):
        return self.role in DESK

    def has_perm(self, perm, obj=None):
        """Rights stand beside what they govern (view_roles and its like at the desk, role_required); never in rows."""
        return False

    def has_module_perms(self, app_label):
        return self.is_active and self.is_staff

    # What the house asks

    @property
    def is_team(self):
        return self.role in TEAM

    @property
    def is_case_worker(self):
        return self.role in CASE_WORKERS

    @property
    def is_coordinator(self):
        return self.role == Role.COORDINATOR

    @property
    def is_social_worker(self):
        return self.role == Role.SOCIAL_WORKER
