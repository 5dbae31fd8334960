"""What the recogniser knows of languages: files that are not the program's own, and may be missing.

Owns where they are looked for, which of them are languages, and which are used: English and whatever a person put into the folder
that the preferences name, or those that were chosen. Looks at a file's head alone; what reads the rest is locked in.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reviewer import paths
from reviewer.documents import limits
from reviewer.errors import RecognitionError
from reviewer.i18n import tr

STANDARD = "eng"
ENDING = ".traineddata"

NO_LANGUAGES = frozenset({"osd", "equ"})
"""Files of the same form that know how letters stand, and formulas: no words."""

_SYSTEM = Path("/usr/share/tesseract-ocr")
"""Where Debian's packages put them: a folder a version, each with a `tessdata`."""

_COUNT = struct.Struct("<i")
_NETWORK = 17
"""Which of a file's parts is what reads letters today (Tesseract's `tessdatamanager.h`); files for older engines have others."""
_MOST_PARTS = 64


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


@dataclass(frozen=True, slots=True)
class KnownLanguages:
    """What there is on this computer.

    Attributes:
        files: Every language's file by name: a person's own before what came with the program, and that before the system's.
        own: The names of those that a person put into their folder.
        refused: Files of a person's that are no languages, by name, and why not, as the rest of a sentence.

    """

    files: Mapping[str, Path]
    own: tuple[str, ...]
    refused: Mapping[str, str]


def own_folder(named: str) -> Path:
    """Return the folder of a person's languages: the one that the preferences name, or the usual one."""
    return Path(named) if named else paths.data_folder() / "languages"


def known_languages(own: Path | None = None, *, shipped: Path | None = None, system: Path = _SYSTEM) -> KnownLanguages:
    """Look which languages there are.

    Args:
        own: The folder of those that a person added.
        shipped: The folder of those that came with the program.
        system: The folder of those that the system has.

    """
    found: dict[str, Path] = {}
    refused: dict[str, str] = {}
    for name, file in _in_folder(own) if own is not None else ():
        why = _why_none(file)
        if why:
            refused[name] = why
        else:
            found[name] = file
    mine = tuple(found)
    others = (*_in_folder(shipped or _shipped()), *(one for folder in _versions(system) for one in _in_folder(folder)))
    for name, file in others:
        if name not in found and not _why_none(file):
            found[name] = file
    return KnownLanguages(dict(sorted(found.items(), key=lambda one: (one[0] != STANDARD, one[0]))), mine, refused)


def find_trained_data(
    own: Path | None = None, chosen: Sequence[str] = (), *, shipped: Path | None = None, system: Path = _SYSTEM
) -> TrainedData:
    """Look for the files of the languages that are to be used.

    Args:
        own: The folder of those that a person added.
        chosen: The names of those that are wanted, in this order; none is English, and all that a person added.
        shipped: The folder of those that came with the program.
        system: The folder of those that the system has.

    Raises:
        RecognitionError: There are none, or too many, or one that was chosen is not there, or is none.

    """
    known = known_languages(own, shipped=shipped, system=system)
    for one in chosen:
        if one not in known.files:
            raise _missing(one, known, own or shipped or _shipped())
    usual = [one for one in known.files if one == STANDARD or one in known.own]
    names = list(dict.fromkeys(chosen)) or usual
    if len(names) > limits.MAX_LANGUAGES:
        summary = tr("Text is recognised in at most {most} languages at once, and these are {count}")
        raise RecognitionError(
            summary.format(most=limits.MAX_LANGUAGES, count=len(names)),
            tr("Choose in the preferences, or with --language, those that the pages are written in."),
        )
    if not names:
        raise RecognitionError(
            tr("Text cannot be recognised here, for the file that knows the letters is missing: {file}").format(
                file=f"{STANDARD}{ENDING}"
            ),
            tr(
                "It belongs into {folder}; on Debian and Ubuntu the package tesseract-ocr-eng has it. All else works without it."
            ).format(folder=own or shipped or _shipped()),
        )
    return TrainedData({one: known.files[one] for one in names})


def _missing(language: str, known: KnownLanguages, folder: Path) -> RecognitionError:
    file = f"{language}{ENDING}"
    if language in known.refused:
        summary = tr("{file} {why}").format(file=file, why=known.refused[language])
        return RecognitionError(summary, tr("Fetch the file anew, from tessdata_fast, or choose other languages."))
    summary = tr("There is no language “{language}” to recognise text in").format(language=language)
    there = ", ".join(known.files) or tr("none")
    return RecognitionError(
        summary, tr("There are: {there}. Put {file} into {folder}.").format(there=there, file=file, folder=folder)
    )


def _why_none(file: Path) -> str:
    """Return why a file is no language, as the rest of a sentence; "" where it looks like one."""
    try:
        size = file.stat().st_size
        with paths.open_ordinary(file) as opened:
            head = opened.read(_COUNT.size + 8 * _MOST_PARTS)
    except OSError:
        return tr("cannot be read")
    if not head:
        return tr("is empty")
    places = _places(head)
    used = [one for one in places if one >= 0]
    if not used or used != sorted(used) or used[0] < _COUNT.size + 8 * len(places):
        return tr("is not a language file of Tesseract")
    if used[-1] > size:
        return tr("was cut short")
    fits = len(places) > _NETWORK and places[_NETWORK] >= 0
    return "" if fits else tr("is for another engine than this program has")


def _places(head: bytes) -> tuple[int, ...]:
    """Return where the parts of a file begin, -1 for those that it has not; none where its head says something else."""
    count = _COUNT.unpack_from(head)[0] if len(head) >= _COUNT.size else 0
    if not 0 < count <= _MOST_PARTS or len(head) < _COUNT.size + 8 * count:
        return ()
    return struct.unpack_from(f"<{count}q", head, _COUNT.size)


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
