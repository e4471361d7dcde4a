from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "portal.audit"
    label = "audit"
    verbose_name = _("Lokit")

    def ready(self) -> None:
        from portal.accounts import journal
        from portal.audit import log

        journal.register(log)
