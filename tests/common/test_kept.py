# SPDX-License-Identifier: EUPL-1.2
from typing import Any

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

pytestmark = pytest.mark.urls("tests.common.urls")

LOAD = "{% load omakajaani %}"


def show(template: Template, path: str = "/", **names: object) -> str:
    return template.render(Context({"request": RequestFactory().get(path), **names})).strip()


def test_languages_are_kept_apart() -> None:
    template = Template(LOAD + "{% sameforall %}{% get_current_language as code %}{{ code }}{% endsameforall %}")

    for code in ("fi", "sv", "en", "fi", "sv"):
        with translation.override(code):
            assert show(template) == code


def test_nothing_of_one_person_gets_into_the_kept_part() -> None:
    source = "{% sameforall %}{{ request.path }}{{ name }}{{ user }}{% csrf_token %}{% endsameforall %}, {{ name }}"
    template = Template(LOAD + source)

    assert show(template, name="Aino", user="aino", csrf_token="t") == ", Aino"
    assert show(template, name="Veikko") == ", Veikko"


def test_truths_are_kept_apart_and_are_only_truths() -> None:
    template = Template(LOAD + "{% sameforall a=x b=y.z %}{{ a }}{{ b }}{% endsameforall %}")

    assert show(template, x="secret", y={"z": 0}) == "TrueFalse"
    assert show(template, x="", y={"z": 1}) == "FalseTrue"
    assert show(template) == "FalseFalse"
    assert show(template, x="other secret") == "TrueFalse"


def test_the_place_where_one_is_is_marked_anew() -> None:
    line = '{% menu_link "catalogue:list" "Palvelut" %}'
    kept, plain = Template(LOAD + "{% sameforall %}" + line * 2 + "{% endsameforall %}"), Template(LOAD + line * 2)

    for path, nav in [("/", ""), ("/palvelut/", ""), ("/palvelut/x/", ""), ("/x/", "catalogue:list"), ("/", "")]:
        assert show(kept, path, nav=nav) == show(plain, path, nav=nav)


def test_menus_of_two_site_maps_are_kept_apart(settings: Any) -> None:
    template = Template(LOAD + '{% sameforall %}{% menu_link "catalogue:list" "Palvelut" %}{% endsameforall %}')
    assert "Palvelut" in show(template)

    settings.ROOT_URLCONF = ()

    assert show(template) == ""
