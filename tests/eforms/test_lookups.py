# SPDX-License-Identifier: EUPL-1.2
import pytest

from tests.cast import Cast


@pytest.mark.parametrize(
    ("code", "office"), [("88610", "Vuokatti"), (" 87100 ", "Kajaani"), ("00100", ""), ("", ""), ("<b>", "")]
)
def test_anybody_may_ask_the_post_office_of_a_code(cast: Cast, code: str, office: str) -> None:
    answer = cast.visitor.client().get("/postinumero/", {"koodi": code})

    assert answer.text == office
    assert "public" in answer.headers["Cache-Control"]
    assert "Set-Cookie" not in answer.headers
