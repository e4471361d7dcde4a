from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FeedbackConfig(AppConfig):
    name = "feedback"
    label = "feedback"
    verbose_name = _("Palautteet")

    def ready(self) -> None:
        from cases import matters
        from feedback.matters import FEEDBACK

        matters.register(FEEDBACK)
