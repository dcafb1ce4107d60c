"""Does what a job asks for. Each kind's parser, tens of megabytes of libraries, is imported at the first such job."""

from typing import overload

from feeds.reading.jobs import FeedJob, FeedRead, Job, LookJob, LookRead, PageJob, PageRead


@overload
def do(job: FeedJob) -> FeedRead: ...
@overload
def do(job: PageJob) -> PageRead: ...
@overload
def do(job: LookJob) -> LookRead: ...
def do(job: Job) -> FeedRead | PageRead | LookRead:
    """Do a job. What this raises is a defect of ours: whatever bytes can be, the answers have words for."""
    match job:
        case FeedJob():
            from feeds.reading.bodies import read_body  # noqa: PLC0415

            return read_body(job)
        case PageJob():
            from feeds.reading.extraction import extract_page  # noqa: PLC0415

            return extract_page(job)
        case LookJob():
            from feeds.reading.discovery import look  # noqa: PLC0415

            return look(job)
