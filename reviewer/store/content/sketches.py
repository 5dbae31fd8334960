"""Owns what is kept of versions: sketches by which they are suggested, dismissed suggestions; and reads passages of one version.

Sketches are derived and can be made anew; neither is journalled or undone.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from reviewer.model.ids import DocumentId, Sha256
from reviewer.model.overview import MarkedPassage
from reviewer.model.versions import Sketch
from reviewer.store.content import passages
from reviewer.store.file.database import reading
from reviewer.store.file.failures import told

if TYPE_CHECKING:
    from sqlite_utils import Database

_MOST_HASHES = 4096
"""Of one document; a case that has more was changed by somebody else."""

_MOST_SHINGLES = 1 << 40
_IS_PICTURE = re.compile(r"([0-9a-f]{256})?")
"""As `versions/sketching` makes it: four grids of 256 bits, or nothing."""


class VersionFacts:
    """Answers questions about versions over a connection."""

    def __init__(self, path: Path, database: Database) -> None:
        self._path = path
        self._database = database

    def sketches(self) -> tuple[Sketch, ...]:
        """Return the sketches of the documents in the case, as far as they were made; one that is none is made anew."""
        with told(self._path), reading(self._database):
            rows = self._database.execute(
                "SELECT sketches.sha256, made_of, shingles, picture FROM sketches JOIN documents USING (sha256)"
            ).fetchall()
            return tuple(
                Sketch(sha256, made_of, count, self._hashes(sha256), picture)
                for sha256, made_of, count, picture in rows
                if 0 <= count <= _MOST_SHINGLES and _IS_PICTURE.fullmatch(picture)
            )

    def _hashes(self, sha256: str) -> frozenset[int]:
        rows = self._database.execute("SELECT hash FROM sketch_hashes WHERE sha256 = ? LIMIT ?", (sha256, _MOST_HASHES))
        return frozenset(one for (one,) in rows)

    def text_state(self, sha256: Sha256) -> str:
        """Return what tells one reading of a document's texts from another: how many pages there are of each kind."""
        with told(self._path):
            rows = self._database.execute(
                "SELECT kind, extractor, count(*) FROM text_layers WHERE sha256 = ? GROUP BY kind, extractor ORDER BY 1, 2",
                (sha256,),
            ).fetchall()
        return ", ".join(f"{kind} {extractor} {count}" for kind, extractor, count in rows)

    def dismissed(self) -> frozenset[tuple[DocumentId, DocumentId]]:
        """Return which pairs a person said are no versions of each other: newer, older."""
        with told(self._path):
            rows = self._database.execute("SELECT newer, older FROM dismissed_versions").fetchall()
        return frozenset((DocumentId(newer), DocumentId(older)) for newer, older in rows)

    def passages_of(self, sha256: Sha256) -> tuple[MarkedPassage, ...]:
        """Return all passages that stand, or stood before they were carried over, in a document, with their anchors in it."""
        with told(self._path):
            return passages.load_in_version(self._database, sha256)


def write(database: Database, sketch: Sketch) -> None:
    """Keep a sketch inside the caller's transaction, instead of the one before."""
    database.execute("DELETE FROM sketch_hashes WHERE sha256 = ?", (sketch.sha256,))
    database.execute(
        "INSERT OR REPLACE INTO sketches (sha256, made_of, shingles, picture) VALUES (?, ?, ?, ?)",
        (sketch.sha256, sketch.made_of, sketch.shingles, sketch.picture),
    )
    database.conn.executemany(
        "INSERT INTO sketch_hashes (sha256, hash) VALUES (?, ?)", [(sketch.sha256, one) for one in sorted(sketch.hashes)]
    )


def dismiss(database: Database, newer: DocumentId, older: DocumentId) -> None:
    """Remember that a person wants a suggestion no more."""
    database.execute("INSERT OR IGNORE INTO dismissed_versions (newer, older) VALUES (?, ?)", (newer, older))


def restore(database: Database, newer: DocumentId, older: DocumentId) -> None:
    """Forget that a person wanted a suggestion no more."""
    database.execute("DELETE FROM dismissed_versions WHERE newer = ? AND older = ?", (newer, older))
