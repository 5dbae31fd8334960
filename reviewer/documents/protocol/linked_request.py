"""What is asked of a worker of a document that stays outside the case.

Owns the layout of that request.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import ClassVar, Self

from reviewer.documents.limits import MAX_PASSWORD_BYTES
from reviewer.documents.protocol.fields import Reader, pack_text
from reviewer.documents.protocol.framing import Kind
from reviewer.documents.sources.file_stamp import FileStamp


@dataclass(frozen=True, slots=True)
class OpenLinked:
    """Open the document in a file that others may write to; it comes as a descriptor, with its stamp when it was hashed."""

    stamp: FileStamp
    password: str | None
    kind: ClassVar[Kind] = Kind.OPEN_LINKED
    layout: ClassVar[struct.Struct] = struct.Struct("<QQQqqB")

    def pack(self) -> bytes:
        """Return the payload."""
        one = self.stamp
        numbers = (one.device, one.inode, one.size, one.modified_ns, one.changed_ns)
        return self.layout.pack(*numbers, self.password is not None) + pack_text(self.password or "")

    @classmethod
    def unpack(cls, reader: Reader) -> Self:
        """Read the payload."""
        *numbers, has_password = reader.numbers(cls.layout)
        password = reader.text(limit_chars=MAX_PASSWORD_BYTES)
        reader.finish()
        return cls(FileStamp(*numbers), password if has_password else None)
