"""Step one: an article's text → entities, statements, narration and figures, in processes of their own."""

import asyncio

from faust.types import AppT, StreamT, TopicT

from agents.stream import Step, handle_ahead, send_acknowledged
from storywatch import metrics
from storywatch.language.pool import AnalysisPool, Failure
from storywatch.messages import Analysis, Article, decode, encode


class UnreadableArticleError(ValueError):
    """Analysis could not take this article; another try would fail the same way."""


def add_analyse(app: AppT, step: Step[Article], articles: TopicT, analyses: TopicT, pool: AnalysisPool) -> None:
    """Read `articles`, send an Analysis for each to `analyses`, in the same order."""

    async def begin(article: Article) -> bytes:
        with metrics.timed("analyse"):
            (result,) = await asyncio.wrap_future(pool.submit([encode(article)]))
        if isinstance(result, Failure):
            raise UnreadableArticleError(result.error)
        return result

    async def finish(article: Article, analysis: bytes) -> None:
        await send_acknowledged(analyses, [(article.header.language, analysis)])
        metrics.count_analysis(decode(analysis, Analysis))

    @app.agent(articles, name="analyse")
    async def analyse(stream: StreamT) -> None:
        await handle_ahead(stream, step, begin, finish, width=pool.width)
