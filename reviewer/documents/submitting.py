"""Putting requests into a document's queue from any thread, and the request that comes before all others: to open it.

Owns the handle on a document's bytes for as long as its lane needs them again, and what becomes of a request without a worker.
"""

from __future__ import annotations

from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

from reviewer.documents import asking, limits, refusals
from reviewer.documents.dispatching.dispatcher import Dispatcher
from reviewer.documents.dispatching.jobs import Job
from reviewer.documents.dispatching.lane import Lane
from reviewer.documents.protocol.framing import Kind, Status
from reviewer.documents.sources.source import Source

if TYPE_CHECKING:
    from reviewer.documents.sources.linked_source import AnySource


def opening_job(source: AnySource, password: str | None) -> Job:
    """Return the job that opens a document; a large one is given more time to arrive."""
    deadline_s = limits.OPEN_DEADLINE_S + source.size / limits.ARRIVING_BYTES_A_SECOND
    kind = Kind.OPEN if isinstance(source, Source) else Kind.OPEN_LINKED
    return Job(kind, lambda shared: asking.opening(source, password, shared=shared), deadline_s)


def own_handle(source: AnySource) -> AnySource:
    """Return a handle on a document's bytes that only its holder closes.

    Raises:
        WorkerError: The document was closed meanwhile.
        DocumentError: The system has nothing left to give.

    """
    try:
        return source.share()
    except ValueError as error:
        raise refusals.closed() from error
    except OSError as error:
        raise refusals.error_of(Status.OUT_OF_MEMORY) from error


def submit(dispatcher: Dispatcher, lane: Lane, job: Job) -> Future[Any]:
    """Queue a job from any thread, and see to it that its cancelling is noticed."""

    def on_done(future: Future[Any]) -> None:
        if future.cancelled():
            dispatcher.call(lane.hurry)

    dispatcher.call(lambda: lane.submit(job))
    job.future.add_done_callback(on_done)
    return job.future


def failed(status: Status) -> Future[Any]:
    """Return a future that has failed already."""
    future: Future[Any] = Future()
    future.set_running_or_notify_cancel()
    future.set_exception(refusals.error_of(status))
    return future
