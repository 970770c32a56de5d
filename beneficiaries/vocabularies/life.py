"""The life project: areas, goals, and our own scale of progress."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wemix.terms import Vocabulary


class Aim(TextChoices):
    """The five aims that We Mix has published: the axes of every report on life projects."""

    G1 = "G1", _("Housing opportunities and a decent place to live")
    G2 = "G2", _("Social reintegration and new relations")
    G3 = "G3", _("Equal opportunities, women's work and emancipation")
    G4 = "G4", _("Children's wellbeing and the bond with their parents")
    G5 = "G5", _("A home to start or keep an independent life")


class LifeArea(Vocabulary, name="life_area", title=_("areas of the life project")):
    HOUSING = "HOUSING", pgettext_lazy("life area", "Home")
    DOCS_RIGHTS = "DOCS_RIGHTS", _("Papers and rights")
    INCOME = "INCOME", _("Income and household budget")
    WORK = "WORK", _("Work and employability")
    EDU_LANG = "EDU_LANG", _("Training and language")
    HEALTH = "HEALTH", _("Health and wellbeing")
    CHILDREN = "CHILDREN", _("Children: school, growth, health")
    PARENTING = "PARENTING", _("Bond between parents and children")
    RELATIONS = "RELATIONS", _("Relations, network, community life")
    GENDER = "GENDER", _("Equal opportunities and protection")
    MOBILITY_DIGITAL = "MOBILITY_DIGITAL", _("Mobility and digital skills")

    @property
    def aims(self):
        return AREA_AIMS[self]

    @property
    def mappings(self):
        return {"We Mix": ", ".join(self.aims)}


AREA_AIMS = {
    LifeArea.HOUSING: (Aim.G1, Aim.G5),
    LifeArea.DOCS_RIGHTS: (Aim.G2, Aim.G5),
    LifeArea.INCOME: (Aim.G5,),
    LifeArea.WORK: (Aim.G3, Aim.G5),
    LifeArea.EDU_LANG: (Aim.G3, Aim.G5),
    LifeArea.HEALTH: (Aim.G2,),
    LifeArea.CHILDREN: (Aim.G4,),
    LifeArea.PARENTING: (Aim.G4,),
    LifeArea.RELATIONS: (Aim.G2,),
    LifeArea.GENDER: (Aim.G3,),
    LifeArea.MOBILITY_DIGITAL: (Aim.G5,),
}


class GoalHorizon(Vocabulary, name="goal_horizon", title=_("horizons of goals")):
    SHORT = "SHORT", _("Short term")
    MEDIUM = "MEDIUM", _("Medium term")
    LONG = "LONG", _("Long term")


class GoalStatus(Vocabulary, name="goal_status", title=_("statuses of goals")):
    PLANNED = "PLANNED", pgettext_lazy("goal", "Planned")
    IN_PROGRESS = "IN_PROGRESS", pgettext_lazy("goal", "In progress")
    REACHED = "REACHED", pgettext_lazy("goal", "Reached")
    PARTLY_REACHED = "PARTLY_REACHED", pgettext_lazy("goal", "Partly reached")
    NOT_REACHED = "NOT_REACHED", pgettext_lazy("goal", "Not reached")
    DROPPED = "DROPPED", pgettext_lazy("goal", "Dropped")
    NO_LONGER_RELEVANT = "NO_LONGER_RELEVANT", pgettext_lazy("goal", "No longer relevant")

    @property
    def mappings(self):
        return {"SISO": str(REACHED_IN_SISO[self])} if self in REACHED_IN_SISO else {}


REACHED_IN_SISO = {GoalStatus.NOT_REACHED: 1, GoalStatus.PARTLY_REACHED: 2, GoalStatus.REACHED: 3}


class ReviewMoment(TextChoices):
    """When the scale is read: the line of progress goes from the first to the last."""

    ENTRY = "entry", pgettext_lazy("moment of a life project", "Entry")
    REVIEW = "review", pgettext_lazy("moment of a life project", "Review")
    EXIT = "exit", pgettext_lazy("moment of a life project", "Exit")
    AFTER = "after", pgettext_lazy("moment of a life project", "Follow-up")


OPEN_GOALS = frozenset({GoalStatus.PLANNED, GoalStatus.IN_PROGRESS})


class ScaleDomain(TextChoices):
    """«Bilancia dell'autonomia», our own scale: others' stars and ladders are licensed."""

    HOUSING = "HOUSING", pgettext_lazy("life area", "Home")
    DOCS_RIGHTS = "DOCS_RIGHTS", _("Papers and rights")
    INCOME = "INCOME", _("Income and handling of money")
    WORK = "WORK", _("Work")
    EDU_LANG = "EDU_LANG", _("Language and training")
    HEALTH = "HEALTH", _("Health and wellbeing")
    RELATIONS = "RELATIONS", _("Relations and network")
    CHILDREN = "CHILDREN", _("Children and parenthood")


class ScaleLevel(IntegerChoices):
    EMERGENCY = 0, _("Emergency")
    FRAGILE = 1, _("Fragile")
    BUILDING = 2, _("Being built")
    STABLE = 3, _("Stable with support")
    INDEPENDENT = 4, _("Independent")
