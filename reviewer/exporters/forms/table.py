"""Claims and passages as CSV: RFC 4180, UTF-8 with a byte order mark for spreadsheets, every cell quoted.

Owns the defence against cells that a spreadsheet would run: what stands in a document, a claim or a note is text, whatever it
starts with. Headers are stable; new columns are added at the end.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from reviewer.exporters.forms.registry import exporter
from reviewer.exporters.plan.desk import PlannedStanding
from reviewer.exporters.plan.exhibits import Exhibit, ExhibitLink, PlannedClaim
from reviewer.exporters.plan.wording import GAPS, reads_otherwise
from reviewer.exporters.reading.rendered import Rendered
from reviewer.model.anchor import CHANGED
from reviewer.model.neutral import one_line
from reviewer.model.stance import Stance
from reviewer.model.text_layer import CORRECTED, RECOGNISED

CLAIM_COLUMNS = (
    *("claim", "text", "speaker", "date", "channel", "kind", "element_of"),
    *("states", "supports", "contradicts", "context", "exhibits", "claim_id"),
    *("states_with_elements", "supports_with_elements", "contradicts_with_elements", "context_with_elements"),
    *("part", "verdict", "verdict_from", "verdict_of_elements", "verdict_reason", "gaps"),
)
STANCES = (Stance.STATES, Stance.SUPPORTS, Stance.CONTRADICTS, Stance.CONTEXT)
"""In the order of the columns that count them."""
PASSAGE_COLUMNS = (
    *("exhibit", "claim", "stance", "claim_text", "quote", "quote_as_printed", "document", "page", "page_label", "kind", "note"),
    *("link_note", "annotated_copy", "picture", "document_sha256", "passage_id", "claim_id", "left_out"),
)

_STARTS_FORMULA = re.compile(r"[\s\"']*[=+\-@|%\u2212]")
_INNER_FORMULA = re.compile(r"([;|])(\s*)(?=[=+\-@＝＋－＠﹦﹢﹣﹫])")

Cell = str | int | None


def defused(text: str) -> str:
    """Return a cell's text on one line that no spreadsheet takes for a formula, in any list separator.

    A cell that, with compatibility characters folded and invisible ones dropped, begins with `=`, `+`, `-`, `@`, `|` or `%`, also
    behind white space or quotation marks, gets an apostrophe before it. So does such a sign behind a `;` or `|`, where the
    spreadsheets of other countries would begin the next cell.
    """
    folded = unicodedata.normalize("NFKC", text)
    bare = "".join(one for one in folded if unicodedata.category(one) not in {"Cc", "Cf"})
    line = _INNER_FORMULA.sub(r"\1\2'", one_line(text))
    return f"'{line}" if _STARTS_FORMULA.match(bare) else line


def rows_as_csv(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """Yield a table as CSV, the byte order mark first; text is defused, numbers are written as they are, None is empty."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([defused(one) for one in header])
    yield b"\xef\xbb\xbf" + buffer.getvalue().encode()
    for row in rows:
        buffer.seek(0)
        buffer.truncate()
        writer.writerow([defused(one) if isinstance(one, str) else one for one in row])
        yield buffer.getvalue().encode()


@exporter("claims.csv", "Table of claims")
def claims_table(rendered: Rendered) -> Iterator[bytes]:
    """Yield `claims.csv`: a row a claim, its own passages counted by stance and, in the last columns, with its elements'."""
    numbers = {one.id: one.number for one in rendered.plan.claims}
    rows = (_claim_row(one, numbers[one.parent] if one.parent else "") for one in rendered.plan.claims)
    return rows_as_csv(CLAIM_COLUMNS, rows)


@exporter("passages.csv", "Table of passages")
def passages_table(rendered: Rendered) -> Iterator[bytes]:
    """Yield `passages.csv`: a row a passage and claim; a passage without a claim has one row."""
    return rows_as_csv(PASSAGE_COLUMNS, _passage_rows(rendered))


def _claim_row(claim: PlannedClaim, parent: str) -> Sequence[Cell]:
    exhibits = sorted({one.exhibit.number for _, group in claim.groups for one in group})
    return (
        *(claim.number, claim.text, claim.speaker, claim.date, claim.channel, claim.kind.value, parent),
        *(claim.counts[one] for one in STANCES),
        *(" ".join(str(one) for one in exhibits), claim.id),
        *(claim.totals[one] for one in STANCES),
        *(claim.part.value if claim.part else None, *_standing(claim.standing)),
    )


def _standing(held: PlannedStanding) -> Sequence[Cell]:
    """Return the verdict, where it comes from, what follows from the elements, the reason, and what is lacking."""
    origin = "set" if held.is_set else "elements" if held.has_elements else "not set"
    follows = held.follows.value if held.has_elements else None
    return held.verdict.value, origin, follows, held.reason or None, "; ".join(GAPS[one] for one in held.gaps) or None


def _passage_rows(rendered: Rendered) -> Iterator[Sequence[Cell]]:
    for exhibit in rendered.plan.exhibits:
        for link in exhibit.links or (None,):
            yield _passage_row(exhibit, link, rendered)


def _passage_row(exhibit: Exhibit, link: ExhibitLink | None, rendered: Rendered) -> Sequence[Cell]:
    document = rendered.plan.document(exhibit.document)
    text = exhibit.anchor.text
    is_in = rendered.is_in(exhibit)
    quote = text.quote if text and is_in else None
    printed = text.quote_as_printed if text and quote and reads_otherwise(text) else None
    pictures = " ".join(file.path for _, file in rendered.crops(exhibit, link.stance if link else None))
    page = exhibit.anchor.pages[0]
    kind = exhibit.anchor.kind
    if is_in and exhibit.anchor.is_recognised:
        kind = CORRECTED if exhibit.anchor.is_corrected else RECOGNISED
    if is_in and exhibit.anchor.has_changed_words:
        kind = f"{kind}, {CHANGED}"
    return (
        *(exhibit.number, link.claim_number if link else None, link.stance.value if link else None),
        *(link.claim_text if link else None, quote, printed, document.name),
        *((page + 1, document.label(page)) if is_in else (None, None)),
        *(kind, exhibit.note, link.note if link else None),
        *((is_in and rendered.copy_of(document)) or None, pictures, document.sha256),
        *(exhibit.passage, link.claim if link else None, rendered.why_left_out(exhibit) or None),
    )
