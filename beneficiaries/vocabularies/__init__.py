"""The words we pick from, with the codes that other systems give them.

A code is stable: it stands in rows and in files already sent. Never reuse one, never change its meaning.
What a list maps to (ANPR, SIUSS, HMIS, ETHOS Light...) stands beside it. The words of a `Vocabulary` are as they
came: coordinators may have put them otherwise since (wemix/terms.py).
"""

from beneficiaries.vocabularies.codes import CodeKind, OverrideReason
from beneficiaries.vocabularies.ethos import (
    ETHOS_TO_LIGHT,
    LIGHT_CATEGORIES,
    WHILE_WITH_US,
    Ethos,
    EthosArea,
    EthosCategory,
    EthosLight,
    EthosLightCategory,
)
from beneficiaries.vocabularies.exits import (
    DESTINATION_FACTS,
    SECRET_DESTINATIONS,
    ExitDestination,
    ExitGroup,
    ExitOutcome,
    ExitReason,
)
from beneficiaries.vocabularies.life import (
    AREA_AIMS,
    OPEN_GOALS,
    Aim,
    GoalHorizon,
    GoalStatus,
    LifeArea,
    ScaleDomain,
    ScaleLevel,
)
from beneficiaries.vocabularies.papers import (
    STATUSES_PENDING,
    WITHOUT_PERMIT,
    AttachmentKind,
    IdentityDocumentKind,
    PermitStatus,
    PermitType,
)
from beneficiaries.vocabularies.people import (
    FIRST_AGES,
    KINSHIP_BY_SEX,
    SEX_SIUSS,
    AgeBand,
    Answer,
    BirthDatePrecision,
    Gender,
    Kinship,
    Sex,
    age_band,
    kinship_label,
)
from beneficiaries.vocabularies.referral import NotEligibleReason, ReferralReason
from beneficiaries.vocabularies.skills import (
    AT_WORK,
    EMPLOYMENT_SINBA,
    ISCED,
    Education,
    Employment,
    ItalianLevel,
    School,
)

__all__ = [
    "CodeKind",
    "OverrideReason",
    "AREA_AIMS",
    "AT_WORK",
    "AgeBand",
    "Aim",
    "Answer",
    "AttachmentKind",
    "BirthDatePrecision",
    "DESTINATION_FACTS",
    "EMPLOYMENT_SINBA",
    "ETHOS_TO_LIGHT",
    "Education",
    "Employment",
    "Ethos",
    "EthosArea",
    "EthosCategory",
    "EthosLight",
    "EthosLightCategory",
    "ExitDestination",
    "ExitGroup",
    "ExitOutcome",
    "ExitReason",
    "FIRST_AGES",
    "Gender",
    "GoalHorizon",
    "GoalStatus",
    "ISCED",
    "IdentityDocumentKind",
    "ItalianLevel",
    "KINSHIP_BY_SEX",
    "Kinship",
    "LIGHT_CATEGORIES",
    "LifeArea",
    "NotEligibleReason",
    "OPEN_GOALS",
    "PermitStatus",
    "PermitType",
    "ReferralReason",
    "SECRET_DESTINATIONS",
    "SEX_SIUSS",
    "STATUSES_PENDING",
    "ScaleDomain",
    "ScaleLevel",
    "School",
    "Sex",
    "WHILE_WITH_US",
    "WITHOUT_PERMIT",
    "age_band",
    "kinship_label",
]
