# SPDX-License-Identifier: EUPL-1.2
"""Write .env.example from the table below. A test checks that every variable the portal reads is in the table.

Any variable may be given as NAME_FILE instead: the path of a file that holds the value (container secrets).
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# Variable, value to show, explanation.
NEEDED: list[tuple[str, str, str]] = [
    ("SECRET_KEY", "", "Signs sessions and links. At least 50 random characters."),
    (
        "HETU_KEYS",
        "",
        "Encrypts identity codes: Fernet keys, the newest first, separated by commas. See docs/deploy.md.",
    ),
    ("HETU_INDEX_KEY", "", "Finds an identity code without decrypting. At least 32 random characters; never changes."),
    ("SITE_URL", "https://asiointi.example", "The portal's address, as people see it."),
    ("ALLOWED_HOSTS", "asiointi.example", "Host names the portal answers to, separated by commas."),
    ("DATABASE_URL", "postgres://omakajaani:PASSWORD@db:5432/omakajaani", "PostgreSQL 15 or newer."),
    ("REDIS_URL", "redis://valkey:6379/0", "Valkey or Redis 7 or newer: broker and cache."),
    (
        "SIGNING_CERTIFICATE",
        "/signing/decisions.p12",
        "The certificate that decisions are signed with, and its key: PKCS#12. See docs/deploy.md.",
    ),
]

GROUPS: dict[str, list[tuple[str, str, str]]] = {
    "Front": [
        ("BEHIND_PROXY", "1", "1 when a proxy terminates TLS and sets X-Forwarded-Proto."),
        ("HSTS_SECONDS", "31536000", "How long browsers insist on https; 0 turns it off."),
        ("CSP_FORM_ACTION", "", "Addresses that a form may lead to; by default OIDC_SERVER_URL."),
        ("WEB_BIND", "0.0.0.0:8000", "Where the web server listens."),
        ("WEB_WORKERS", "2", "Processes of one web server."),
        ("WEB_THREADS", "4", "Threads of one process."),
        ("WEB_TMP_DIR", "/dev/shm", "Where a process touches its heartbeat file; a memory disk."),  # noqa: S108
        ("PROXY_IPS", "127.0.0.1", "Proxies whose forwarding headers are believed."),
        ("DATABASE_CONN_MAX_AGE", "300", "Seconds that a database connection is kept."),
        ("SESSION_SECONDS", "28800", "How long a session lives."),
    ],
    "Identification": [
        ("OIDC_SERVER_URL", "", "The OpenID Connect provider of strong identification; empty: not offered."),
        ("OIDC_CLIENT_ID", "omakajaani", "Our name there."),
        ("OIDC_CLIENT_SECRET", "", "Our secret there."),
        (
            "IDENTITY_STRONG_ACR",
            "",
            "Authentication classes that count as strong; empty: those of the Finnish trust network.",
        ),
        ("STAFF_MFA_REQUIRED", "1", "1 lets staff work only after they have taken a second factor into use."),
        ("SEARCHES_A_MINUTE", "120", "Searches of one network that are not answered from the page cache."),
        ("ALLOW_TEST_HETU", "0", "1 accepts the identity codes of test persons. Never in production."),
    ],
    "Other systems": [
        ("API_CALLS_A_MINUTE", "120", "Calls of the interface with one key (docs/api.md)."),
        (
            "WEBHOOKS_MAY_BE_LOCAL",
            "0",
            "1 tells other systems also over http and inside one's own network.",
        ),
    ],
    "Authority": [
        ("AUTHORITY_NAME", "Kajaanin kaupunki", "The name in letters and decisions."),
        ("SIGNING_PASSWORD", "", "Opens SIGNING_CERTIFICATE."),
        ("SIGNING_MAKES_OWN", "0", "1 makes a certificate that nobody trusts, when there is none. Only for trials."),
        ("REFERENCE_PREFIX", "KAJ", "Begins the reference of every case."),
        ("MUNICIPALITY_CODE", "205", "In the national code set of municipalities."),
        ("CITY_BUSINESS_ID", "0214958-9", "The authority's business id."),
        ("REGISTER_PREFIX", "KAJDno", "Begins the number in the register of cases."),
    ],
    "Maps": [
        (
            "MAP_TILE_URL",
            "",
            "Address of tiles with {z}, {x} and {y}; empty: our own drawing.",
        ),
        ("MAP_ATTRIBUTION", "", "Whose map it is, told on the map."),
        ("MAP_BOUNDS", "26.0,63.4,30.8,65.8", "West, south, east, north: places outside are refused."),
        ("MAP_CENTRE", "27.728,64.227", "Longitude and latitude where maps begin."),
    ],
    "Mail": [
        ("EMAIL_HOST", "127.0.0.1", "SMTP server."),
        ("EMAIL_PORT", "1025", ""),
        ("EMAIL_HOST_USER", "", ""),
        ("EMAIL_HOST_PASSWORD", "", ""),
        ("EMAIL_USE_TLS", "0", "1 for STARTTLS."),
        ("DEFAULT_FROM_EMAIL", "OmaKajaani <asiointi@omakajaani.example>", "Sender of the portal's letters."),
        ("MAIL_DOMAIN", "omakajaani.example", "Domain of message ids."),
        ("REPLY_ADDRESS", "", "Address for answers to mails of cases; its mailbox takes name+anything. Empty: none."),
        ("IMAP_HOST", "", "IMAP server of that mailbox; empty: answers are not asked for."),
        ("IMAP_PORT", "993", ""),
        ("IMAP_USER", "", ""),
        ("IMAP_PASSWORD", "", ""),
        ("IMAP_TLS", "1", "0 only for a server on the same machine."),
    ],
    "Files": [
        ("PRIVATE_MEDIA_ROOT", "/data/files", "Folder for what people send, when there is no bucket."),
        ("S3_BUCKET", "", "Bucket for what people send, instead of the folder."),
        ("S3_ENDPOINT_URL", "", "Address of the store of buckets; empty: that of Amazon."),
        ("S3_REGION", "", "Region of the bucket."),
        ("S3_ACCESS_KEY", "", "Our name there; empty: the machine's own rights (AWS_… variables, instance role)."),
        ("S3_SECRET_KEY", "", "Our secret there."),
        ("STATIC_ROOT", "/app/.local/static", "Where collectstatic puts style sheets and scripts."),
        ("CLAMD_ADDRESS", "", "Virus scanner, host:port or the path of its socket; empty: files are not scanned."),
    ],
    "Changing keys": [
        ("SECRET_KEY_FALLBACKS", "", "Earlier values of SECRET_KEY, until what they signed has expired."),
    ],
    "Developers only": [
        ("DEBUG", "0", "1 shows errors and uses insecure keys."),
        ("TESTING", "0", "Set by the tests."),
        ("LOCAL_DATA", ".local", "Folder of the embedded servers."),
    ],
}


def text() -> str:
    lines = ["# Made by scripts/env_example.py. Copy to .env and fill in.", "", "# --- needed in production ---"]
    for name, value, explanation in NEEDED:
        lines += [f"# {explanation}", f"{name}={value}"]
    for group, variables in GROUPS.items():
        lines += ["", f"# --- {group.lower()} ---"]
        for name, value, explanation in variables:
            lines += [*([f"# {explanation}"] if explanation else []), f"#{name}={value}"]
    return "\n".join(lines) + "\n"


def names() -> set[str]:
    return {name for variables in (NEEDED, *GROUPS.values()) for name, *_rest in variables}


if __name__ == "__main__":
    sys.exit((ROOT / ".env.example").write_text(text(), encoding="utf-8") and 0)
