# SPDX-License-Identifier: EUPL-1.2
"""What the pages of log-in and own data need: `{% load accounts %}`."""

from django import forms, template
from django.conf import settings
from django.urls import reverse

register = template.Library()


@register.simple_tag
def strong_login_url() -> str:
    """Where the button of strong identification posts, or nothing when no provider is configured."""
    return reverse("openid_connect_login", args=["suomifi"]) if settings.OIDC_SERVER_URL else ""


@register.simple_tag
def is_demo() -> bool:
    return settings.DEBUG


@register.filter
def plain(form: forms.BaseForm) -> forms.BaseForm:
    """The form without placeholders: they repeat the label and vanish when one starts to type."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
    return form
