"""From spans of text to quotes and back: joined as they are read, and found again however somebody typed them.

Decisions:

- Running text is made in one place (`text/quotes/hyphens`, with `addresses`); what earlier versions joined otherwise is told by
  `join_keeping`, so that their passages stay verbatim. A soft hyphen is a printed one: many fonts have one glyph for both. A
  hyphen at a line end goes where the page shows that words are broken there, unless it stands within a line too or both sides
  are words.
- Quotes are compared strictly, and looked for once more as they are typed (`cli/marking`, `text/quotes/typed`,
  `text/page/raised`): nobody types a footnote's mark or a dash (`find_quote(typed=True)`). What is kept is what is printed, and
  the command line says so.
- What is copied is not what is quoted (`text/quotes/copying`): rows with tabs, by the pages at hand; a quote is made from the
  whole document.
"""
