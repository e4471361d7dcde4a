# SPDX-License-Identifier: EUPL-1.2
import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from crispy_forms.utils import render_crispy_form
from django import forms

from portal.common.crispy import Actions, Choice, Prefilled, Section
from portal.pages.components import SampleForm

pytestmark = pytest.mark.urls("tests.common.urls")


class OneForm(forms.Form):
    """One field of the kind under test."""

    def __init__(self, field: forms.Field, data: dict[str, str] | None = None) -> None:
        super().__init__(data)
        self.fields["x"] = field


def html_of(form: forms.Form) -> str:
    return " ".join(str(render_crispy_form(form, context={"csrf_token": "t"})).split())


def test_error_summary_leads_to_each_field_and_to_the_first_of_a_group() -> None:
    html = html_of(SampleForm({}, prefix="wrong"))

    assert 'class="ds-error-summary" tabindex="-1"' in html
    assert "Korjaa 13 kohtaa, niin pääset jatkamaan" in html
    assert 'href="#id_wrong-name"' in html
    assert 'href="#id_wrong-need_0"' in html
    assert 'id="id_wrong-need_0"' in html


def test_form_without_errors_has_no_summary() -> None:
    assert "ds-error-summary" not in html_of(SampleForm())


def test_errors_of_the_whole_form_are_in_the_summary() -> None:
    form = OneForm(forms.CharField(required=False), {"x": ""})
    form.add_error(None, "Tiedot eivät täsmää.")

    assert "Korjaa 1 kohta, niin pääset jatkamaan" in html_of(form)
    assert "<li>Tiedot eivät täsmää.</li>" in html_of(form)


def test_field_is_described_by_help_and_error_in_that_order() -> None:
    html = html_of(OneForm(forms.EmailField(help_text="Ohje"), {"x": "väärin"}))

    assert 'aria-describedby="id_x_helptext id_x_error"' in html
    assert 'aria-invalid="true"' in html
    assert html.index('id="id_x_helptext"') < html.index('<input type="email"') < html.index('id="id_x_error"')


def test_only_the_optional_is_marked() -> None:
    assert "Vapaaehtoinen" in html_of(OneForm(forms.CharField(required=False)))
    assert "Vapaaehtoinen" not in html_of(OneForm(forms.CharField()))
    assert "Vapaaehtoinen" not in html_of(OneForm(forms.BooleanField(required=False)))


def test_browser_leaves_checking_to_the_server() -> None:
    html = html_of(OneForm(forms.CharField()))

    assert "novalidate" in html
    assert " required" not in html


@pytest.mark.parametrize("locked", [True, False], ids=["registry data", "own data"])
def test_prefilled_tells_its_source_and_only_registry_data_is_readonly(locked: bool) -> None:
    form = OneForm(forms.CharField(initial="Kalliokatu 14", required=False))
    form.helper = FormHelper()  # type: ignore[attr-defined]
    form.helper.layout = Layout(Prefilled("x", source="omista tiedoistasi", locked=locked))  # type: ignore[attr-defined]

    html = html_of(form)

    assert "Haettu omista tiedoistasi" in html
    assert 'aria-describedby="id_x_source"' in html
    assert (" readonly" in html) is locked
    assert ("voit muuttaa" in html) is not locked
    assert "disabled" not in html


def test_choice_opens_its_questions_right_after_the_answer() -> None:
    html = html_of(SampleForm(prefix="a"))

    opened = html.index('data-when="a-shift_work" data-is="[&quot;yes&quot;]"')
    assert html.index('id="id_a-shift_work_0"') < opened < html.index('id="id_a-shift_work_1"')
    assert opened < html.index('id="id_a-hours"') < html.index('id="id_a-shift_work_1"')


def test_group_of_choices_is_a_fieldset_with_legend_and_help() -> None:
    html = html_of(SampleForm())

    assert '<fieldset class="ds-fieldset" id="div_id_need" aria-describedby="id_need_helptext">' in html
    assert '<legend class="ds-label">Yksi vaihtoehto</legend>' in html


def test_text_area_counts_what_is_left() -> None:
    html = html_of(OneForm(forms.CharField(max_length=50, widget=forms.Textarea), {"x": "Hei"}))

    assert "Voit kirjoittaa vielä 47 merkkiä" in html
    assert 'aria-describedby="id_x_count"' in html


def test_text_that_is_too_long_is_counted_and_not_cut_by_the_browser() -> None:
    html = html_of(OneForm(forms.CharField(max_length=5, widget=forms.Textarea), {"x": "Hei vaan"}))

    assert "Tekstissä on 3 merkkiä liikaa" in html
    assert "maxlength" not in html


def test_money_and_date_ask_for_the_right_keyboard() -> None:
    html = html_of(SampleForm())

    assert '<span class="ds-field-affix">€/kk</span>' in html
    assert html.count('inputmode="decimal"') == 1
    assert html.count('inputmode="numeric"') == 1


def test_file_field_makes_the_form_multipart_and_has_no_clear_box() -> None:
    html = html_of(OneForm(forms.FileField(required=False)))

    assert 'enctype="multipart/form-data"' in html
    assert 'type="checkbox"' not in html


def test_section_and_actions_frame_the_form() -> None:
    form = OneForm(forms.CharField())
    form.helper = FormHelper()  # type: ignore[attr-defined]
    form.helper.layout = Layout(Section("Lapsi", "x"), Actions("Jatka", back_url="/a/", pause_url="/oma/"))  # type: ignore[attr-defined]

    html = html_of(form)

    assert '<section class="k-stack" data-gap="6" aria-labelledby="osio-lapsi">' in html
    assert 'href="/a/"' in html
    assert "Keskeytä ja jatka myöhemmin" in html


def test_what_people_write_is_escaped() -> None:
    html = html_of(OneForm(forms.CharField(label="<b>L</b>", help_text="<i>H</i>"), {"x": '"><script>'}))

    assert "<script>" not in html.replace('<script type="module"', "")
    assert "&lt;b&gt;L" in html


def test_choice_layout_knows_its_fields() -> None:
    layout = Layout(Choice("a", {"yes": ["b", "c"]}))

    assert [pointer.name for pointer in layout.get_field_names()] == ["a", "b", "c"]
