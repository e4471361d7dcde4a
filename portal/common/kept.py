# SPDX-License-Identifier: EUPL-1.2
"""{% sameforall %}…{% endsameforall %}: a part of the page that is equal for everybody, rendered once per language.

    {% sameforall is_staff=request.actor.is_staff %}   once for each truth of the named values

Inside there is no request, no actor and no form: the part is rendered with these truths alone, so nothing of one
person can be kept for another. A menu link leaves a gap where the mark of the page that one is on goes.
"""

from dataclasses import dataclass
from typing import Any, NamedTuple

from django.conf import settings
from django.template import Context, Node, NodeList
from django.template.base import FilterExpression, Parser, Token, token_kwargs
from django.urls import get_urlconf
from django.utils.safestring import SafeString
from django.utils.translation import get_language

GAPS = "gaps of the kept part"  # no name that a template could use
GAP = "\x00"


class Link(NamedTuple):
    view: str
    url: str
    exact: bool

    def mark(self, nav: object, path: str) -> SafeString:
        """Tells that the link leads to this page, or to the section that this page is in."""
        if path == self.url:
            return SafeString(' aria-current="page"')
        in_section = nav == self.view or (not nav and not self.exact and path.startswith(self.url))
        return SafeString(' aria-current="true"' if in_section else "")


def mark_or_gap(context: Context, link: Link) -> SafeString:
    gaps = context.get(GAPS)
    if gaps is None:
        return link.mark(*_whereabouts(context))
    gaps.append(link)
    return SafeString(GAP)


def _whereabouts(context: Context) -> tuple[object, str]:
    return context.get("nav"), getattr(context.get("request"), "path", "")


@dataclass(frozen=True, slots=True)
class Part:
    pieces: list[str]
    links: list[Link]

    def on(self, context: Context) -> SafeString:
        nav, path = _whereabouts(context)
        marked = (link.mark(nav, path) + piece for link, piece in zip(self.links, self.pieces[1:], strict=True))
        return SafeString(self.pieces[0] + "".join(marked))


class SameForAll(Node):
    """Keeps what it rendered as long as its template is kept: at most languages x truths parts."""

    def __init__(self, nodelist: NodeList, truths: dict[str, FilterExpression]) -> None:
        self.nodelist, self.truths = nodelist, truths
        self.kept: dict[tuple[Any, ...], Part] = {}

    def render(self, context: Context) -> SafeString:
        truths = {name: bool(value.resolve(context, ignore_failures=True)) for name, value in self.truths.items()}
        key = (get_language(), get_urlconf() or settings.ROOT_URLCONF, *truths.values())
        if key not in self.kept:
            self.kept[key] = self._part(context, truths)
        return self.kept[key].on(context)

    def _part(self, context: Context, truths: dict[str, bool]) -> Part:
        links: list[Link] = []
        nobody = Context({**truths, GAPS: links})
        assert context.template is not None
        with nobody.bind_template(context.template):
            html = self.nodelist.render(nobody)
        return Part(html.split(GAP), links)


def sameforall(parser: Parser, token: Token) -> SameForAll:
    truths = token_kwargs(token.split_contents()[1:], parser)
    nodelist = parser.parse(("endsameforall",))
    parser.delete_first_token()
    return SameForAll(nodelist, truths)
