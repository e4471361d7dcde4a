# SPDX-License-Identifier: EUPL-1.2
"""The life of a form in the catalogue of forms. A version inside it never changes; see models.FormVersion.

draft --publish--> published --pause--> paused --publish--> published
                       |                   |
                       +------retire-------+--> retired --publish--> published
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.common.workflow import Transition
from services.eforms import permissions


class Status(models.TextChoices):
    DRAFT = "draft", _("luonnos")
    PUBLISHED = "published", _("julkaistu")
    PAUSED = "paused", _("tauolla")
    RETIRED = "retired", _("poistettu käytöstä")


class Verb(models.TextChoices):
    PUBLISH = "publish", _("Julkaise")
    PAUSE = "pause", _("Keskeytä käyttö")
    RETIRE = "retire", _("Poista käytöstä")


TRANSITIONS = (
    Transition(Verb.PUBLISH, frozenset(Status), Status.PUBLISHED, permissions.can_publish_form, "form.published"),
    Transition(Verb.PAUSE, frozenset({Status.PUBLISHED}), Status.PAUSED, permissions.can_publish_form, "form.paused"),
    Transition(
        Verb.RETIRE,
        frozenset({Status.PUBLISHED, Status.PAUSED}),
        Status.RETIRED,
        permissions.can_publish_form,
        "form.retired",
    ),
)

# A bundle has the life of a form.
BUNDLE_TRANSITIONS = (
    Transition(Verb.PUBLISH, frozenset(Status), Status.PUBLISHED, permissions.can_publish_bundle, "bundle.published"),
    Transition(
        Verb.PAUSE, frozenset({Status.PUBLISHED}), Status.PAUSED, permissions.can_publish_bundle, "bundle.paused"
    ),
    Transition(
        Verb.RETIRE,
        frozenset({Status.PUBLISHED, Status.PAUSED}),
        Status.RETIRED,
        permissions.can_publish_bundle,
        "bundle.retired",
    ),
)
