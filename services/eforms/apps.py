from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EformsConfig(AppConfig):
    name = "services.eforms"
    label = "eforms"
    verbose_name = _("Lomakkeet")

    def ready(self) -> None:
        from cases import checklist
        from cases.retention import erasing
        from services.eforms.checklist import checklist_of
        from services.eforms.erasing import drafts_of

        erasing.also(drafts_of)
        checklist.register(checklist_of, "submission__draft__version", "submission__draft__person")
