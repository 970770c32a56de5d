"""What the home must have: functional, never a diagnosis. Silence is not a no."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from beneficiaries.models.access import HouseholdScopedQuerySet
from beneficiaries.vocabularies.people import Answer


class NeedKind(models.TextChoices):
    """The questions that decide which homes fit; each is asked of the household or of a person."""

    STEP_FREE = "STEP_FREE", _("Needs a home without steps")
    SHARED = "SHARED", _("Would live in a shared flat")
    WITH_WOMEN = "WITH_WOMEN", _("Would live in a flat for women")
    WITH_MEN = "WITH_MEN", _("Would live in a flat for men")
    MIXED = "MIXED", _("Would share a flat with women and men")
    GROUND_FLOOR = "GROUND_FLOOR", _("Needs the ground floor or a lift")
    QUIET = "QUIET", _("Needs a quiet place")
    SMOKES = "SMOKES", _("Somebody smokes at home")
    PETS = "PETS", _("Brings an animal")
    NIGHT_WORK = "NIGHT_WORK", _("Somebody works at night")
    WITH_CHILDREN = "WITH_CHILD", _("Would share a flat with children")
    WITH_SMOKERS = "WITH_SMOKE", _("Would share a flat with people who smoke")
    WITH_PETS = "WITH_PETS", _("Would share a flat with an animal")


@pghistory.track(model_name="NeedHistory")
class Need(models.Model):
    """One answer to one question, of the household or of one of its people; the matcher takes the union."""

    household = models.ForeignKey("beneficiaries.Household", models.CASCADE, related_name="needs")
    person = models.ForeignKey("beneficiaries.Person", models.CASCADE, null=True, blank=True, related_name="needs")
    kind = models.CharField(_("need"), max_length=24, choices=NeedKind)
    answer = models.CharField(_("answer"), max_length=10, choices=Answer, default=Answer.UNKNOWN)
    note = models.CharField(_("note"), max_length=200, blank=True)

    objects = HouseholdScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("need of the home")
        verbose_name_plural = _("needs of the home")
        ordering = ["kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["household", "person", "kind"],
                nulls_distinct=False,
                name="one_answer_per_need",
                violation_error_message=_("This need was answered already."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.get_answer_display()}"
