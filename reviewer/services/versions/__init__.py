"""Versions of a document: which documents seem to be some, and where the passages of one stand in another.

`sketching` makes what documents are known again by, `suggesting` compares it, `finding_places` says of every passage of an older
version where it stands in a newer one, `regions` of those that are no text, by `same_pixels`. What changes evidence is in
`commands/versions`.

Decisions:

- Suggested, never done: that a document is a version of another is what a person says, and is journalled.
- A sketch is the 256 smallest hashes of all runs of three words, and the edges of the first page in a grid. Both are compared
  without opening a document, so that a case of hundreds costs a moment; they are derived and kept in the case.
- Only documents that share enough hashes, or edges, are compared (`alike_index`): a case of thousands costs seconds, and closing
  it waits for one document at most.
- A picture is drawn small by the document's worker and measured here from its pixels, so that nobody but the worker parses.
  Edges, with a dead zone around flat areas, survive another encoding and another size; brightness does not.
- No hash of a picture sees a changed figure. A region is carried over where its pixels are the same, or differ by no more than
  JPEG leaves, measured by the contrast around each: a comma made a full stop in letters of nine pixels differs twice as much.
  Pressed harder (quality 75 and less), shrunk, or scanned anew it waits for a person.
- The places of passages are worked out anew each time: what the newer text says counts when a person looks.
"""
