# SPDX-License-Identifier: EUPL-1.2
"""The staff's pages: one inbox for feedback from every channel, the workspace of one, and the topics that route it."""

from django.contrib import admin

from feedback.admin.inbox import Inbox
from feedback.admin.topics import TopicAdmin
from feedback.models import Feedback, Routing

admin.site.register(Feedback, Inbox)
admin.site.register(Routing, TopicAdmin)
