"""A page to its article: the text among all else, what the page says of itself, and what is no page."""

import pytest

from feeds.reading.jobs import PageJob
from feeds.reading.work import do

URL = "https://paper.example/2026/dam"


def paragraphs(count=6):
    return "".join(
        f"<p>The ministry said that part {n} of the dam above the valley had held, and that nobody was hurt.</p>"
        for n in range(count)
    )


def page(article="", head="", body=""):
    menu = "".join(f'<li><a href="/{n}">Section {n}</a></li>' for n in range(30))
    return (
        f"<!DOCTYPE html><html><head><title>The dam | Paper</title>{head}</head><body><nav><ul>{menu}</ul></nav>"
        f"<article><h1>The dam</h1>{article or paragraphs()}</article>{body}<footer>Copyright</footer></body></html>"
    )


def read(html, content_type="text/html; charset=utf-8", url=URL):
    return do(PageJob(html.encode() if isinstance(html, str) else html, content_type, url))


def test_the_text_is_found_in_paragraphs_without_menus_or_its_title():
    said = read(page())
    assert said.text.startswith("The ministry said that part 0")
    assert said.text.count("\n\n") == 5
    assert "Section" not in said.text
    assert "Copyright" not in said.text
    assert (said.language, said.paywalled, said.canonical) == ("en", False, "")


@pytest.mark.parametrize(
    ("href", "canonical"),
    [("/dam", "https://paper.example/dam"), ("https://other.example/x", "https://other.example/x"), ("http://[", "")],
)
def test_its_canonical_address_is_absolute(href, canonical):
    assert read(page(head=f'<link rel="canonical" href="{href}">')).canonical == canonical


@pytest.mark.parametrize(
    ("head", "paywalled"),
    [
        ('<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>', True),
        ('<script type="application/ld+json">{"@graph": [{}, {"isAccessibleForFree": "False"}]}</script>', True),
        ('<script type="application/ld+json">[{"isAccessibleForFree": "no"}]</script>', True),
        ('<meta property="article:content_tier" content="locked">', True),
        ('<script type="application/ld+json">{"hasPart": {"isAccessibleForFree": false}}</script>', False),
        ('<script type="application/ld+json">{"isAccessibleForFree": true}</script>', False),
        ('<script type="application/ld+json">{"isAccessibleForFree": </script>', False),
        ('<script type="application/ld+json">' + "[" * 50_000 + "</script>", False),
        ('<meta property="article:content_tier" content="metered">', False),
    ],
)
def test_a_page_that_is_not_free_to_read_says_so_itself(head, paywalled):
    assert read(page(head=head)).paywalled is paywalled


@pytest.mark.parametrize(
    ("encoding", "content_type", "head"),
    [
        ("iso-8859-1", "text/html; charset=ISO-8859-1", ""),
        ("windows-1252", "text/html", '<meta charset="windows-1252">'),
        ("utf-8", "text/html; charset=us-ascii", '<meta charset="utf-8">'),
    ],
)
def test_a_page_is_read_in_its_encoding_though_its_header_may_lie(encoding, content_type, head):
    words = "<p>Über dem Tal hielt der größte Teil des Dammes, sagte die Ministerin am späten Abend in München.</p>"
    assert "größte" in read(page(words * 3 + words, head=head).encode(encoding), content_type).text


@pytest.mark.timeout(60)
@pytest.mark.parametrize("piece", ["", "\0", "<div>", "<p>x", "<a href='", "<table><tr><td>", "<!--", "<ul><li>x", "<"])
def test_a_hostile_page_ends(piece):
    assert isinstance(read("<html><body>" + piece * 8_000).text, str)


def test_what_is_no_page_has_no_text():
    for body in (b"", b"%PDF-1.7 \xff\xfe", b"\x89PNG\r\n", b"{}"):
        assert read(body).text == ""
