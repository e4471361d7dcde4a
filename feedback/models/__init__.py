# SPDX-License-Identifier: EUPL-1.2
from feedback.models.feedback import Feedback
from feedback.models.routing import Routing
from feedback.models.update import Update

__all__ = ["Feedback", "Routing", "Update"]
