"""The timeline as one SVG picture that needs nothing else: no script, no font, no address; the same bytes for the same case.

Laid out as in the window (`desk.timeline_layout`), all dates in sight. Dates stand in it as text, and each thing has a title that
says all of it, for screen readers and for whoever points at it.
"""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Iterator

from reviewer.desk.access_words import status_word, unsourced_word
from reviewer.desk.timeline import Timeline
from reviewer.desk.timeline_layout import ROW_PX, Layout, layout_of, plan_of, scale_of
from reviewer.desk.timeline_packing import BAR_PX, MARK_PX, SIGN_PX, TAIL_PX, Placed
from reviewer.desk.timeline_scale import Tick, ruler_of
from reviewer.desk.timeline_words import counts_of, kind_word, told_whole
from reviewer.i18n import tr
from reviewer.model.access import AccessStatus
from reviewer.model.neutral import displayed

_WIDTH, _NAMES, _HEAD, _RULER, _FOOT = 1400, 220, 44, 30, 44
_INK, _SECOND, _LINE, _SOFT, _PAPER = "#1B1E21", "#51585F", "#DADDDF", "#EFF0F0", "#FFFFFF"
_GAP_INK, _GAP_PAPER = "#855300", "#FFF7E3"
_NARROW = frozenset("iljtfrI.,:;'’“”|!()[] ")


def timeline_svg(found: Timeline, title: str) -> bytes:
    """Return the picture of a timeline; `title` is the case's."""
    plan = plan_of(found.items, _width_of)
    body = float(_WIDTH - _NAMES)
    layout = layout_of(plan, scale_of(plan, body), body)
    height = _HEAD + _RULER + layout.height + _FOOT
    named = tr("Timeline of {title}").format(title=title)
    size = f'width="{_WIDTH}" height="{height:.0f}" viewBox="0 0 {_WIDTH} {height:.0f}"'
    look = f'font-family="Inter, Helvetica, Arial, sans-serif" font-size="12" fill="{_INK}"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title desc" {size} {look}>',
        f'<title id="title">{_safe(named)}</title>',
        f'<desc id="desc">{_safe(counts_of(found))}</desc>',
        f"<defs>{_hatching('hatch', _SECOND)}{_hatching('hatch-gap', _GAP_INK)}</defs>",
        _rect(0, 0, _WIDTH, height, _PAPER),
        _words(12, 27, named, size=15, weight=600),
        *_ruled(layout, height - _FOOT),
        *_named(layout),
    ]
    for row in layout.rows:
        for one in row.placed:
            lines += _drawn(one, row.top + _HEAD + _RULER, layout)
    lines += [*_legend(height - _FOOT / 2), "</svg>"]
    return ("\n".join(lines) + "\n").encode()


def _ruled(layout: Layout, bottom: float) -> Iterator[str]:
    ruler = ruler_of(layout.scale, 0, layout.scale.width)
    top = _HEAD + _RULER
    for one in ruler.ticks:
        x = layout.scale.x(one.first) + _NAMES
        if _NAMES <= x <= _WIDTH:
            yield _line(x, _HEAD, x, bottom, _LINE)
        yield from _tick(one, layout, _HEAD + _RULER / 2 + 4 if not ruler.groups else _HEAD + _RULER - 4)
    for one in ruler.groups:
        yield from _tick(one, layout, _HEAD + 12, weight=600)
    yield _line(0, top, _WIDTH, top, _LINE)


def _tick(one: Tick, layout: Layout, y: float, weight: int = 400) -> Iterator[str]:
    left = max(_NAMES, layout.scale.x(one.first) + _NAMES)
    right = min(_WIDTH, layout.scale.x(one.last) + _NAMES)
    if right - left > _width_of(one.words) + 4:
        x, anchor = ((left + right) / 2, "middle") if one.is_one else (left + 4, "start")
        yield _words(x, y, one.words, anchor=anchor, weight=weight)


def _named(layout: Layout) -> Iterator[str]:
    for band in layout.bands:
        top, bottom = band.top + _HEAD + _RULER, band.bottom + _HEAD + _RULER
        yield _words(12, top + 20, f"{kind_word(band.kind)} {band.holds}", size=13, weight=600)
        for lane in band.lanes:
            if lane.name:
                y = lane.top + _HEAD + _RULER + ROW_PX / 2 + 4
                yield _words(20, y, _fitted(lane.name, _NAMES - 28))
        yield _line(0, bottom, _WIDTH, bottom, _LINE)


def _drawn(one: Placed, top: float, layout: Layout) -> Iterator[str]:
    item, extent = one.dated.item, one.dated.extent
    ink = _SECOND if item.is_sourced else _GAP_INK
    yield f"<g><title>{_safe(told_whole(item))}</title>"
    left, right = one.left + _NAMES, one.right + _NAMES
    middle = top + ROW_PX / 2
    if one.dated.is_mark:
        x = left + MARK_PX / 2
        if item.is_sourced and item.status is None:
            yield f'<circle cx="{x:.1f}" cy="{middle:.1f}" r="7" fill="{_PAPER}" stroke="{ink}" stroke-width="1.2"/>'
        elif not item.is_sourced:
            yield _rect(left, middle - MARK_PX / 2, MARK_PX, MARK_PX, _GAP_PAPER, edge=ink, dashed=True)
        yield from _sign(item.status, x, middle, ink)
    else:
        left += TAIL_PX if extent.opens_left else 0
        right -= TAIL_PX if extent.opens_right else 0
        yield from _bar(one, (left, right, middle), ink, layout)
    for is_open, tip, inwards in ((extent.opens_left, one.left, 1), (extent.opens_right, one.right, -1)):
        if is_open:
            x = tip + _NAMES
            yield _line(x + inwards * TAIL_PX, middle, x, middle, ink, extra=' stroke-dasharray="6 3" stroke-opacity="0.7"')
            points = f"{x + inwards * 6:.1f},{middle - 4:.1f} {x:.1f},{middle:.1f} {x + inwards * 6:.1f},{middle + 4:.1f}"
            yield f'<polyline points="{points}" fill="none" stroke="{ink}"/>'
    x, width = one.label_left + _NAMES, one.label_width
    if not item.is_sourced:
        yield _words(x + 2, middle + 4, "⚠", colour=_GAP_INK)
        x, width = x + SIGN_PX, width - SIGN_PX
    yield _words(x, middle + 4, _fitted(one.dated.label, width), colour=_INK if item.is_sourced else _GAP_INK)
    yield "</g>"


def _bar(one: Placed, where: tuple[float, float, float], ink: str, layout: Layout) -> Iterator[str]:
    item, extent = one.dated.item, one.dated.extent
    left, right, middle = where
    top = middle - BAR_PX / 2
    is_sure = extent.sure_to > extent.sure_from
    begins = min(right, max(left, layout.scale.x(extent.sure_from) + _NAMES)) if is_sure else right
    ends = max(left, min(right, layout.scale.x(extent.sure_to) + _NAMES)) if is_sure else right
    hatch = "url(#hatch)" if item.is_sourced else "url(#hatch-gap)"
    for first, last in ((left, begins), (ends, right)):
        if last > first:
            yield _rect(first, top, last - first, BAR_PX, _PAPER) + _rect(first, top, last - first, BAR_PX, hatch)
    if ends > begins:
        paper = _GAP_PAPER if not item.is_sourced else _SOFT if item.status is None else _PAPER
        yield _rect(begins, top, ends - begins, BAR_PX, ink if item.status is AccessStatus.USED else paper)
        if item.status is AccessStatus.GRANTED:
            yield _rect(begins, middle, ends - begins, BAR_PX / 2, ink)
    yield _rect(left, top, right - left, BAR_PX, "none", edge=ink, dashed=not item.is_sourced)
    if item.status not in (None, AccessStatus.USED, AccessStatus.GRANTED):
        x = left + 9 if right - left > 18 else (left + right) / 2
        yield f'<circle cx="{x:.1f}" cy="{middle:.1f}" r="7.5" fill="{_PAPER}"/>'
        yield from _sign(item.status, x, middle, ink)


def _sign(status: AccessStatus | None, x: float, y: float, ink: str) -> Iterator[str]:
    """Draw the circle of a status: the fuller, the further it went; revoked is struck, denied crossed."""
    if status is None:
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5" fill="{ink}"/>'
        return
    dashes = {AccessStatus.OFFERED: ' stroke-dasharray="1.5 1.5"', AccessStatus.REQUESTED: ' stroke-dasharray="4 2"'}
    fill = ink if status is AccessStatus.USED else "none"
    yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5.5" fill="{fill}" stroke="{ink}" stroke-width="1.3"{dashes.get(status, "")}/>'
    if status is AccessStatus.GRANTED:
        yield f'<path d="M{x:.1f} {y - 5.5:.1f}a5.5 5.5 0 0 0 0 11z" fill="{ink}"/>'
    if status in (AccessStatus.REVOKED, AccessStatus.DENIED):
        yield _line(x - 3.8, y + 3.8, x + 3.8, y - 3.8, ink)
    if status is AccessStatus.DENIED:
        yield _line(x - 3.8, y - 3.8, x + 3.8, y + 3.8, ink)


def _legend(y: float) -> Iterator[str]:
    x = 12.0
    rows = (
        (_rect(0, -6, 24, 12, _SECOND), status_word(AccessStatus.USED)),
        (_rect(0, -6, 24, 12, _PAPER, edge=_SECOND) + _rect(0, 0, 24, 6, _SECOND), status_word(AccessStatus.GRANTED)),
        (_rect(0, -6, 24, 12, "url(#hatch)", edge=_SECOND), tr("date not exact")),
        (_rect(0, -6, 24, 12, _GAP_PAPER, edge=_GAP_INK, dashed=True), unsourced_word()),
    )
    for sample, words in rows:
        yield f'<g transform="translate({x:.1f} {y:.1f})">{sample}</g>'
        yield _words(x + 32, y + 4, words, colour=_SECOND)
        x += 32 + _width_of(words) + 24
    yield _words(x, y + 4, tr("Granted is not used; possible is not granted"), colour=_SECOND)


def _hatching(name: str, ink: str) -> str:
    line = f'<path d="M-1 1l2-2M0 6l6-6M5 7l2-2" stroke="{ink}" stroke-width="1"/>'
    return f'<pattern id="{name}" width="6" height="6" patternUnits="userSpaceOnUse">{line}</pattern>'


def _rect(x: float, y: float, width: float, height: float, fill: str, *, edge: str = "", dashed: bool = False) -> str:
    stroke = f' stroke="{edge}"' if edge else ""
    dashes = ' stroke-dasharray="4 3"' if dashed else ""
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{fill}"{stroke}{dashes}/>'


def _line(x: float, y: float, to_x: float, to_y: float, ink: str, *, extra: str = "") -> str:
    return f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{to_x:.1f}" y2="{to_y:.1f}" stroke="{ink}"{extra}/>'


def _words(
    x: float, y: float, words: str, *, size: int = 12, weight: int = 400, anchor: str = "start", colour: str = _INK
) -> str:
    said = f' font-size="{size}"' if size != 12 else ""
    said += f' font-weight="{weight}"' if weight != 400 else ""
    said += f' text-anchor="{anchor}"' if anchor != "start" else ""
    said += f' fill="{colour}"' if colour != _INK else ""
    return f'<text x="{x:.1f}" y="{y:.1f}"{said}>{_safe(words)}</text>'


def _safe(words: str) -> str:
    """Return words as text of XML, on one line, without what XML may not hold or what turns a line about."""
    return html.escape(" ".join(displayed(words).split()), quote=False)


def _width_of(words: str) -> float:
    """Return how wide words are at most in a sans-serif of 12 px: no font is asked, so that all pictures of it are the same."""
    return sum(_advance(one) for one in words)


def _advance(one: str) -> float:
    if one in _NARROW:
        return 4.2
    if unicodedata.east_asian_width(one) in {"W", "F"}:
        return 12.5
    return 8.8 if one.isupper() or one in "mwMW@%—" else 7.2


def _fitted(words: str, width: float) -> str:
    """Return as much of words as fits."""
    if _width_of(words) <= width + 0.5:
        return words
    taken, used = 0, _advance("…")
    while taken < len(words) and used + _advance(words[taken]) <= width:
        used += _advance(words[taken])
        taken += 1
    return f"{words[:taken].rstrip()}…"
