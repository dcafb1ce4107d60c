"""A few mutated feeds in every run; tests/quality/test_feed_mutations.py has twenty thousand of real ones."""

import asyncio
import json
import random
from collections import Counter
from datetime import UTC, datetime

from feed_server import item, rss
from mutations import mutate

from feeds.reading.confined import Bounds, BreachError, Confinement
from feeds.reading.jobs import FeedJob, FeedRead

T0 = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
COUNT = 150
RSS1 = b"""<?xml version="1.0" encoding="iso-8859-1"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel><title>P\xe4per</title></channel><item rdf:about="https://p.example/a"><title>\xdcber</title>
<link>https://p.example/a</link></item></rdf:RDF>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de" xml:base="https://p.example/"><title>P</title>
<entry><id>tag:p.example,1</id><title type="html">A &lt;i>dam&lt;/i></title><link href="a"/>
<updated>2026-03-01T08:00:00Z</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
<p>One.</p><p>Two.</p></div></content></entry></feed>"""
SITEMAP = b"""<urlset xmlns:news="x"><url><loc>https://p.example/a</loc><news:news>
<news:title>A</news:title></news:news></url></urlset>"""
JSON = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [{"id": 1, "url": "/a", "title": "T"}]})
SEEDS = [
    rss(*(item(f"n{n}", "A <b>dam</b> &amp; a bridge broke.") for n in range(5))), RSS1, ATOM, SITEMAP, JSON.encode()
]  # fmt: skip


def test_mutated_feeds_are_read_or_refused_in_words_and_end_no_process():
    rng = random.Random(2026)
    bodies = [mutate(rng.choice(SEEDS), rng.choice(SEEDS), rng) for _ in range(COUNT)]

    async def run():
        outcomes = Counter()
        async with Confinement(bounds=Bounds(seconds=5)) as confinement:
            for body in bodies:
                job = FeedJob("https://p.example/f", "", "feed", body, "text/xml", "https://p.example/f", T0)
                try:
                    said = await confinement.run(job, FeedRead)
                except BreachError as error:
                    outcomes[error.breach] += 1
                    continue
                outcomes["refused" if said.error else "read"] += 1
        return outcomes

    outcomes = asyncio.run(run())
    assert sum(outcomes.values()) == COUNT
    assert outcomes["read"] > COUNT / 4
    assert outcomes["time"] + outcomes["memory"] < COUNT / 50
    assert outcomes["crash"] == 0
