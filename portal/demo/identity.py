# SPDX-License-Identifier: EUPL-1.2
"""A real OpenID Connect provider with invented people: `python -m portal.demo.identity --port 8090`.

Never in production. It stands in for Suomi.fi: one picks a person and comes back with the claims of characters.py.
"""

import argparse
import os

from oidc_provider_mock import User, app
from werkzeug.serving import make_server

from portal.demo.characters import AINO, PETRI, TEST_PERSONS, VEIKKO, Character


def user_of(character: Character) -> User:
    return User(sub=character.sub, claims=character.claims)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m portal.demo.identity", description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    arguments = parser.parse_args()
    # The provider's library refuses http otherwise; it listens to this machine only.
    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"
    users = [user_of(character) for character in (AINO, VEIKKO, PETRI, *TEST_PERSONS)]
    make_server("127.0.0.1", arguments.port, app(user_claims=users), threaded=True).serve_forever()


if __name__ == "__main__":
    main()
