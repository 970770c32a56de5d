"""The desk's tables of the ground floor; DeskAdmin and DeskInline are what every floor's tables are made of."""

from wemix.admin.base import DeskAdmin, DeskForm, DeskInline
from wemix.admin.mail import OutgoingMailAdmin
from wemix.admin.organisations import OrganisationAdmin
from wemix.admin.terms import VocabularyTermAdmin
from wemix.admin.users import UserAdmin

__all__ = [
    "DeskAdmin",
    "DeskForm",
    "DeskInline",
    "OrganisationAdmin",
    "OutgoingMailAdmin",
    "UserAdmin",
    "VocabularyTermAdmin",
]
