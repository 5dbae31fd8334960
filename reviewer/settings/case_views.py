"""Remembers how a case was left on this computer: which documents lay open, which way round, which claims were unfolded.

One small file a case, in a folder beside the settings, named by a hash of the case's id. It holds ids and numbers and no word of
a document. It is no part of the case: whoever gets a copy does not see what another person had open, and a case that can only be
read is remembered all the same. A file that cannot be read counts as none.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from math import isfinite
from pathlib import Path
from typing import Any

from reviewer.log import logger
from reviewer.model.overview import ReadingPlace
from reviewer.settings.small_file import write_whole

MOST_CASES = 200
"""Cases that are remembered; the one that was left longest ago is forgotten first."""

MOST_IDS = 2_000
"""More tabs or unfolded claims than this nobody made."""

_log = logger(__name__)


@dataclass(frozen=True, slots=True)
class OpenTab:
    """A document that was open.

    Attributes:
        document: Its id.
        turn: The degrees (0, 90, 180, 270) by which it was turned clockwise for reading.
        place: Where it was read, if that is known.
        held: Whether the case holds that place, and so knows better where they differ.
        inverted: Whether it was shown inverted.
        spreads: Whether two of its pages stood side by side.

    """

    document: str
    turn: int = 0
    place: ReadingPlace | None = None
    held: bool = False
    inverted: bool = False
    spreads: bool = False


@dataclass(frozen=True, slots=True)
class CaseView:
    """How a case was left.

    Attributes:
        tabs: The open documents, in the order of their tabs.
        current: The id of the document on show, or "".
        view: The id of the view on show, or "".
        unfolded: The ids of the claims and elements whose passages were shown beside the page.
        claim: The id of the claim on show in the Claims view, or "".
        sort: The order of the list of documents, or "".
        used_claim: The id of the claim or element that a passage was last held against, or "".
        used_stance: The stance used last, by its name, or "".
        sides: The ids of two documents that stood side by side, from the left; else empty.
        linked: Whether those scrolled together.

    """

    tabs: tuple[OpenTab, ...] = ()
    current: str = ""
    view: str = ""
    unfolded: tuple[str, ...] = ()
    claim: str = ""
    sort: str = ""
    used_claim: str = ""
    used_stance: str = ""
    sides: tuple[str, ...] = ()
    linked: bool = False


class CaseViews:
    """What is remembered of cases. May be used on any thread."""

    def __init__(self, settings: Path) -> None:
        """Remember beside the file of the settings; nothing is looked at until it is needed."""
        self._settings = settings

    @property
    def _folder(self) -> Path:
        return self._settings.parent / "case-views"

    def of(self, case: str) -> CaseView:
        """Return how the case of this id was left; empty where that is not known."""
        try:
            return _view(json.loads(self._file(case).read_text(encoding="utf-8")))
        except FileNotFoundError:
            return CaseView()
        except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
            _log.info("how a case was left cannot be read: %s", type(error).__name__)
            return CaseView()

    def keep(self, case: str, view: CaseView) -> None:
        """Remember how a case is left; where it cannot be written, the log says so and nothing else happens."""
        try:
            write_whole(self._file(case), json.dumps(asdict(view)).encode("utf-8"))
            for one in sorted(self._folder.iterdir(), key=_age)[:-MOST_CASES]:
                one.unlink(missing_ok=True)
        except OSError as error:
            _log.info("how a case is left cannot be kept: %s", type(error).__name__)

    def forget(self) -> None:
        """Forget all cases.

        Raises:
            OSError: A file cannot be removed.

        """
        if self._folder.is_dir():
            for one in self._folder.iterdir():
                one.unlink(missing_ok=True)

    def _file(self, case: str) -> Path:
        return self._folder / hashlib.sha256(f"case view {case}".encode()).hexdigest()[:32]


def _age(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except FileNotFoundError:  # another program forgot it
        return 0.0


def _view(found: dict[str, Any]) -> CaseView:
    tabs = tuple(map(_tab, found["tabs"][:MOST_IDS]))
    unfolded = tuple(map(_id, found["unfolded"][:MOST_IDS]))
    others = {name: _id(found.get(name, "")) for name in ("claim", "sort", "used_claim", "used_stance")}
    sides = tuple(map(_id, found.get("sides", ())[:2]))
    return CaseView(
        tabs, _id(found["current"]), _id(found["view"]), unfolded, **others, sides=sides, linked=found.get("linked") is True
    )


def _tab(found: dict[str, Any]) -> OpenTab:
    document, turn = _id(found["document"]), int(found["turn"]) % 360 // 90 * 90
    place = None if found.get("place") is None else _place(found["place"])
    flags = (found.get(name) is True for name in ("held", "inverted", "spreads"))
    return OpenTab(document, turn, place, *flags)


def _place(found: dict[str, Any]) -> ReadingPlace:
    across = found.get("across")
    place = ReadingPlace(max(int(found["page"]), 0), _number(found["offset"]), _number(found["zoom"]))
    return place if across is None else replace(place, across=_number(across))


def _number(value: object) -> float:
    if not isinstance(value, int | float) or not isfinite(value):
        raise TypeError("not a number")
    return float(value)


def _id(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not an id")
    return value
