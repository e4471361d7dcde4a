# SPDX-License-Identifier: EUPL-1.2
"""allauth's forms in our words. Apart from forms.py, which allauth itself imports for what we ask at sign-up."""

from typing import Any

from allauth.account import forms as allauth
from django.utils.translation import gettext_lazy as _

PASSWORD_HELP = _("Vähintään 10 merkkiä. Älä käytä nimeäsi tai tavallista sanaa.")


class LoginForm(allauth.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Käyttäjätunnus tai sähköposti")
        # The way to a new password stands beside the button.
        self.fields["password"].help_text = ""


class SignupForm(allauth.SignupForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].help_text = _("Lähetämme tähän osoitteeseen vahvistuskoodin.")
        self.fields["password1"].help_text = PASSWORD_HELP


class ChangePasswordForm(allauth.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].help_text = ""
        self.fields["password1"].help_text = PASSWORD_HELP
