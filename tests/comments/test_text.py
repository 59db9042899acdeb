"""Markdown in, safe HTML out."""

from __future__ import annotations

import pytest

from comments.text import clean_body, is_blank, render

REL = 'rel="nofollow ugc noopener"'


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("*a* **b** `c`", "<p><em>a</em> <strong>b</strong> <code>c</code></p>"),
        ("> quoted", "<blockquote>\n<p>quoted</p>\n</blockquote>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("3. c", '<ol start="3">\n<li>c</li>\n</ol>'),
        (
            "[a](https://example.org 't')",
            f'<p><a href="https://example.org" title="t" {REL}>a</a></p>',
        ),
        (
            "https://example.org",
            f'<p><a href="https://example.org" {REL}>https://example.org</a></p>',
        ),
        ("[a](javascript:alert(1))", f"<p><a {REL}>a</a></p>"),
        ("[a](/relative)", f"<p><a {REL}>a</a></p>"),
        ("[a](data:text/html,x)", f"<p><a {REL}>a</a></p>"),
        ("![alt](https://example.org/x.png)", "<p></p>"),
        ("1 < 2 & 3", "<p>1 &lt; 2 &amp; 3</p>"),
        ("`<b>`", "<p><code>&lt;b&gt;</code></p>"),
    ],
)
def test_rendering(source: str, html: str) -> None:
    assert render(source) == html


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<a onclick=x>y</a>",
        "<style>*{}</style>",
    ],
)
def test_raw_html_is_left_out(source: str) -> None:
    html = render(f"before {source} after")
    assert not any(word in html for word in ("script", "img", "onclick", "style"))
    assert html.startswith("<p>before")


def test_cleaning() -> None:
    assert clean_body("  a\r\nb\rc\x00\x07 \u202e") == "a\nb\nc"
    assert clean_body("e\u0301") == "é"
    assert clean_body("a" + "\n" * 9 + "b") == "a\n\n\nb"
    assert clean_body("👩\u200d🚀") == "👩\u200d🚀"


def test_reordering_characters_do_not_come_back_as_entities() -> None:
    assert render("&#x202e;abc [x](https://example.org '&#x2066;')").count("\u202e") == 0
    assert "\u2066" not in render("[x](https://example.org '&#x2066;')")


@pytest.mark.parametrize("source", [">" * 5_000, "> " * 2_400 + "a", "*a **b " * 700, "- " * 2_400])
def test_deep_nesting_neither_grows_nor_nests(source: str) -> None:
    html = render(source)
    assert len(html) < 5 * len(source)
    assert html.count("<blockquote>") <= 20


@pytest.mark.parametrize(
    ("source", "blank"),
    [
        ("", True),
        ("\u200b", True),
        ("\u3164", True),
        ("\u2800", True),
        ("\u2800 &nbsp;", True),
        ("![](x)", True),
        ("?", False),
        ("👍", False),
    ],
)
def test_blank(source: str, blank: bool) -> None:
    assert is_blank(render(source)) is blank


def test_nested_input_costs_little() -> None:
    for source in (
        "[" * 5_000,
        "*" * 5_000,
        ">" * 5_000,
        "- " * 2_500,
        "`" * 5_000,
        "[a](" * 1_250,
    ):
        assert isinstance(render(source), str)
