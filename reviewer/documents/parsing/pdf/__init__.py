"""A PDF opened with MuPDF: pages, facts, links and annotations.

Decisions:

- Annotations of other programs are read from their dictionaries (`parsing/pdf/annotation_reading`), without loading pages, at
  the lowest priority and in runs of pages; what they say, who said it and when is the document's word. Of `/QuadPoints` only
  where the corners lie is believed, never their order. Comments are gathered from every entry that can hold one, and whatever
  is left unread is said; what is read of one page is bounded, and an answer ends with the page on which 50 ms are over.
- What a page refers to is a hyperlink, since a link is a passage's to a claim. A worker reads the annotations itself
  (`parsing/pdf/hyperlinks`): in MuPDF's list a program to be started looks like an address. Only places in the document are
  gone to; all else is words with a Copy (`viewer/gestures/following`).
- What a file carries is told and never followed (`parsing/pdf/file_facts`, “About this document”, `reviewer about`): scripts,
  programs, addresses, forms, other files, media, signatures, earlier states. It is read when somebody asks, each tree and chain
  once, so many entries and so long; what is left out is said.
"""
