# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.safestring import SafeString

from portal.common.looks import channel_look
from portal.common.templatetags.omakajaani import bubble
from portal.common.texts import LocalizedText, localized
from services.catalogue.richtext import render_all, shown

register = template.Library()


@register.simple_tag
def channel_bubble(kind: str) -> SafeString:
    """{% channel_bubble "phone" %}: the channel's icon on a small tile."""
    return bubble(channel_look(kind).icon, small=True)


@register.filter(name="localized")
def localized_filter(texts: Mapping[str, str]) -> LocalizedText:
    """Texts that stand inside a JSON value, in the reader's language."""
    return localized(texts)


@register.filter
def law_url(law: Mapping[str, Any]) -> str:
    return str(localized(law.get("url") or {}))


@register.filter
def rich_text(texts: LocalizedText) -> SafeString:
    """A short Markdown text, such as the accessibility of a place, as safe HTML."""
    return shown(render_all(texts))
