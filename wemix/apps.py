from django.apps import AppConfig
from django.contrib.admin import apps as admin
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class WemixConfig(AppConfig):
    default = True
    name = "wemix"
    verbose_name = _("People and organisations")

    def ready(self):
        from wemix import audit, checks, reference_data, roles  # noqa: F401 - importing registers the checks
        from wemix.models.files import delete_files_with_rows

        audit.listen()
        delete_files_with_rows()
        pre_migrate.connect(roles.before_migrate, sender=self)
        post_migrate.connect(roles.after_migrate, sender=self)
        post_migrate.connect(reference_data.after_migrate, sender=self)


class DeskConfig(admin.AdminConfig):
    default = False  # settings name it: "wemix" alone means the ground floor
    default_site = "wemix.desk.Desk"
