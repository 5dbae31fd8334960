"""Says how a search was understood, in the words of the window and the command line."""

from __future__ import annotations

from collections.abc import Sequence

from reviewer.i18n import tr
from reviewer.looking.query import All, Any, Near, Node, Query, Remark, Wanted, Without
from reviewer.model.neutral import inserted
from reviewer.services.search.searching import Suggestion, Way


def said(query: Query, typed: str = "") -> str:
    """Return what is looked for, each word and each phrase in quotation marks; of nothing, what was typed."""
    return _said(query.node) if query.node else f"“{inserted(typed)}”"


def remarks(query: Query) -> tuple[str, ...]:
    """Return what is to be said of a query that was not taken as it was typed."""
    told = {
        Remark.ONLY_NOT: tr("NOT and - only take away: name a word, too, that is to be found."),
        Remark.NOT_IN_OR: tr("What stands in an OR must name a word that is to be found: the part with NOT alone was left out."),
        Remark.NEAR_OF_MORE: tr("NEAR stands between words or phrases only: both sides are looked for, however far apart."),
        Remark.CUT: tr("These are too many words: only the first are looked for."),
    }
    return tuple(words for remark, words in told.items() if remark in query.remarks)


def _said(node: Node) -> str:
    match node:
        case Wanted(words, is_beginning):
            return f"“{inserted(words)}{'*' if is_beginning else ''}”"
        case Near(parts, between):
            return tr("{words} with at most {count} words between").format(words=_listed(list(map(_said, parts))), count=between)
        case All(parts):
            return _listed([_inside(one, Any, Without, Near) for one in parts])
        case Any(parts):
            *others, last = (_inside(one, All, Without, Near) for one in parts)
            return tr("{words} or {last}").format(words=", ".join(others), last=last)
        case Without(wanted, unwanted):
            less = _inside(unwanted, All, Any, Without, Near)
            return tr("{words} but not {unwanted}").format(words=_inside(wanted, Any), unwanted=less)


def _listed(parts: Sequence[str]) -> str:
    return tr("{words} and {last}").format(words=", ".join(parts[:-1]), last=parts[-1])


def _inside(node: Node, *set_apart: type[Node]) -> str:
    return f"({_said(node)})" if isinstance(node, set_apart) else _said(node)


def suggested(one: Suggestion) -> str:
    """Say what would find more, and how many hits."""
    words = said(one.asked.query, one.asked.typed)
    return {
        Way.BEGINNINGS: tr("whole words are found; {words} would find {count}"),
        Way.WITHOUT_FILTER: tr("without what the search is narrowed to there are {count}"),
        Way.TOLERANT: tr("with words that may have been misread in recognised text there are {count}"),
        Way.ANY_WORD: tr("{words} would find {count}"),
    }[one.way].format(words=words, count=one.count)
