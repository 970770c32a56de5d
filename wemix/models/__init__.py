from wemix.models.audit import AuditEntry
from wemix.models.calendar import CalendarAddress
from wemix.models.facts import FactAnswer
from wemix.models.files import StoredFile
from wemix.models.mail import MailChoice, OutgoingMail, ToldFact
from wemix.models.organisation import Organisation
from wemix.models.term import VocabularyTerm
from wemix.models.typed import Draft, OnceKey
from wemix.models.user import User

__all__ = [
    "AuditEntry",
    "CalendarAddress",
    "Draft",
    "FactAnswer",
    "MailChoice",
    "OnceKey",
    "Organisation",
    "OutgoingMail",
    "StoredFile",
    "ToldFact",
    "User",
    "VocabularyTerm",
]
