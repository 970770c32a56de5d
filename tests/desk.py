"""What the desk's tests share."""

from django.contrib import admin
from django.urls import reverse

INDEX = "/amministrazione/"
USERS = f"{INDEX}wemix/user/"
BODIES = f"{INDEX}wemix/organisation/"
TABLES = {model._meta.label_lower: table for model, table in admin.site._registry.items()}


def list_of(model):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def add_to(model):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")


def page_of(row):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def invite(client, role, body, email="nuova@prova.example", follow=False, **more):
    said = {"first_name": "Nuova", "last_name": "Persona", "email": email, "phone": "", "role": role}
    return client.post(f"{USERS}add/", said | {"organisation": body.pk if body else ""} | more, follow=follow)


def change_user(client, user, **said):
    now = {"first_name": user.first_name, "last_name": user.last_name, "email": user.email, "phone": user.phone}
    now |= {"organisation": user.organisation_id or "", "role": user.role, "is_active": "on", "version": user.version}
    answer = client.post(page_of(user), now | said)
    user.refresh_from_db()
    return answer
