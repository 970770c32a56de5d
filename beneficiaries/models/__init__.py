from beneficiaries.models.access import Denial, HouseholdAccess, LivesApart
from beneficiaries.models.addendum import Addendum
from beneficiaries.models.attachment import Attachment
from beneficiaries.models.coming_of_age import ComingOfAge
from beneficiaries.models.diary import DiaryEntry
from beneficiaries.models.goal import Goal, GoalEvent, GoalStep
from beneficiaries.models.handover import Handover
from beneficiaries.models.household import Household, HouseholdMembership
from beneficiaries.models.identity import IdentityDocument
from beneficiaries.models.life_project import LifeProject
from beneficiaries.models.need import Need
from beneficiaries.models.note_file import NoteFile
from beneficiaries.models.permit import ResidencePermit
from beneficiaries.models.person import Identifier, Person, Phone
from beneficiaries.models.progress_report import ProgressReport
from beneficiaries.models.review import Review, ReviewedGoal, ScaleReading
from beneficiaries.models.split import HouseholdSplit

__all__ = [
    "Addendum",
    "Attachment",
    "ComingOfAge",
    "Denial",
    "DiaryEntry",
    "Goal",
    "GoalEvent",
    "GoalStep",
    "Handover",
    "Household",
    "HouseholdAccess",
    "HouseholdMembership",
    "HouseholdSplit",
    "Identifier",
    "IdentityDocument",
    "LifeProject",
    "LivesApart",
    "Need",
    "NoteFile",
    "Person",
    "Phone",
    "ProgressReport",
    "ResidencePermit",
    "Review",
    "ReviewedGoal",
    "ScaleReading",
]
