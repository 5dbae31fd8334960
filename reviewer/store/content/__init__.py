"""What a case holds and shows: sources and texts, links to large files, the search index, claims, passages, reading places.

Decisions:

- A search index is believed in a file that is as this machine left it (inode, size, times, after every write): the head says
  nothing of it, and it can be changed behind a head that is ours. Else searches use one in memory, renewed by what changed, and
  the first change makes the file's anew, in one transaction, since its owner's machine believes what it finds there. Of our own
  cases that goes without a word, for a copy or a kill does it too. Making it lays no seal: another file of that head may lie. A
  page's text with its checksum can be changed so as well: `check` reads the documents anew (`services/rereading`), and no quote
  goes into a pack that its page does not say.
- The index is not the text (`store/content/indexed_text`): letters of scripts without spaces are set apart, and words broken at
  line ends follow the text once more, joined and with the words around them. Whether a word stands in a document, only the
  printed part says.
"""
