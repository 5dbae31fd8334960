"""What the person is told when a worker refuses or fails: one sentence a status code, and a way on.

Owns those sentences. The worker sends codes only, so nothing a document says can appear here.
"""

from __future__ import annotations

import errno

from reviewer.documents.protocol.framing import Status
from reviewer.errors import DocumentError, LinkedFileError, NotIsolatedError, PasswordNeededError, RecognitionError, WorkerError
from reviewer.i18n import tr


def error_of(status: Status) -> DocumentError:
    """Return the error for a status other than `OK`."""
    match status:
        case Status.PASSWORD_NEEDED:
            return PasswordNeededError(tr("The document is locked with a password"), tr("Give the password to open it."))
        case Status.PASSWORD_WRONG:
            return PasswordNeededError(tr("The password does not open this document"), tr("Check the password and try again."))
        case Status.OUT_OF_MEMORY:
            return DocumentError(
                tr("The document needs more memory than it may have"),
                tr("Try a smaller zoom, or a simpler copy of the document."),
            )
        case Status.NO_TRAINED_DATA | Status.FILE_CHANGED:
            return _of_files(status)
        case Status.BAD_REQUEST | Status.FAILED | Status.DRAWS_ONLY | Status.OK:
            return WorkerError(tr("The document could not be processed"), tr("Try again, or open another copy of the document."))
        case _:
            return DocumentError(*_refusal(status))


def _of_files(status: Status) -> DocumentError:
    """Return the error for files outside the case that are not what they have to be."""
    if status is Status.FILE_CHANGED:
        return LinkedFileError(
            tr("The file of this linked document was written to while it was open"),
            tr("Open the document again: its checksum is worked out anew, and pages are shown if it is still the same."),
        )
    return RecognitionError(
        tr("What text recognition knows of the letters cannot be read"),
        tr("Fetch the *.traineddata files anew, or take those away that you added."),
    )


def _refusal(status: Status) -> tuple[str, str]:
    """Return what happened and what to do for documents and pages that are not taken."""
    again = tr("Ask whether another copy exists. The original was not changed.")
    sentences = {
        Status.NOT_A_DOCUMENT: (
            tr("It is not a PDF and not an image of a known kind"),
            tr("Save it as PDF, PNG, JPEG, JPEG 2000, WebP, TIFF, GIF, BMP, HEIC or PNM first."),
        ),
        Status.DAMAGED: (tr("The document is damaged and cannot be opened"), again),
        Status.EMPTY: (tr("The file is empty"), again),
        Status.NO_PAGES: (tr("The document has no pages"), again),
        Status.UNKNOWN_ENCRYPTION: (
            tr("The document is encrypted in a way this program cannot open"),
            tr("Save an unlocked copy with another program."),
        ),
        Status.TOO_MANY_PIXELS: (
            tr("The picture is too large: it has more than 600 million pixels, or 100 million that can only be read at once"),
            tr("Scale it down or cut it into parts first. Up to 600 million pixels it is enough to save it as PNG."),
        ),
        Status.LARGE_IMAGE: (
            tr("It is an image of more than 2 GiB; only PDFs so large can be linked"),
            tr("Save it in parts, or as a PDF."),
        ),
        Status.NO_SUCH_PAGE: (tr("The document has no such page"), tr("Pages count from 1 to the document's last.")),
        Status.TOO_MUCH_TEXT: (
            tr("This page holds more text than can be marked word by word"),
            tr("Mark a region of it instead."),
        ),
        Status.ATTACHED_TOO_LARGE: (
            tr("The attached file is larger than 256 MiB once it is unpacked"),
            tr("Take it out of the document with another program, on a computer that may come to harm."),
        ),
        Status.ATTACHED_DAMAGED: (tr("The attached file is damaged and cannot be unpacked"), again),
        Status.OUTLINE_TOO_DEEP: (
            tr("The outline cannot be read: its headings lie in each other more than 1,000 deep"),
            tr("Pages and text are not affected."),
        ),
        Status.PICTURE_LOST: (tr("Nothing of this picture can be drawn: it is damaged, and only its size is left"), again),
        Status.PAGE_DAMAGED: (tr("This page is damaged and cannot be read"), tr("The other pages are not affected.")),
    }
    return sentences[status]


def died() -> WorkerError:
    """Return the error for a worker that ended by itself, twice."""
    return WorkerError(
        tr("The isolated process that reads this document stopped working"),
        tr("Try again; the rest of the document may be fine."),
    )


def stopped() -> WorkerError:
    """Return the error for a worker that its sandbox ended, twice."""
    return WorkerError(
        tr("The process that reads this document was stopped by its sandbox: it tried something that reading never takes"),
        tr("The document may be made to do harm, or this program has a fault. Do not open it in other programs."),
    )


def not_isolated() -> NotIsolatedError:
    """Return the error for a document that nobody has said is to be read although nothing would isolate it."""
    return NotIsolatedError(
        tr("This computer cannot isolate documents: one that is made to do harm could reach your files or the network"),
        tr("Open it on another computer, or open it anyway if you trust where it comes from."),
    )


def overdue() -> WorkerError:
    """Return the error for a worker that did not answer in time."""
    return WorkerError(
        tr("This took too long and was stopped"),
        tr("The page may be too complex, or damaged; the rest of the document is not affected."),
    )


def lied() -> WorkerError:
    """Return the error for a worker whose answer made no sense."""
    return WorkerError(
        tr("The isolated process that reads this document gave an answer that makes no sense, and was stopped"),
        tr("The document may be made to do harm. Do not open it in other programs."),
    )


def not_linked_here() -> DocumentError:
    """Return the error for a file outside the case where no descriptor can be lent to the process that reads it."""
    return DocumentError(
        tr("Linked documents cannot be opened on this system: its isolated processes cannot read a file of more than 2 GiB"),
        tr("Open the case on Linux, or split the document and add the parts that matter."),
    )


def not_started() -> WorkerError:
    """Return the error for a worker that could not be started at all."""
    return WorkerError(
        tr("The isolated process that reads documents could not be started"), tr("Restart the program, or install it again.")
    )


def no_room() -> WorkerError:
    """Return the error for what the system has no descriptor or process left for."""
    return WorkerError(
        tr("The system has no room for more: too many documents are open at once"),
        tr("Close some of them, in other programs too, and try again."),
    )


def of_system(error: OSError, otherwise: DocumentError) -> DocumentError:
    """Return the error for what the system refused, where it says that it has no room for more."""
    return no_room() if error.errno in {errno.EMFILE, errno.ENFILE, errno.EAGAIN} else otherwise


def closed() -> WorkerError:
    """Return the error for requests after the document or the program was closed."""
    return WorkerError(tr("The document is closed"), tr("Open it again."))
