"""What a drag, a caret or a mark of another program takes of a page's text.

Decisions:

- Text is selected by keys through the same tool as by the mouse: an end of a selection is a point, or the place of a caret.
  Ctrl+A takes the page that is read (`gestures/whole_page`). What follows, from quads to citation, cannot differ.
- A drag takes what lies under it (`documents/text/selecting/dragging`), not what is read between two carets: where two
  directions meet, one place on paper is two in the text, and beside a word a caret belongs to another line. A passage stays one
  span, so what is read in between is taken with it. Over several words it takes them whole (`text/page/words.whole_words`): a
  quote that begins with a letter missed is easily attacked. Keys and Shift+click go letter by letter.
- A mark of another program takes the words that it lies upon (`documents/text/selecting/marked`), anchored as a drag is; where
  it left out words that are read in between it becomes several passages, for no quote may say what nobody marked. Over no
  words it is a region (`services/annotations/annotation_places`, for list and case alike). It is in the case already when a
  passage lies there, to whose note is added what that does not say: nothing is written down, so the schema knows no
  annotations. Several at one place are one passage with all that was said. A passage that lies just where the file has a
  colour of its own gets no second fill, once the file's annotations are known (`reading/taken_places.filled_by_file`).
- A selection that passes over something says so (`text/selecting/gaps`): words between its own in a column or row, or wide
  empty space. Furniture is left out on purpose and never a gap; at page ends only words count, since stamps stand far from the
  text.
"""
