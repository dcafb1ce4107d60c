"""Step one: an article's text → entities, statements, narration and figures, in processes of their own."""

import asyncio
from collections.abc import Awaitable, Callable

from faust.types import AppT, StreamT, TopicT

from agents.stream import Step, handle_ahead, send_acknowledged
from storywatch import metrics
from storywatch.language.pool import AnalysisPool, Failure
from storywatch.messages import Analysis, Article, Header, decode, encode


class UnreadableArticleError(ValueError):
    """Analysis could not take this article; another try would fail the same way."""


def add_analyse(
    app: AppT,
    step: Step[Article],
    articles: TopicT,
    analyses: TopicT,
    pool: AnalysisPool,
    is_done: Callable[[Header], Awaitable[bool]],
) -> None:
    """Read `articles`, send an Analysis for each to `analyses`, in the same order.

    One that its outlet has taken down has no text, and ends here: what it said stays said.

    One that `is_done` goes no further: after a restart all that waited comes again, behind what it then stood before,
    and by its turn its story may be closed and would be opened a second time.
    """

    async def begin(article: Article) -> bytes | None:
        if await is_done(article.header):
            return None
        if article.gone:
            await step.abandon(encode(article))
            return None
        with metrics.timed("analyse"):
            (result,) = await asyncio.wrap_future(pool.submit([encode(article)]))
        if isinstance(result, Failure):
            raise UnreadableArticleError(result.error)
        return result

    async def finish(article: Article, analysis: bytes | None) -> None:
        if article.gone:
            metrics.GONE.inc()
            return
        if analysis is None:
            metrics.REPEATED.labels("analyse").inc()
            return
        await send_acknowledged(analyses, [(article.header.language, analysis)])
        metrics.count_analysis(decode(analysis, Analysis))
        metrics.count_language(pool.language_of(article))

    @app.agent(articles, name="analyse")
    async def analyse(stream: StreamT) -> None:
        await handle_ahead(stream, step, begin, finish, width=pool.width)
