"""Cases opened for one command: for reading at once, for writing under the case's lock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from threading import Event as Flag
from typing import TYPE_CHECKING, TypeVar

from reviewer.cli import output
from reviewer.errors import CancelledError
from reviewer.i18n import tr
from reviewer.model.ids import Reviewer
from reviewer.store.history.seal import Seal
from reviewer.store.reader import CaseReader

if TYPE_CHECKING:
    from reviewer.services.events import Event
    from reviewer.services.parts import Parts
    from reviewer.services.session import Session

T = TypeVar("T")

LOCK_WAIT_S = 5.0
"""Seconds that a writing command waits for another holder of the case's lock."""


def hint_at_isolation(parts: Parts) -> None:
    """Tell what to do where documents were not read since nothing would isolate them."""
    if parts.workers.withheld:
        output.hint(output.not_isolated_hint())


@contextmanager
def reading(parts: Parts, case: Path) -> Iterator[CaseReader]:
    """Open a case for reading; this always works, whoever else has it open.

    Raises:
        CaseError: The file is no case, is damaged, or was made by a newer version.

    """
    reader = CaseReader.open(case, seal=Seal(parts.seals))
    try:
        if reader.came_from_elsewhere:
            tell_origin()
        yield reader
    finally:
        reader.close()


@contextmanager
def writing(parts: Parts, case: Path, reviewer: str | None) -> Iterator[Session]:
    """Open a case for writing, waiting for its lock.

    Raises:
        CaseLockedError: Somebody else holds the lock.
        CaseError: The file is no case, is damaged, or was made by a newer version.

    """
    from reviewer.services.session import Session

    with Session.open(
        case,
        clock=parts.clock,
        new_id=parts.new_id,
        reviewer=who(parts, reviewer),
        workers=parts.get_workers,
        seals=parts.seals,
        origin="command line",
        wait_s=LOCK_WAIT_S,
    ) as session:
        if session.came_from_elsewhere:
            tell_origin()
        if session.dated_ahead:
            _tell_ahead(session.dated_ahead)
        session.events.subscribe(_say_what_takes_long)
        try:
            yield session
        except KeyboardInterrupt:
            session.give_up()
            raise
        finally:
            if session.came_from_elsewhere and session.made_index:
                output.note(tr("The search index of the case was made anew from what the case holds."))


@contextmanager
def reading_session(parts: Parts, case: Path) -> Iterator[Session]:
    """Open a case for reading together with its documents, as an export needs it; whoever else has it open.

    Raises:
        CaseError: The file is no case, is damaged, or was made by a newer version.

    """
    from reviewer.services.events import at_once

    with parts.open_session(case, dispatch=at_once, read_only=True) as session:
        if session.came_from_elsewhere:
            tell_origin()
        session.events.subscribe(_say_what_takes_long)
        yield session


def tell_origin() -> None:
    """Remark that a case came from elsewhere."""
    output.note(
        tr(
            "This case came from elsewhere: it was last changed on another computer or by another account. "
            "Searches do not rely on the index that came with it; they look at what the case holds."
        )
    )


def _tell_ahead(moment: str) -> None:
    """Remark that what is done now cannot be recorded with its own time."""
    output.note(
        tr(
            "The newest entry of this case’s journal is dated {moment}, which is still to come. Until then, what is done is "
            "recorded with that time. See whether this computer’s clock is right."
        ).format(moment=moment)
    )


def _say_what_takes_long(event: Event) -> None:
    """Remark that a large file is being read; called on whatever thread reads it."""
    from reviewer.services.events import LinkedFileCheck

    if isinstance(event, LinkedFileCheck) and event.running and not event.done:
        output.note(tr("{name}: checking that its file is unchanged").format(name=event.name))


def who(parts: Parts, reviewer: str | None) -> Reviewer:
    """Return who is at work: as given, else as preferred; never the login name."""
    name = " ".join((reviewer or "").split())
    return Reviewer(name) if name else parts.reviewer


def kept(session: Session, change: Future[T]) -> T:
    """Wait until a change is kept and return what it made. Ctrl+C takes it back where it has not begun to be written.

    However often it is pressed, this ends when it is known which of the two it is.

    Raises:
        KeyboardInterrupt: It was taken back, and nothing was kept.

    """
    given_up = False
    while True:
        try:
            return change.result()  # also after Ctrl+C that came too late: it is kept, and that is what is reported
        except KeyboardInterrupt:
            session.give_up()
            given_up = True
        except CancelledError as error:
            if given_up:
                raise KeyboardInterrupt from error
            raise


def wait_for(work: Callable[[Callable[[], bool]], Future[T]]) -> T:
    """Start long work, which gets a function that says whether it is cancelled, and wait; Ctrl+C cancels it in good order.

    Raises:
        KeyboardInterrupt: It was cancelled, and has ended.

    """
    cancel = Flag()
    future = work(cancel.is_set)
    try:
        return future.result()
    except KeyboardInterrupt:
        cancel.set()
        future.exception()
        raise
