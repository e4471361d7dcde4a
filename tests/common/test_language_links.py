# SPDX-License-Identifier: EUPL-1.2
import pytest
from django.urls import translate_url
from django.utils.translation import get_language_from_path, override

from portal.common.language import path_in_language


@pytest.mark.parametrize("code", ["fi", "sv", "en"])
@pytest.mark.parametrize("path", ["/", "/sv/", "/en/palaute/", "/palaute/?laji=kysymys", "/sv/palaute/?laji=kysymys"])
def test_same_page_in_another_language_is_where_django_finds_it(path: str, code: str) -> None:
    with override(get_language_from_path(path) or "fi"):
        expected = translate_url(path, code)

    assert path_in_language(path, code) == expected


def test_page_that_does_not_exist_keeps_its_address() -> None:
    assert path_in_language("/svenska/", "en") == "/en/svenska/"
