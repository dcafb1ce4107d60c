"""News sitemaps, their indexes, and what is none."""

import gzip
from datetime import UTC, datetime

import pytest

from feeds.reading.article import Source, make_articles
from feeds.reading.failing import FeedError
from feeds.reading.sitemap import MAX_MAPS, MAX_UNPACKED, is_sitemap, parse_sitemap
from storywatch.messages import Article

URL = "https://paper.example/sitemap-news.xml"
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">'
)


def news(slug, day):
    return (
        f"<url><loc>https://paper.example/{slug}</loc><news:news><news:publication><news:name>The Paper</news:name>"
        f"<news:language>de</news:language></news:publication><news:publication_date>2026-03-0{day}T08:00:00Z"
        f"</news:publication_date><news:title>Title of {slug} &amp; more</news:title></news:news></url>"
    )


def sitemap(*urls):
    return (HEAD + "".join(urls) + "</urlset>").encode()


def test_a_news_sitemap_is_a_feed_newest_first():
    feed = parse_sitemap(sitemap(news("a", 1), news("b", 2), "<url><loc>https://paper.example/c</loc></url>"), "", URL)
    first, second = make_articles(Source(URL, feed), datetime(2026, 3, 3, tzinfo=UTC))
    assert isinstance(first, Article)
    assert (first.header.url, first.header.title) == ("https://paper.example/b", "Title of b & more")
    assert (first.header.language, first.header.outlet) == ("de", "paper.example")
    assert first.header.published == datetime(2026, 3, 2, 8, tzinfo=UTC)
    assert second.header.url == "https://paper.example/a"
    assert feed.title == "The Paper"


def test_a_packed_one_is_unpacked_and_an_ill_formed_one_mended():
    body = sitemap(news("a", 1)).replace(b" &amp; ", b" & ")
    assert is_sitemap(body)
    assert len(parse_sitemap(gzip.compress(body), "", URL).entries) == 1
    assert len(parse_sitemap(body[:-9], "", URL).entries) == 1


def test_an_index_leads_to_the_outlets_own_newest_news_sitemaps():
    maps = "".join(
        f"<sitemap><loc>https://{host}/{name}.xml</loc><lastmod>2026-03-0{day}</lastmod></sitemap>"
        for host, name, day in [
            ("paper.example", "news-1", 1),
            ("other.example", "news-2", 9),
            ("paper.example", "pages", 8),
            *(("www.paper.example", f"news-{n}", n) for n in range(3, 8)),
        ]
    )
    leads = parse_sitemap(f"<sitemapindex>{maps}</sitemapindex>".encode(), "", URL).leads
    assert leads == tuple(f"https://www.paper.example/news-{n}.xml" for n in (7, 6, 5))
    assert len(leads) == MAX_MAPS


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "no sitemap"),
        (b"<html><body>404", "no sitemap"),
        (b"\x1f\x8bnonsense", "broken"),
        (sitemap("<url><loc>https://paper.example/c</loc></url>"), "news sitemap"),
    ],
)
def test_what_is_no_news_sitemap_says_so(body, words):
    with pytest.raises(FeedError, match=words):
        parse_sitemap(body, "", URL)


def test_a_bomb_ends_at_the_bound():
    with pytest.raises(FeedError, match="unpacked"):
        parse_sitemap(gzip.compress(b" " * (MAX_UNPACKED + 1_000), 1), "", URL)


def declaring(declarations, title):
    body = sitemap(news("a", 1)).decode().replace("?>", f"?><!DOCTYPE urlset [{declarations}]>")
    return body.replace("Title of", title).encode()


def test_no_entity_names_a_file(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("TOP SECRET")
    body = declaring(f'<!ENTITY x SYSTEM "{secret.as_uri()}"><!ENTITY y "inner">', "Title &x; &y; of")
    assert "SECRET" not in str(parse_sitemap(body, "", URL))


@pytest.mark.timeout(20)
def test_a_bomb_of_entities_is_no_sitemap():
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "lol"}">' for n in range(12))
    with pytest.raises(FeedError):
        parse_sitemap(declaring(bomb, "Title &e11; of"), "", URL)
