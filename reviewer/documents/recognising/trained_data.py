"""What the recogniser knows of languages: files that are not the program's own, and may be missing.

Owns where they are looked for, and which languages are used: English, and whatever a person put into the folder that the
preferences name. Opens none of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from reviewer import paths
from reviewer.errors import RecognitionError
from reviewer.i18n import tr

STANDARD = "eng"
ENDING = ".traineddata"

NO_LANGUAGES = frozenset({"osd", "equ"})
"""Files of the same form that know how letters stand, and formulas: no words."""

MOST_LANGUAGES = 8
"""Each one more makes every page slower."""

_SYSTEM = Path("/usr/share/tesseract-ocr")
"""Where Debian's packages put them: a folder a version, each with a `tessdata`."""


@dataclass(frozen=True, slots=True)
class TrainedData:
    """The languages that text is recognised in.

    Attributes:
        files: Their files by the languages' names, such as "eng"; the first is tried first.

    """

    files: dict[str, Path]

    @property
    def languages(self) -> tuple[str, ...]:
        """Their names, in order."""
        return tuple(self.files)


def find_trained_data(own: Path | None = None, *, shipped: Path | None = None, system: Path = _SYSTEM) -> TrainedData:
    """Look for the files of all languages that are to be used.

    Args:
        own: The folder that the preferences name: all languages in it are used, and its file of one goes before others.
        shipped: The folder of those that came with the program.
        system: The folder of those that the system has.

    Raises:
        RecognitionError: There are none.

    """
    own_files = dict(_in_folder(own)) if own is not None else {}
    others = (*_in_folder(shipped or _shipped()), *(one for folder in _versions(system) for one in _in_folder(folder)))
    standard = [(name, file) for name, file in (*own_files.items(), *others) if name == STANDARD][:1]
    files = dict((*standard, *sorted(own_files.items())))
    if not files:
        raise RecognitionError(
            tr("Text cannot be recognised here, for the file that knows the letters is missing: {file}").format(
                file=f"{STANDARD}{ENDING}"
            ),
            tr(
                "It belongs into {folder}; on Debian and Ubuntu the package tesseract-ocr-eng has it. All else works without it."
            ).format(folder=own or shipped or _shipped()),
        )
    return TrainedData(dict(tuple(files.items())[:MOST_LANGUAGES]))


def _shipped() -> Path:
    return paths.resource("tessdata")


def _versions(system: Path) -> Iterable[Path]:
    """Return the system's folders, the newest version first."""
    try:
        return sorted((one / "tessdata" for one in system.iterdir()), reverse=True)
    except OSError:
        return ()


def _in_folder(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the languages in a folder, by name; of one that is not there, or cannot be read, none."""
    try:
        found = sorted(one for one in folder.iterdir() if one.suffix == ENDING and one.is_file())
    except OSError:
        return
    for one in found:
        if one.stem not in NO_LANGUAGES and one.stem.replace("_", "").isalnum() and one.stem.isascii():
            yield one.stem, one
