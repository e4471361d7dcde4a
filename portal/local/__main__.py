# SPDX-License-Identifier: EUPL-1.2
"""`python -m portal.local`: see the package."""

import argparse
import os
import signal
import sys
from urllib.parse import urlsplit

from portal.local import LocalError
from portal.local.embedded import create_database
from portal.local.session import session


def main() -> int:
    arguments = _parser().parse_args()
    try:
        return int(arguments.run(arguments))
    except LocalError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except OSError as error:
        sys.stderr.write(f"{error.filename or 'Input or output'}: {error.strerror or error}\n")
        return 1
    except KeyboardInterrupt:
        return 128 + signal.SIGINT


def run(arguments: argparse.Namespace) -> int:
    """The command shares our terminal and hears Ctrl-C itself; we only wait for it."""
    with session() as local:
        process = local.start_here(arguments.command)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        return process.wait()


def createdb(arguments: argparse.Namespace) -> int:
    """On the server of DATABASE_URL, whose own database need not exist yet."""
    if given := os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = urlsplit(given)._replace(path="/postgres").geturl()
    with session() as local:
        create_database(local.env["DATABASE_URL"], arguments.name)
    return 0


def demo(arguments: argparse.Namespace) -> int:
    from portal.local.demo import run_demo

    return run_demo(port=arguments.port)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m portal.local", description="The portal on your own machine.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    add = commands.add_parser("demo", help="the whole portal with a small town in it")
    add.add_argument("--port", type=int, default=os.environ.get("PORT") or "8000")
    add.set_defaults(run=demo)
    add = commands.add_parser("run", help="run a command with PostgreSQL and Valkey up")
    add.add_argument("command", nargs="+", metavar="-- COMMAND")
    add.set_defaults(run=run)
    add = commands.add_parser("createdb", help="make a database")
    add.add_argument("name")
    add.set_defaults(run=createdb)
    return parser


if __name__ == "__main__":
    sys.exit(main())
