# SPDX-License-Identifier: EUPL-1.2
"""{% load questions %}: the questions of a step as its helper lays them out (services/eforms/layout.py)."""

from crispy_forms.helper import FormHelper
from django import template
from django.template import Context
from django.utils.safestring import SafeString

from services.eforms.engine.steps import StepForm

register = template.Library()


@register.simple_tag(takes_context=True)
def questions(context: Context, form: StepForm, helper: FormHelper) -> SafeString:
    """As `{% crispy form helper %}`, without the templates around it: the page has the form's tag and its errors."""
    with context.push():
        drawn: SafeString = helper.render_layout(form, context)
    return drawn
