# SPDX-License-Identifier: EUPL-1.2
"""What a deployer sets. Every reader fails loudly, naming the variable, so a typo never becomes a default."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

_TRUE, _FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}


def env_str(name: str, default: str | None = None) -> str:
    """The variable, or the content of the file that NAME_FILE points to (container secrets)."""
    if path := os.environ.get(f"{name}_FILE"):
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE: cannot read {path}: {error.strerror}") from error
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"{name} is not set.")
    return value


def env_bool(name: str, *, default: bool = False) -> bool:
    value = env_str(name, "1" if default else "0").lower()
    if value not in _TRUE | _FALSE:
        raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")
    return value in _TRUE


def env_int(name: str, default: int) -> int:
    value = env_str(name, str(default))
    try:
        return int(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.") from error


def env_list(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in env_str(name, default).split(",") if part.strip()]


def env_numbers(name: str, default: str, *, count: int) -> tuple[float, ...]:
    try:
        numbers = tuple(float(part) for part in env_list(name, default))
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be numbers with commas between.") from error
    if len(numbers) != count:
        raise ImproperlyConfigured(f"{name} must be {count} numbers, not {len(numbers)}.")
    return numbers


def env_secret(name: str, *, insecure_default: str | None = None, min_length: int = 32) -> str:
    """A secret. `insecure_default` is given only where DEBUG is on; production must set its own."""
    value = env_str(name, insecure_default or "")
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. Production does not start without it.")
    if len(value) < min_length:
        raise ImproperlyConfigured(f"{name} is too short: at least {min_length} characters are needed.")
    return value


def env_url(name: str, default: str | None = None, *, schemes: tuple[str, ...]) -> str:
    value = env_str(name, default)
    if urlsplit(value).scheme not in schemes:
        raise ImproperlyConfigured(f"{name} must start with {' or '.join(f'{s}://' for s in schemes)}.")
    return value
