from wemix.views.calendar import calendar, calendar_address
from wemix.views.facts import answer_fact, hand_over
from wemix.views.mail import mail_choice
from wemix.views.site import accessibility, drop_draft, save_draft, set_language

__all__ = [
    "accessibility",
    "answer_fact",
    "calendar",
    "calendar_address",
    "drop_draft",
    "hand_over",
    "mail_choice",
    "save_draft",
    "set_language",
]
