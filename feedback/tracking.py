# SPDX-License-Identifier: EUPL-1.2
"""How somebody without an account comes back to their feedback: by a code they wrote down, or by a link in an e-mail.

Both are made of secrets that never are in the database together with the feedback, so nothing of them is stored.
"""

from django.core import signing
from django.utils.crypto import constant_time_compare
from django.utils.translation import override

from feedback.models import Feedback
from portal.common.crypto import keyed_hash
from portal.common.references import normalise_tracking_code, tracking_code_from

_signer = signing.Signer(salt="feedback.follow")


def tracking_code(feedback: Feedback) -> str:
    return tracking_code_from(keyed_hash(f"feedback:{feedback.key}"))


def is_code_of(feedback: Feedback, text: str) -> bool:
    return constant_time_compare(normalise_tracking_code(text), tracking_code(feedback))


def follow_url(feedback: Feedback) -> str:
    """The address that goes into the giver's e-mail: it opens the feedback by itself."""
    with override(feedback.language):
        return f"{feedback.get_absolute_url()}?avain={_signer.signature(feedback.reference)}"


def is_key_of(feedback: Feedback, signature: str) -> bool:
    return constant_time_compare(signature, _signer.signature(feedback.reference))
