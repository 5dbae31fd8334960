"""Adding one file that is too large for a case: its checksum, its pages and texts, and where it lies, but not its bytes.

Owns what is different from other files. Adding the bytes of a document that is linked already, from another place, leads it
there: whatever they are called there, they are the same ones.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from reviewer.documents.sources.linked_source import AnySource, FoundFile, LinkedSource
from reviewer.i18n import tr
from reviewer.model.document import Document, LinkedFile
from reviewer.services.adding.importing_file import FileImport, ImportResult


class LinkedImport(FileImport):
    """One large file on its way to be linked. `run` is called once, on the thread of the import."""

    def _take(self) -> AnySource:
        """Hash the file where it lies."""
        with FoundFile.at(self._path) as found:
            sha256 = found.hash(self._tell_hashed, self._stop)
            return found.as_source(sha256)

    def _tell_hashed(self, done: int, total: int) -> None:
        self._at = replace(self._at, bytes_done=done, byte_count=total)
        self._tell(self._at)

    def _known_as(self, document: Document, source: AnySource) -> ImportResult:
        result = super()._known_as(document, source)
        before = self._session.sources.linked_files.file(source.sha256)
        if before is None or before.path == self._path.absolute():
            return result
        file = self._lead_here(source)
        self._session.write(lambda case: case.set_linked_file(file), background=True).result()
        reason = tr("The same bytes are in the case already, as {name}, which is linked to this file from now on")
        return replace(result, reason=reason.format(name=document.name))

    def _adopt(self, source: AnySource) -> None:
        self._lead_here(source)

    def _begin(self, source: AnySource) -> bool:
        file = self._lead_here(source)
        return self._session.write(lambda case: case.begin_import(source.sha256, source.size, file), background=True).result()

    def _remarks(self, source: AnySource) -> list[str]:
        linked = tr("Linked: the case keeps its checksum and where it lies, not its bytes")
        return [linked, *super()._remarks(source)]

    def _lead_here(self, source: AnySource) -> LinkedFile:
        assert isinstance(source, LinkedSource)
        return self._session.sources.linked_files.lead_to(Path(self._path), source)
