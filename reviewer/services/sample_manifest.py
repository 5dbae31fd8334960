"""What the sample case holds: `resources/sample/case.toml`, read and checked.

Owns the form of that file. One table a thing, named by keys of the file's own:

    title, desk_label, reviewer
    [[documents]]  key, source (HTML beside it), name (ends in .pdf or .png), width, height, margin (points; pixels without
                   margin for .png), and optionally obtained_how, obtained_from, obtained_on, publication, dated
    [[claims]]     key, text, and optionally speaker, date, channel, kind, note, parent (the key of an earlier claim), part,
                   name (a key), verdict, reason, ready
    [[passages]]   document, page (from 1), quote or region = [x0, y0, x1, y1], and optionally key, occurrence, note,
                   links = [{ claim, stance, note }]

`sample_desk_manifest` has the tables of the claims desk.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reviewer.model.claim import ClaimKind, ElementPart
from reviewer.model.document import Provenance, Publication
from reviewer.model.geometry import Rect
from reviewer.model.stance import Stance
from reviewer.model.verdict import Verdict
from reviewer.services.sample_desk_manifest import SampleDesk, read_desk


@dataclass(frozen=True, slots=True)
class SampleDocument:
    """A document to make. `source` holds our own HTML; sizes are points, for a picture pixels."""

    key: str
    source: Path
    name: str
    width: float
    height: float
    margin: float
    provenance: Provenance
    dated: str

    @property
    def is_picture(self) -> bool:
        """Whether it is made as a picture."""
        return self.name.endswith(".png")


@dataclass(frozen=True, slots=True)
class SampleClaim:
    """A claim to add, named by its key."""

    key: str
    text: str
    speaker: str | None
    date: str | None
    channel: str | None
    kind: ClaimKind
    note: str
    parent: str | None
    part: ElementPart | None
    name: str | None
    verdict: Verdict | None
    reason: str
    is_ready: bool


@dataclass(frozen=True, slots=True)
class SampleLink:
    """A link to add, by the key of its claim."""

    claim: str
    stance: Stance
    note: str


@dataclass(frozen=True, slots=True)
class SamplePassage:
    """A passage to mark: `quote` or `region` on `page`, from 1."""

    document: str
    page: int
    quote: str | None
    region: Rect | None
    occurrence: int
    note: str
    links: tuple[SampleLink, ...]
    key: str


@dataclass(frozen=True, slots=True)
class Sample:
    """The whole sample case."""

    title: str
    desk_label: str
    reviewer: str
    documents: tuple[SampleDocument, ...]
    claims: tuple[SampleClaim, ...]
    passages: tuple[SamplePassage, ...]
    desk: SampleDesk


def read_manifest(folder: Path) -> Sample:
    """Read the manifest of the sample case.

    Raises:
        OSError: It is not there: the installation is incomplete.
        KeyError: Something that is needed is not said.
        ValueError: It is not TOML, or a word is not one of those possible.

    """
    with (folder / "case.toml").open("rb") as file:
        table = tomllib.load(file)
    return Sample(
        title=table["title"],
        desk_label=table.get("desk_label", "Reviewer"),
        reviewer=table.get("reviewer", "Reviewer"),
        documents=tuple(_document(folder, one) for one in table["documents"]),
        claims=tuple(_claim(one) for one in table["claims"]),
        passages=tuple(_passage(one) for one in table["passages"]),
        desk=read_desk(table),
    )


def _document(folder: Path, table: dict[str, Any]) -> SampleDocument:
    publication = table.get("publication")
    return SampleDocument(
        key=table["key"],
        source=folder / table["source"],
        name=table["name"],
        width=table["width"],
        height=table["height"],
        margin=table.get("margin", 54),
        provenance=Provenance(
            obtained_how=table.get("obtained_how"),
            obtained_from=table.get("obtained_from"),
            obtained_on=table.get("obtained_on"),
            publication=Publication(publication) if publication else None,
        ),
        dated=table.get("dated", ""),
    )


def _claim(table: dict[str, Any]) -> SampleClaim:
    return SampleClaim(
        key=table["key"],
        text=table["text"],
        speaker=table.get("speaker"),
        date=table.get("date"),
        channel=table.get("channel"),
        kind=ClaimKind(table.get("kind", ClaimKind.STATEMENT)),
        note=table.get("note", ""),
        parent=table.get("parent"),
        part=ElementPart(table["part"]) if "part" in table else None,
        name=table.get("name"),
        verdict=Verdict(table["verdict"]) if "verdict" in table else None,
        reason=table.get("reason", ""),
        is_ready=table.get("ready", False),
    )


def _passage(table: dict[str, Any]) -> SamplePassage:
    region = table.get("region")
    return SamplePassage(
        document=table["document"],
        page=table["page"],
        quote=table.get("quote"),
        region=Rect(*(float(one) for one in region)) if region else None,
        occurrence=table.get("occurrence", 1),
        note=table.get("note", ""),
        links=tuple(SampleLink(one["claim"], Stance(one["stance"]), one.get("note", "")) for one in table.get("links", ())),
        key=table.get("key", ""),
    )
