"""The words of second persons' reviews. No widgets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reviewer.i18n import tr
from reviewer.model.desk import Desk
from reviewer.model.neutral import inserted
from reviewer.model.review import LinkReview, Opinion


def review_words(reviews: Sequence[LinkReview]) -> str:
    """Return what second persons say of a link, the newest word of each; "" where nobody said anything."""
    newest = {one.reviewer: one for one in reviews}
    return " · ".join(map(_said, newest.values()))


def all_review_words(desk: Desk) -> Mapping[str, str]:
    """Return what second persons say of each link that anybody reviewed."""
    by_link: dict[str, list[LinkReview]] = {}
    for one in desk.link_reviews:
        by_link.setdefault(one.link, []).append(one)
    return {link: review_words(said) for link, said in by_link.items()}


def _said(review: LinkReview) -> str:
    words = {
        Opinion.AGREE: tr("agreed by {name}"),
        Opinion.DISPUTE: tr("disputed by {name}"),
        Opinion.COMMENT: tr("{name} remarks"),
    }[review.opinion].format(name=inserted(review.reviewer))
    words += "" if review.stands else tr(", changed since")
    return f"{words}: {inserted(review.comment)}" if review.comment else words
