# SPDX-License-Identifier: EUPL-1.2
import pytest

from services.catalogue.richtext import to_html


@pytest.mark.parametrize(
    ("text", "part"),
    [
        pytest.param("Yksi\n* a\n* b", "<li>a</li>", id="list straight after a paragraph"),
        pytest.param("# Otsikko", "<h3", id="headings begin at h3"),
        pytest.param("|a|b|\n|---|---|\n|1|2|", "<td>1</td>", id="table"),
        pytest.param("[sivu](https://kunta.example/)", 'href="https://kunta.example/"', id="link"),
    ],
)
def test_markdown_becomes_html(text: str, part: str) -> None:
    assert part in to_html(text)


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "[x](javascript:alert(1))", '<img src=x onerror="a()">'])
def test_nothing_that_runs_survives(text: str) -> None:
    html = to_html(text)

    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html
