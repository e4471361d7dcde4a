from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    name = "cases"
    label = "cases"
    verbose_name = _("Asiat")

    def ready(self) -> None:
        from cases.mail.addresses import reply_address_of
        from cases.promises import times_of_service
        from portal.notifications import replying
        from services.catalogue import times

        times.register(times_of_service)
        replying.register("cases.case", reply_address_of)
