# SPDX-License-Identifier: EUPL-1.2
"""JSON that nobody reads in the database."""

import json
from typing import Any

from portal.common.crypto import EncryptedTextField


class EncryptedJSONField(EncryptedTextField):
    """JSON that is ciphertext in the database: answers hold whatever people write, identity codes included."""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return json.loads(super().from_db_value(value, expression, connection) or "{}")

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:  # noqa: FBT001, FBT002
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        return super().get_db_prep_value(text, connection, prepared)
