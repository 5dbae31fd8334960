"""Finding a passage again in another version of its document, and judging whether it still says the same. Pure.

`letters` makes one row of letters of a document's pages, with the way back; `candidates` tells where in it a passage may stand;
`aligning` cuts out the passage's own part; `placing` puts it together and says how sure it is. `words`, `punctuation`,
`matters`, `english`, `noise`, `hyphens` and `comparing` judge: what a word is, which ones matter, what a second reading or a
line end does to it, what changed; `in_place`, with `surroundings` and `page_ends`, judges the sentence around.

Decisions:

- Nothing counts as the same that is not known to be. Two texts that somebody set differ by type only (line ends, hyphens,
  ligatures, shapes of quotation marks, spaces), so any other word or punctuation in them is a change. Where a program
  recognised one of them, a word may also differ as misread letters differ; but never a negation, a number, a name, a modal
  verb, a date or a word of quantity, and never so that both readings are words: “employee” for “employer” is a change. A person
  sees whatever is held back. Punctuation is not judged there: a recogniser loses, makes up or swaps some on nearly every page.
- What is a word is told by a list that ships: 130,000 words of English from SCOWL (Debian's `scowl`, free for any purpose with
  its notice, which lies beside it; 200 KB, made by `packaging/english_words.py`, read when versions are first compared). The
  words of the case's own documents were not enough: a change that was made once makes a word that stands nowhere else, as a
  misreading does. The trained data has a list too, but may be missing. Of other languages a word is known that stands in both
  versions.
- A misreading is of letters that look alike (c for e, rn for m), never of any letter for any other. Behind the end of a
  sentence a figure of a note may get lost (“his own use.1 Today”): raised figures are what recognisers read worst.
- The sentence around a passage is judged with it, as far as its context reaches: “not” or “Spotify” before its first word, “in
  2017” behind its last. A word that was changed there is told, and a person decides. Left out are the pages before and behind,
  which may be others now, a page's foot that one version only has (the line on which a passage ends is compared whole), what
  the context no longer reaches, and five words or more that came or went in one at an end of their page, where a line runs.
- The old document's own text widens the context where two places fit equally well: a sentence on every page of a form has 64
  letters around it that are on every page too.
- Forms and boilerplate: where the old version has a page, or a passage with all that is around it, several times, every copy
  must still be there for any of them to be sure. A changed one would be found in its unchanged neighbour otherwise.
"""
