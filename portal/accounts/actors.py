# SPDX-License-Identifier: EUPL-1.2
"""The actor: who does it, for whom, by which right, through which channel, how surely identified.

Every action takes an actor; there is no act without somebody who did it. A visitor and the machinery are actors too.
"""

from collections.abc import Collection, Hashable
from dataclasses import dataclass, field, fields, replace
from enum import IntEnum, StrEnum
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from django.utils.functional import SimpleLazyObject

from portal.accounts.models import Mandate, Organisation, Person, Role, RoleGrant, User
from portal.common.prepared import Prepared, WithRows

if TYPE_CHECKING:
    from collections.abc import Iterable


class Channel(StrEnum):
    WEB = "web"
    DESK = "desk"
    PHONE = "phone"
    MAIL = "mail"
    EMAIL = "email"
    API = "api"
    SYSTEM = "system"


class Right(StrEnum):
    SELF = "self"
    GUARDIAN = "guardian"
    MANDATE = "mandate"
    COMPANY = "company"
    # Chosen for one case by its party (cases/models/representation.py).
    REPRESENTATIVE = "chosen"
    DESK = "desk"
    OFFICIAL = "official"
    # Another system that sends matters for its own customers (cases/models/system.py).
    EXTERNAL = "external"
    SYSTEM = "system"
    # A rule of the city that handles by itself; `system_name` is its name and version.
    RULE = "rule"


class Assurance(IntEnum):
    """How surely the person is identified; a form states the least that it accepts."""

    NONE = 0
    WEAK = 1
    SEEN_ID = 2
    STRONG = 3


@dataclass(frozen=True, slots=True)
class Actor(WithRows):
    user: User | None = None
    person: Person | None = None
    # Whom one acts for: another person, or an organisation. At the desk the customer is the subject.
    subject: Person | None = None
    organisation: Organisation | None = None
    grants: frozenset[tuple[str, int | None]] = field(default_factory=frozenset)
    right: Right = Right.SELF
    channel: Channel = Channel.WEB
    assurance: Assurance = Assurance.NONE
    system_name: str = ""
    # (person id, organisation id) of all whom the person may act for today. Read when a permission first asks.
    principals: Collection[tuple[int | None, int | None]] = field(default=(), compare=False, repr=False)

    # Ids of the cases whose tracking code this browser has shown.
    tracked_cases: frozenset[int] = field(default_factory=frozenset, compare=False, repr=False)
    # Who came by a link of their own to give a statement: the hearings that it opens, and the name it was sent to.
    asked_hearings: frozenset[int] = field(default_factory=frozenset, compare=False, repr=False)
    asked_name: str = ""
    # Another system with a key of the interface: its id, and its name. Unlike our own machinery it has no rights by
    # itself, but to what it sent.
    external_system: int | None = None
    external_name: str = ""
    # Whom a representative chosen for one case acts for; a name only, as it gives no right to anything else.
    represented_name: str = ""

    @property
    def is_authenticated(self) -> bool:
        return self.user is not None

    @property
    def is_staff(self) -> bool:
        return bool(self.grants)

    @property
    def is_system(self) -> bool:
        return bool(self.system_name)

    @property
    def is_rule(self) -> bool:
        return self.right == Right.RULE

    @property
    def at_desk(self) -> bool:
        return self.right == Right.DESK

    @property
    def display_name(self) -> str:
        if self.user and (self.is_staff or self.person is None):
            return self.user.display_name
        return self.person.display_name if self.person else self.system_name or self.external_name or self.asked_name

    @property
    def initials(self) -> str:
        return "".join(part[0] for part in self.display_name.split()[:2]).upper()

    @property
    def subject_name(self) -> str:
        """The name of whom one acts for, or nothing when one acts for oneself."""
        if self.organisation:
            return self.organisation.name
        return self.subject.display_name if self.subject else self.represented_name

    @property
    def customer(self) -> Person | None:
        """Whose matter it is: the one acted for, otherwise the person who acts."""
        return self.subject or self.person

    @property
    def rows(self) -> tuple[User | None, Person | None, Person | None, Organisation | None]:
        """Who it is. With `rest` and `with_rows` what portal/common/prepared.py asks of an argument."""
        return self.user, self.person, self.subject, self.organisation

    @property
    def rest(self) -> Hashable:
        rest: Hashable = _rest_of(self)
        return rest

    def with_rows(self, *rows: Any) -> "Actor":
        return replace(self, **dict(zip(_ROWS, rows, strict=True)), principals=())

    def has_role(self, *roles: str, unit_id: int | None = None) -> bool:
        """Any of the roles; with a unit, the role in that unit or in the whole city."""
        return any(role in roles and (unit_id is None or unit in (None, unit_id)) for role, unit in self.grants)

    def units_with(self, *roles: str) -> "set[int] | None":
        """Ids of the units where the actor has any of the roles; None when in the whole city."""
        units = {unit for role, unit in self.grants if role in roles}
        return None if None in units else {unit for unit in units if unit is not None}

    def on_behalf_of(self, mandate: Mandate) -> "Actor":
        right = {"guardian": Right.GUARDIAN, "mandate": Right.MANDATE, "company": Right.COMPANY}[mandate.kind]
        return replace(self, subject=mandate.person, organisation=mandate.organisation, right=right)

    def knowing(self, case_ids: "Iterable[int]") -> "Actor":
        """Somebody who has shown the tracking codes of these cases."""
        return replace(self, tracked_cases=frozenset(case_ids))

    def asked_in(self, hearing_id: int, *, name: str) -> "Actor":
        """Somebody without an account who has opened the link that was sent to them."""
        return replace(self, asked_hearings=frozenset({hearing_id}), asked_name=name)

    def representing(self, name: str) -> "Actor":
        """Somebody who is in one case as the representative that its party has chosen."""
        return replace(self, subject=None, organisation=None, right=Right.REPRESENTATIVE, represented_name=name)

    def at_desk_for(self, customer: Person, *, channel: Channel, assurance: Assurance) -> "Actor":
        """A clerk of the desk who serves the customer. The clerk stays the actor, the customer becomes the subject.

        Whom the clerk acts for in private stays outside.
        """
        return replace(
            self, subject=customer, organisation=None, right=Right.DESK, channel=channel, assurance=assurance
        )

    def at_desk_for_nobody(self, *, channel: Channel, assurance: Assurance) -> "Actor":
        """A clerk who serves somebody unnamed: the clerk's own person, and whom they act for, must not slip in."""
        clerk = replace(self, person=None, subject=None, organisation=None, principals=())
        return replace(clerk, right=Right.DESK, channel=channel, assurance=assurance)


_ROWS = ("user", "person", "subject", "organisation")
_rest_of = attrgetter(*(one.name for one in fields(Actor) if one.name not in (*_ROWS, "principals")))

VISITOR = Actor()


def system(name: str) -> Actor:
    return Actor(right=Right.SYSTEM, channel=Channel.SYSTEM, system_name=name)


def external(system_id: int, name: str) -> Actor:
    """Another system, whose key has been checked."""
    return Actor(right=Right.EXTERNAL, channel=Channel.API, external_system=system_id, external_name=name)


def acting_rule(name: str) -> Actor:
    """A rule that handles a case by itself, by its name and version."""
    return Actor(right=Right.RULE, channel=Channel.SYSTEM, system_name=name)


SYSTEM_DELIVERY = system("delivery")
SYSTEM_IMPORT = system("import")
SYSTEM_CLOCK = system("clock")
SYSTEM_MAILBOX = system("mailbox")
SYSTEM_DEMO = system("demo")


def actor_for(user: User, *, assurance: Assurance = Assurance.WEAK) -> Actor:
    """The actor of a signed-in user; who the person is, is read anew."""
    return actor_of(user, Person.objects.filter(user=user).first(), assurance=assurance)


def actor_of(user: User, person: Person | None, *, assurance: Assurance) -> Actor:
    """The actor of a user whose person has just been read with the user. Role grants are read each time."""
    found = frozenset(GRANTS(user))
    right = Right.OFFICIAL if found else Right.SELF
    principals = SimpleLazyObject(lambda: _principals_of(person))
    return Actor(user=user, person=person, grants=found, right=right, assurance=assurance, principals=principals)


GRANTS = Prepared(lambda user: RoleGrant.objects.filter(user=user).order_by().values_list("role", "unit_id"))


def _principals_of(person: Person | None) -> frozenset[tuple[int | None, int | None]]:
    if person is None:
        return frozenset()
    return frozenset(Mandate.objects.valid().filter(delegate=person).values_list("person_id", "organisation_id"))


__all__ = [
    "SYSTEM_CLOCK",
    "SYSTEM_DELIVERY",
    "SYSTEM_DEMO",
    "SYSTEM_IMPORT",
    "SYSTEM_MAILBOX",
    "VISITOR",
    "Actor",
    "Assurance",
    "Channel",
]
__all__ += ["Right", "Role", "acting_rule", "actor_for", "actor_of", "external", "system"]
