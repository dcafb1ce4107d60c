"""The first step: an article that its outlet has taken down ends here, and is done."""

import asyncio
from types import SimpleNamespace

from msgspec.structs import replace

from agents import analyse
from agents.stream import Step
from storywatch.messages import Article, decode
from tests.builders import article


def test_an_article_that_is_gone_is_done_and_is_not_analysed(monkeypatch):
    taken, abandoned = {}, []

    async def capture(_stream, _step, begin, finish, *, width):
        taken.update(begin=begin, finish=finish)

    async def abandon(raw):
        abandoned.append(decode(raw, Article).header.id)

    async def is_done(_header):
        return False

    monkeypatch.setattr(analyse, "handle_ahead", capture)
    agents = []
    app = SimpleNamespace(agent=lambda _topic, name: agents.append)
    pool = SimpleNamespace(width=1)  # without `submit`: whoever analysed would fail
    step = Step("analyse", lambda raw: decode(raw, Article), None, abandon)
    analyse.add_analyse(app, step, None, None, pool, is_done)
    gone = replace(article("a9"), text="", gone=True)

    async def run():
        await agents[0](None)
        before = analyse.metrics.GONE._value.get()
        result = await taken["begin"](gone)
        await taken["finish"](gone, result)
        return analyse.metrics.GONE._value.get() - before

    assert (asyncio.run(run()), abandoned) == (1, ["a9"])
