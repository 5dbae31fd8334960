"""Everything asked of a page's text: where a point falls, what word or line stands there, and what a drag selected.

`page_text` has the characters and lines, `pointing` leads from points to offsets, `selection` from spans to quads and `quoting`
to selectors; `dragging` says what lies between two points, `moving` takes a caret through it. Pure: no parser, no Qt. All offsets
count code points.
"""
