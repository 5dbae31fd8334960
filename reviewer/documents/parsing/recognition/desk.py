"""Worker side: the place of work of a process that recognises text in pixels, and how it gets ready.

Owns the order: it hears the languages, loads the engine and tries it, is locked in, and only then says that it is ready. It holds
no document and cannot open one.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping
from pathlib import Path

from PIL import Image, ImageDraw

from reviewer.documents import limits
from reviewer.documents.channels.channel import WorkerEnd
from reviewer.documents.lockdown.controls import Held
from reviewer.documents.parsing.drawing_desk import DrawingDesk, Parts
from reviewer.documents.parsing.opened import RefusedError
from reviewer.documents.parsing.recognition import preparing
from reviewer.documents.parsing.recognition.engine import Engine, NoEngineError
from reviewer.documents.parsing.recognition.reading import recognised
from reviewer.documents.parsing.recognition.tesseract import Tesseract, is_installed
from reviewer.documents.parsing.serving import next_request, serve
from reviewer.documents.protocol.fields import Reader
from reviewer.documents.protocol.framing import Kind, ProtocolError, Status
from reviewer.documents.protocol.recognition import Learn, Recognise, write_recognised

PREPARED = "+prep2"
"""What is done to pixels before they are read: another number when it changes, for then the text may."""

NICE = 10
"""How far behind everything else of this computer it stands: nobody waits for it, and the processor is for who reads."""

NONE = "none 0"
"""In place of an engine's name where there is none."""


def be_recogniser(end: WorkerEnd, lock: Callable[[Path | None], Held]) -> None:
    """Be a process that recognises text, until the client is gone.

    Args:
        end: The way to the client.
        lock: Locks this process in, but for reading in a folder where one is given.

    """
    kind, _, payload = next_request(end)
    if kind != Kind.LEARN:
        raise ProtocolError("languages were to come first")
    learn = Learn.unpack(Reader(payload))
    if hasattr(os, "nice"):  # Windows has no such thing
        os.nice(NICE)
    engine, name = _loaded(learn)
    serve(end, RecognisingDesk(engine), lock(engine.folder if engine is not None else None), name)


def _loaded(learn: Learn) -> tuple[Engine | None, str]:
    """Return an engine that has read a little, so that nothing has to be loaded later, and what it is called."""
    try:
        engine = _engine(learn)
        _try(engine)
        return engine, _name_of(engine, learn.files)
    except (NoEngineError, RuntimeError, OSError):
        return None, NONE


def _engine(learn: Learn) -> Engine:
    """Return the better engine where this system has it, and else the one that is within PyMuPDF."""
    if learn.built_in or not is_installed():
        from reviewer.documents.parsing.recognition.built_in import BuiltIn

        return BuiltIn(learn.files)
    return Tesseract(learn.files)


def _try(engine: Engine) -> None:
    picture = Image.new("L", (160, 40), 255)
    ImageDraw.Draw(picture).text((10, 10), "Read me", fill=0)
    recognised(engine, picture, is_screen=True)


def _name_of(engine: Engine, files: Mapping[str, Path]) -> str:
    """Return what text is recognised by: the engine, and the beginning of the checksum of each language's file."""
    sums = (f"{one}-{hashlib.sha256(files[one].read_bytes()).hexdigest()[:8]}" for one in engine.languages)
    return " ".join((f"{engine.name}{PREPARED}", *sums))


class RecognisingDesk(DrawingDesk):
    """The place of work of a process that recognises text; without an engine it refuses everything."""

    draws_only = False
    errors = (RuntimeError, ValueError, OSError)

    def __init__(self, engine: Engine | None) -> None:
        super().__init__()
        self._engine = engine
        self._do = {Kind.RECOGNISE: self._recognise}

    def _recognise(self, reader: Reader, _end: WorkerEnd) -> Parts:
        if self._engine is None:
            raise RefusedError(Status.NO_TRAINED_DATA)
        asked = Recognise.unpack(reader)
        if not 0 < asked.width_px * asked.height_px <= limits.MAX_RECOGNISED_PIXELS:
            raise RefusedError(Status.TOO_MANY_PIXELS)
        if len(asked.bgrx) != asked.width_px * asked.height_px * 4:
            raise RefusedError(Status.BAD_REQUEST)
        picture = preparing.grey(asked.width_px, asked.height_px, asked.bgrx)
        return write_recognised(recognised(self._engine, picture, is_screen=asked.is_screen))
