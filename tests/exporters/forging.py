"""What packs suffer on the way to their readers: zipped again by others, changed, and listed anew by forgers."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable
from pathlib import Path


def zipped(folder: Path, *, top: str = "pack", extra: Callable[[zipfile.ZipFile], None] | None = None) -> Path:
    """Zip a pack as another program would, folders included."""
    target = folder.with_suffix(".zip")
    target.unlink(missing_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in sorted(folder.rglob("*")):
            archive.write(one, f"{top}/{one.relative_to(folder)}")
        if extra:
            extra(archive)
    return target


def relist(folder: Path) -> None:
    """Write both manifests anew, as a careful forger would."""
    for name, wanted in (("manifest-sha256.txt", lambda path: path.startswith("data/")),
                         ("tagmanifest-sha256.txt", lambda path: not path.startswith(("data/", "tagmanifest")))):  # fmt: skip
        files = sorted(str(one.relative_to(folder)) for one in folder.rglob("*") if one.is_file())
        lines = [f"{hashlib.sha256((folder / one).read_bytes()).hexdigest()}  {one}\n" for one in files if wanted(one)]
        (folder / name).write_text("".join(lines))


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder with its bytes."""
    return {str(one.relative_to(folder)): one.read_bytes() for one in sorted(folder.rglob("*")) if one.is_file()}
