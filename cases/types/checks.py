# SPDX-License-Identifier: EUPL-1.2
"""What is wrong with the content of a case type: the path and the reason, in words for the main user.

The shape is the schema's; here is what only the whole can tell: steps that nothing leads to, a receiver that does not
exist, a remedy without a body, a promise longer than the law allows.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.translation import gettext as _

from cases.remedies import REMEDIES, RemedyKind
from cases.types.process import unreachable
from cases.types.schema import case_type_schema
from portal.accounts.models import Unit

if TYPE_CHECKING:
    from cases.models import CaseType

# JulkL 621/1999 14 §.
DAYS_TO_INFORM = 14


class Problem(NamedTuple):
    """`path`: where in the content, `receiver.rules[0].to[1]`; empty for the whole."""

    path: str
    reason: str

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}" if self.path else self.reason


class BadCaseType(ValueError):
    """The content cannot be published. `problems` tell each path and reason."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(map(str, problems)))
        self.problems = problems


def problems_of(content: Any, case_type: "CaseType | None" = None) -> list[Problem]:
    """Everything that prevents publishing. What the whole tells is looked at only when the shape is right.

    `case_type`: whose content it is to be, when what the type is otherwise matters too.
    """
    of_shape = list(_of_shape(content))
    return of_shape or [*_of_whole(content), *(_of_type(content, case_type) if case_type else ())]


def check_content(content: Any, case_type: "CaseType | None" = None) -> None:
    """Raises BadCaseType."""
    if problems := problems_of(content, case_type):
        raise BadCaseType(problems)


def has_shape(content: Any) -> bool:
    """Whether it can be read at all."""
    return next(_of_shape(content), None) is None


def _of_shape(content: Any) -> Iterator[Problem]:
    import jsonschema  # 3 MB of memory, needed only when a main user edits

    found = jsonschema.Draft202012Validator(case_type_schema()).iter_errors(content)
    for error in sorted(found, key=lambda error: list(map(str, error.absolute_path))):
        yield Problem(_path(error.absolute_path), _words(error))


def _path(parts: Any) -> str:
    path = ""
    for part in parts:
        path += f"[{part}]" if isinstance(part, int) else f".{part}" if path else str(part)
    return path


def _words(error: Any) -> str:
    rule, value = error.validator, error.validator_value
    if rule == "required":
        missing = ", ".join(name for name in value if name not in error.instance)
        return _("Puuttuu: %(names)s.") % {"names": missing}
    if rule == "additionalProperties" and isinstance(value, bool):
        unknown = ", ".join(sorted(set(error.instance) - set(error.schema.get("properties", ()))))
        return _("Tuntematon kohta: %(names)s.") % {"names": unknown}
    words = {
        "type": _("Arvo on väärää lajia. Pitäisi olla: %(value)s."),
        "enum": _("Tuntematon arvo. Pitäisi olla jokin näistä: %(value)s."),
        "const": _("Pitäisi olla %(value)s."),
        "minimum": _("Liian pieni. Pienin sallittu on %(value)s."),
        "maximum": _("Liian suuri. Suurin sallittu on %(value)s."),
        "minLength": _("Kirjoita teksti."),
        "maxLength": _("Teksti on liian pitkä. Merkkejä saa olla %(value)s."),
        "minItems": _("Luettelossa pitää olla ainakin %(value)s."),
        "uniqueItems": _("Sama arvo on kahdesti."),
        "oneOf": _("Ehdossa pitää olla kysymys ja yksi vertailu, tai raja kuormalle."),
        "pattern": _("Arvo on väärää muotoa: %(value)s."),
    }.get(rule, _("Arvo ei kelpaa."))
    return words % {"value": ", ".join(map(str, value)) if isinstance(value, list) else value}


def _of_whole(content: Mapping[str, Any]) -> Iterator[Problem]:
    yield from _receivers(content["receiver"])
    yield from _steps(content)
    yield from _remedy(content)
    yield from _deadlines(content["deadlines"])
    publicity = content["publicity"]
    if publicity["level"] != "public" and not publicity.get("ground", "").strip():
        yield Problem("publicity.ground", _("Kirjoita salassapidon peruste."))


def _of_type(content: Mapping[str, Any], case_type: "CaseType") -> Iterator[Problem]:
    """What the constraints of the table refuse."""
    if case_type.publishes_decisions and content["publicity"]["level"] == "secret":
        yield Problem("publicity.level", _("Tämän asiatyypin päätökset julkaistaan. Ne eivät voi olla salaisia."))
    if case_type.is_information_request:
        if content["deadlines"]["promise_days"] > DAYS_TO_INFORM:
            yield Problem("deadlines.promise_days", _("Tietopyyntöön vastataan 14 päivässä."))
        if content["remedy"]["kind"] != RemedyKind.ADMINISTRATIVE_APPEAL:
            yield Problem("remedy.kind", _("Tietopyynnöstä valitetaan hallinto-oikeuteen: valitse hallintovalitus."))


def _receivers(receiver: Mapping[str, Any]) -> Iterator[Problem]:
    named = {"receiver.unit": receiver["unit"]}
    for number, rule in enumerate(receiver.get("rules", ())):
        named |= {f"receiver.rules[{number}].to[{place}]": code for place, code in enumerate(rule["to"])}
    known = set(Unit.objects.filter(code__in=named.values()).values_list("code", flat=True))
    for path, code in named.items():
        if code not in known:
            yield Problem(path, _("Vastaanottajaa ei ole: %(unit)s.") % {"unit": code})


def _steps(content: Mapping[str, Any]) -> Iterator[Problem]:
    statuses = [step["status"] for step in content.get("steps", ())]
    lost = unreachable(content)
    for number, status in enumerate(statuses):
        if status in statuses[:number]:
            yield Problem(f"steps[{number}]", _("Sama vaihe on kahdesti: %(status)s.") % {"status": status})
        elif status in lost:
            yield Problem(f"steps[{number}]", _("Mikään ei johda tähän vaiheeseen: %(status)s.") % {"status": status})


def _remedy(content: Mapping[str, Any]) -> Iterator[Problem]:
    """A decision that may be contested must tell where (Hallintolaki 434/2003 47 §)."""
    remedy = content["remedy"]
    has_remedy = REMEDIES[RemedyKind(remedy["kind"])].days is not None
    if has_remedy and not remedy.get("body", {}).get("fi", "").strip():
        yield Problem("remedy.body", _("Kirjoita, kenelle oikaisuvaatimus tai valitus osoitetaan."))
    if content.get("automatic_decisions") and not has_remedy:
        # Hallintolaki 434/2003 53 f §: an automatic decision needs a remedy by which a person looks at it.
        reason = _("Asiaa ei voi ratkaista automaattisesti, jos päätökseen ei voi vaatia oikaisua.")
        yield Problem("automatic_decisions", reason)


def _deadlines(deadlines: Mapping[str, Any]) -> Iterator[Problem]:
    law = deadlines.get("law_days")
    if law and deadlines["promise_days"] > law:
        words = _("Lupaus on pidempi kuin laki sallii (%(days)s päivää).") % {"days": law}
        yield Problem("deadlines.promise_days", words)
