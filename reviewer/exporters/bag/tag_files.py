"""BagIt 1.0 (RFC 8493): the tag files of a staged pack, the .zip around one, and the sign by which we know our own.

Every date comes from the plan, entries are sorted, and sizes and permissions are fixed: the same plan gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from reviewer import __version__
from reviewer.exporters.bag.stage import Stage, StagedFile, sync_file
from reviewer.exporters.plan.exhibits import ExportPlan
from reviewer.model.neutral import one_line
from reviewer.paths import open_ordinary

PROGRAM = "Evidence Reviewer"
DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
MANIFEST = "manifest-sha256.txt"
TAG_MANIFEST = "tagmanifest-sha256.txt"
_COMPRESSED = (".html", ".csv", ".jsonld", ".txt")
_INFO_LIMIT = 1 << 16
_ZIP_YEARS = (1980, 2107)


def write_tags(stage: Stage, plan: ExportPlan) -> str:
    """Write the tag files around the staged payload, and return the SHA-256 of the last one, which stands for the whole pack."""
    stage.write("bagit.txt", DECLARATION)
    stage.write("bag-info.txt", _info(stage, plan))
    stage.write(MANIFEST, _manifest(stage.payload))
    return stage.write(TAG_MANIFEST, _manifest(stage.tags)).sha256


def _manifest(files: list[StagedFile]) -> bytes:
    """Return lines as `sha256sum -c` reads them; our paths need no escaping."""
    return "".join(f"{one.sha256}  {one.path}\n" for one in files).encode()


def _info(stage: Stage, plan: ExportPlan) -> bytes:
    payload = stage.payload
    lines = {
        "Bag-Software-Agent": f"{PROGRAM} {__version__}",
        "Bagging-Date": plan.moment[:10],
        "External-Identifier": f"urn:uuid:{plan.case}",
        "External-Description": f"Evidence pack: {plan.title}",
        "Payload-Oxum": f"{sum(one.size for one in payload)}.{len(payload)}",
        "Pack-Audience": plan.audience,
        "Pack-Documents": "all" if plan.uncited is None else "with passages",
        "Case-As-Of": plan.moment,
        "Case-Journal-Entries": str(plan.head_seq),
        "Case-Journal-Head": plan.head,
    }
    return "".join(f"{name}: {one_line(value)}\n" for name, value in lines.items()).encode("utf-8", "replace")


def write_zip(stage: Stage, target: Path, *, folder: str, moment: str, pause: Callable[[], None]) -> None:
    """Write a staged bag as one folder in a new .zip, file by file from the disk.

    Args:
        stage: A complete bag.
        target: The .zip, which must not be there yet.
        folder: Name of the one folder inside.
        moment: Of the plan, for every entry's time stamp (UTC, even seconds: the format has no finer ones).
        pause: Called before each file; may raise to give up.

    """
    stamp = _zip_time(moment)
    with zipfile.ZipFile(target, "x") as archive:
        for one in [*stage.tags, *stage.payload]:
            pause()
            entry = zipfile.ZipInfo(f"{folder}/{one.path}", stamp)
            entry.create_system = 3  # Unix, whatever we run on: the permissions below say so
            entry.external_attr = 0o100644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED if one.path.endswith(_COMPRESSED) else zipfile.ZIP_STORED
            entry.file_size = one.size
            with (stage.root / one.path).open("rb") as source, archive.open(entry, "w") as sink:
                while piece := source.read(1 << 20):
                    sink.write(piece)
    sync_file(target)


def _zip_time(moment: str) -> tuple[int, int, int, int, int, int]:
    try:
        at = dt.datetime.fromisoformat(moment)
    except ValueError:
        at = None  # of a case that something else has written to
    if at is None or not _ZIP_YEARS[0] <= at.year <= _ZIP_YEARS[1]:
        return _ZIP_YEARS[0], 1, 1, 0, 0, 0
    return at.year, at.month, at.day, at.hour, at.minute, at.second - at.second % 2


def is_ours(path: Path) -> bool:
    """Tell whether a folder or .zip is a pack whose `bag-info.txt` names this program; what cannot be read is not ours."""
    try:
        info = _read_info(path)
    except (OSError, ValueError, KeyError, NotImplementedError, RuntimeError, zipfile.BadZipFile):
        return False
    return re.search(rf"(?mi)^Bag-Software-Agent:[ \t]*{PROGRAM}(?:[ \t]|$)", info.decode("utf-8", "replace")) is not None


def unlisted(folder: Path) -> list[str]:
    """Return the files in a pack's folder that its manifests do not list: somebody put them there since.

    Raises:
        OSError: It cannot be looked at.

    """
    listed = {TAG_MANIFEST}
    for name in (MANIFEST, TAG_MANIFEST):
        with suppress(FileNotFoundError), open_ordinary(folder / name) as file:
            listed |= {line.decode("utf-8", "replace").rstrip("\r\n")[66:] for line in file}
    found = (one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_symlink() or not one.is_dir())
    return sorted(one for one in found if one not in listed)


def _read_info(path: Path) -> bytes:
    if path.is_dir():
        with open_ordinary(path / "bag-info.txt") as file:
            return file.read(_INFO_LIMIT)
    with open_ordinary(path) as whole, zipfile.ZipFile(whole) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
        if len(tops) != 1:
            return b""
        with archive.open(f"{tops.pop()}/bag-info.txt") as file:
            return file.read(_INFO_LIMIT)
