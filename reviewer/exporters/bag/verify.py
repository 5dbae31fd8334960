"""Checks a pack, folder or .zip, against its own manifests. Whatever goes wrong while checking is a finding, never a pass.

Shares no code with the writer but the names of the tag files.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from reviewer.errors import UsageError
from reviewer.exporters.bag.bag_reader import BagReader, opened, unsafe
from reviewer.exporters.bag.tag_files import MANIFEST, TAG_MANIFEST
from reviewer.model.neutral import one_line

_LINE = re.compile(r"([0-9a-fA-F]{64})[ \t]+\*?(\S.*)")
_HEAD = re.compile("[0-9a-f]{64}")
_TAG_LIMIT = 64 << 20
_VERSIONS = ("0.97", "1.0")


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What a check of a pack found.

    Attributes:
        ok: Every file is listed and there, and has the SHA-256 that the manifests give.
        findings: What is wrong, a sentence each; empty where `ok`.
        files: How many files were hashed, tag files included.
        head: The journal head that the pack names, to be compared with the one that the desk gives; may be "".
        fingerprint: SHA-256 of the tag manifest, which stands for the whole pack; may be "".
        hint: What may have been meant, where this is no pack at all; may be "".

    """

    ok: bool
    findings: tuple[str, ...]
    files: int
    head: str = ""
    fingerprint: str = ""
    hint: str = ""


def verify(path: Path) -> VerifyReport:
    """Check a pack.

    Raises:
        UsageError: There is nothing at the path, or it cannot be looked at.

    """
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise UsageError(f"There is nothing at {path}", "Give the folder or .zip of a pack.") from error
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}", "Give the folder or .zip of a pack.") from error
    check = _Check()
    try:
        with opened(path) as bag:
            check.run(bag)
    except zipfile.BadZipFile:
        check.findings.append("This is no pack, or a damaged one: it is neither a folder nor a whole .zip")
    except Exception as error:  # noqa: BLE001 - a hostile pack may trip the reader anywhere, and that must never be a pass
        check.findings.append(f"The pack cannot be read to the end: {type(error).__name__}, {error}")
    findings = tuple(dict.fromkeys(one_line(one) for one in check.findings))  # shown in terminals: no control may get there
    return VerifyReport(
        not findings, findings, check.files, check.info.get("Case-Journal-Head", ""), check.fingerprint, check.hint
    )


class _Check:
    """One check under way."""

    def __init__(self) -> None:
        self.findings: list[str] = []
        self.files = 0
        self.info: dict[str, str] = {}
        self.fingerprint = ""
        self.hint = ""

    def run(self, bag: BagReader) -> None:
        if not any(one in bag.files for one in ("bagit.txt", MANIFEST, TAG_MANIFEST)):
            self._no_pack(bag)
            return
        self.findings += [f"Not safe: {one}" for one in bag.problems]
        self._declaration(bag)
        payload = self._manifest(bag, MANIFEST)
        tags = self._manifest(bag, TAG_MANIFEST)
        self._sides(payload, tags)
        listed = {**payload, **tags}
        self._unlisted(bag, listed)
        for path, expected in listed.items():
            self._file(bag, path, expected)
        self._info(bag)

    def _no_pack(self, bag: BagReader) -> None:
        """Say in one sentence that there is nothing to check, and where a pack is that may have been meant."""
        self.findings.append("This is no pack: no list of checksums is in it, so nothing in it can be checked")
        inner = sorted(one.removesuffix("/bagit.txt") for one in bag.files if one.count("/") == 1 and one.endswith("/bagit.txt"))
        self.hint = (
            f"The pack is inside: {', '.join(map(one_line, inner))}."
            if inner
            else f"Give the folder or .zip that was exported: it holds data, bagit.txt and {MANIFEST}."
        )

    def _declaration(self, bag: BagReader) -> None:
        if "bagit.txt" not in bag.files:
            self.findings.append("bagit.txt is missing: this is not a pack")
            return
        tags = _tags(self._text(bag, "bagit.txt"))
        if tags.get("BagIt-Version") not in _VERSIONS or tags.get("Tag-File-Character-Encoding", "").upper() != "UTF-8":
            self.findings.append("bagit.txt does not declare a version of BagIt that can be checked here")

    def _manifest(self, bag: BagReader, name: str) -> dict[str, str]:
        if name not in bag.files:
            self.findings.append(f"{name} is missing")
            return {}
        found: dict[str, str] = {}
        text = self._text(bag, name)
        for n, line in enumerate(text.split("\n"), start=1):
            parts = _LINE.fullmatch(line.removesuffix("\r"))
            if parts is None:
                if line.strip():
                    self.findings.append(f"{name}, line {n}, cannot be read")
            elif unsafe(parts[2]):
                self.findings.append(f"{name}, line {n}: the path {parts[2]!r} {unsafe(parts[2])}")
            elif parts[2] in found:
                self.findings.append(f"{name} lists {parts[2]} twice")
            else:
                found[parts[2]] = parts[1].lower()
        if name == TAG_MANIFEST:
            self.files += 1
            self.fingerprint = hashlib.sha256(text.encode()).hexdigest()
        return found

    def _sides(self, payload: Iterable[str], tags: Iterable[str]) -> None:
        """Each manifest lists its own side of the bag, and no manifest of tag files lists itself."""
        self.findings += [f"{MANIFEST} lists {one}, which is not below data/" for one in payload if not one.startswith("data/")]
        self.findings += [
            f"{TAG_MANIFEST} lists {one}, which does not belong there"
            for one in tags
            if one.startswith(("data/", "tagmanifest-"))
        ]

    def _unlisted(self, bag: BagReader, listed: dict[str, str]) -> None:
        for path in bag.files:
            if path not in listed and path != TAG_MANIFEST:
                self.findings.append(f"{path} is in the pack, but no manifest lists it")
        if "fetch.txt" in bag.files:
            self.findings.append("fetch.txt asks for files from elsewhere")

    def _file(self, bag: BagReader, path: str, expected: str) -> None:
        if path not in bag.files:
            self.findings.append(f"{path} is listed, but missing")
            return
        digest = hashlib.sha256()
        try:
            with bag.open(path) as file:
                while piece := file.read(1 << 20):
                    digest.update(piece)
        except Exception as error:  # noqa: BLE001 - one unreadable file fails, and the others are still checked
            self.findings.append(f"{path} cannot be read: {type(error).__name__}, {error}")
            return
        self.files += 1
        if digest.hexdigest() != expected:
            self.findings.append(f"{path} is not as it was written: its SHA-256 differs")

    def _info(self, bag: BagReader) -> None:
        if "bag-info.txt" not in bag.files:
            return
        self.info = _tags(self._text(bag, "bag-info.txt"))
        head = self.info.get("Case-Journal-Head", "")
        if head and _HEAD.fullmatch(head) is None:
            del self.info["Case-Journal-Head"]
            self.findings.append("bag-info.txt gives a journal head that is none: it has other signs than 64 hexadecimal digits")
        payload = [size for path, size in bag.files.items() if path.startswith("data/")]
        oxum = f"{sum(payload)}.{len(payload)}"
        if self.info.get("Payload-Oxum", oxum) != oxum:
            self.findings.append(f"bag-info.txt says {_counted(self.info['Payload-Oxum'])}; there are {_counted(oxum)}")

    @staticmethod
    def _text(bag: BagReader, path: str) -> str:
        """Return a tag file's text; its size is limited, and bytes that are no UTF-8 raise."""
        if bag.files[path] > _TAG_LIMIT:
            raise ValueError(f"{path} is too large")
        with bag.open(path) as file:
            data = file.read(_TAG_LIMIT + 1)
        if len(data) > _TAG_LIMIT:
            raise ValueError(f"{path} is too large")
        return data.decode("utf-8")


def _tags(text: str) -> dict[str, str]:
    """Return the labels and values of a tag file (RFC 8493 2.2.2), the first value of each; folded lines are joined."""
    found: dict[str, str] = {}
    for line in re.sub(r"\r?\n[ \t]+", " ", text).splitlines():
        name, colon, value = line.partition(":")
        if colon:
            found.setdefault(name.strip(), value.strip())
    return found


def _counted(oxum: str) -> str:
    """Return a payload's octets and streams in words; what is none of BagIt's as it stands."""
    size, _, count = oxum.partition(".")
    return f"{size} bytes in {count} files" if size.isdecimal() and count.isdecimal() else one_line(oxum)
