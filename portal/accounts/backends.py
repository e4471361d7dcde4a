# SPDX-License-Identifier: EUPL-1.2
"""Who has signed in, read together with who the person is: each page of the signed-in asks both."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.backends import ModelBackend

from portal.accounts.models import User
from portal.common.prepared import Prepared

SIGNED_IN = Prepared(lambda user_id: User.objects.select_related("person").filter(pk=user_id).order_by()[:1])


class _WithPerson:
    def get_user(self, user_id: Any) -> User | None:
        user = SIGNED_IN.first(user_id)
        return user if user and self.user_can_authenticate(user) else None  # type: ignore[attr-defined]


class UsernameBackend(_WithPerson, ModelBackend):
    pass


class AccountBackend(_WithPerson, AuthenticationBackend):
    """Also by e-mail, by code and through the identity provider."""
