"""What a case holds and shows: sources, texts, linked files, the search index, claims, passages, reading places, coverage.

Decisions:

- A search index is believed in a file that is as this machine left it (inode, size, times, after every write): the head says
  nothing of it, and it can be changed behind a head that is ours. Else searches use one in memory, renewed by what changed,
  and the first change makes the file's anew, in one transaction, since its owner's machine believes what it finds there. Of
  our own cases that goes without a word, for a copy or a kill does it too. Making it lays no seal: another file of that head
  may lie. A page's text with its checksum can be changed so as well: `check` reads the documents anew
  (`services/checks/rereading`), and no quote goes into a pack that its page does not say.
- The index is not the text (`store/content/indexed_text`): it has words as they are looked up (`looking/folding`), signs of
  Thai or Devanagari as private characters, since FTS5 would cut there, letters of scripts without spaces apart, and words
  broken at line ends once more behind the text, joined, further off than any NEAR reaches. An entry says in which form the
  others stand; an index of another form is made anew, and the schema knows nothing of it. What a hit shows comes from the text
  itself. Whether a word stands in a document, only the printed part says.
- A word that a person put right is found by how it was recognised too, as an entry of its own (`misread`) that says what stands
  there: it is no word of the page, and no phrase reaches it.
- Misread words are thought of, not indexed (`looking/look_alikes`, `store/content/spellings`): of the ways in which a word may
  have been recognised, those that stand in the index are asked for too, and taken only where the text is recognised. A skeleton
  index would cost as much as the index itself and find "modem" for "modern" in text that nobody misread.
- The index knows beginnings of three letters by themselves (`prefix='3'`): somebody who types waits for these, of which there are
  most. It costs a sixth more to make, and four letters too would cost as much again; looking for breaks and letters without
  spaces only where one can be paid for it (`indexed_text`).
- A search costs what it shows: hits are found and counted by number against what is kept in memory
  (`store/content/entry_places`), ranked up to 20,000, and the words around them made for a portion. An answer that nobody waits
  for is given up. `tests/bench/search_figures.py` measures it.
- Recognised text is evidence where an entry vouches for it: for the words, and for where each letter lies (entries of the first
  runs for the words alone, which counts still). What is vouched for stays as it is when a page says the same again. Until the
  entry that ends a run there is only the row, which anybody who can write the file can lay there (`content/unvouched_layers`): in
  a file that is as this machine left it, it is ours, and a run that was killed goes on from it; else it is passed over, dropped
  before the first change, and its page read again. `check` names it as no evidence yet, since a run may be under way, and no
  pack quotes its page.
- Coverage (`content/coverage`) is one row a page and reviewer, added up: who had it in view for how long, or found it. No
  journal entry, no undo, no evidence; it stays in the case, and no pack knows of it (`tests/cli/test_coverage.py` holds that
  to the byte) unless somebody chose so: then counts and pages, and no names. A copy of the case has it. What is marked and
  counterchecked is worked out from records and journal, and of a passage that was carried over only its place in the version
  where it stands now: the older one's page is unmarked again.
"""
