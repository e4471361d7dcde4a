# SPDX-License-Identifier: EUPL-1.2
"""Running numbers. References come from a database sequence per year and may skip a number (nobody waits for anybody);
sections of decisions come from the register and may not."""

from django.conf import settings
from django.db import connection, models

from portal.common.references import format_reference

_SEQUENCE_LOCK, _SECTION_LOCK = 7001, 7002


def new_reference(year: int) -> str:
    """KAJ-2026-004312-X, never the same twice."""
    return format_reference(settings.REFERENCE_PREFIX, year, _next_of_sequence(f"cases_reference_{year:d}"))


def _next_of_sequence(name: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(to_regclass(%s))", [name])
        number = cursor.fetchone()[0]
        if number is None:
            # The first case of the year. The lock makes a second one wait instead of failing on the same name.
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_SEQUENCE_LOCK])
            cursor.execute(f'CREATE SEQUENCE IF NOT EXISTS "{name}"')
            cursor.execute("SELECT nextval(%s)", [name])
            number = cursor.fetchone()[0]
        return int(number)


def next_section(decisions: "models.QuerySet[models.Model]", *, unit_id: int, year: int) -> int:
    """The next § of the unit's register of the year, without gaps: held until the caller's transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_SECTION_LOCK + year, unit_id])
    last = decisions.filter(unit_id=unit_id, year=year).aggregate(last=models.Max("number"))["last"]
    return int(last or 0) + 1
