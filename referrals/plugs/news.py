"""What moved and was not read yet, as facts for the mail of the day: they stand on the page of today already."""

from referrals.models import Update
from referrals.notifications import NEWS
from wemix import sockets
from wemix.sockets import Task, TaskRow


def plug():
    sockets.news.plug(unread)


def unread(user):
    if not user.is_case_worker:
        return []
    keys = Update.objects.visible_to(user).unseen().order_by("pk").values_list("pk", flat=True)
    return [Task(NEWS, "", tuple(TaskRow("", "", of=key) for key in keys))]
