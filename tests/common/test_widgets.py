# SPDX-License-Identifier: EUPL-1.2
import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.test import SimpleTestCase

from portal.common.widgets import WidgetRenderer

ATTRS = {"id": 'x"1', "class": "ds-input", "required": True, "cols": False, "size": 12}
CHOICES = [("", "Valitse"), ("a&b", "<b>A</b>"), ("Ryhmä", [("c", "C"), ("d", "D")])]


@pytest.mark.parametrize(
    ("widget", "value"),
    [
        (forms.TextInput(), '"><script>'),
        (forms.TextInput(), None),
        (forms.NumberInput(), 1234.5),
        (forms.EmailInput(), "a@b.example"),
        (forms.PasswordInput(), "secret"),
        (forms.HiddenInput(), 0),
        (forms.DateInput(), "1.2.2026"),
        (forms.FileInput(), None),
        (forms.CheckboxInput({"value": "yes"}), True),
        (forms.CheckboxInput(), False),
        (forms.Textarea(), "</textarea>\n&"),
        (forms.Textarea(), None),
        (forms.Select(choices=CHOICES), "a&b"),
        (forms.SelectMultiple(choices=CHOICES), ["c", "d"]),
        (forms.RadioSelect(choices=CHOICES), "a&b"),
        (forms.CheckboxSelectMultiple(choices=CHOICES), ["c"]),
        (forms.SplitDateTimeWidget(), None),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, forms.Widget) else "",
)
def test_widgets_look_as_django_draws_them(widget: forms.Widget, value: object) -> None:
    ours = widget.render('n"ame', value, dict(ATTRS), WidgetRenderer())
    theirs = widget.render('n"ame', value, dict(ATTRS), TemplatesSetting())

    SimpleTestCase().assertHTMLEqual(ours, theirs)


def test_choices_drawn_one_by_one_look_as_django_draws_them() -> None:
    class Form(forms.Form):
        radio = forms.ChoiceField(choices=[("a&b", "<b>A</b>"), ("c", "C")], widget=forms.RadioSelect)

    ours = Form({"radio": "c"}, renderer=WidgetRenderer())["radio"]
    theirs = Form({"radio": "c"}, renderer=TemplatesSetting())["radio"]

    assert "checked" in ours.subwidgets[1].tag()
    for drawn, expected in zip(ours.subwidgets, theirs.subwidgets, strict=True):
        SimpleTestCase().assertHTMLEqual(drawn.tag(), expected.tag())
