"""Everything asked of a page's text: where a point falls, what word or line stands there, and what a drag selected.

`page/` is what a page's text is, characters with boxes, lines, columns, words. `furniture/` tells what no sentence over a page's
end means. `quotes/` leads from spans to quotes and back, `selecting/` from drags, carets and marks of others to spans and their
quads; `finding` looks words up for a reader. Pure: no parser, no Qt. All offsets count code points.
"""
