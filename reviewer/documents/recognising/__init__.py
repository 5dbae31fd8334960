"""Recognising text in pictures of pages, our side of it. What recognises runs in a process of its own (`parsing/recognition`).

Decisions:

- Text is recognised in a process that gets pixels and nothing else (`documents/recognising`, `parsing/recognition`): the
  document's own worker draws the page. It is told where the languages lie before it is locked in (`Profile.RECOGNISING`, a
  shorter list of calls than readers have), loads the engine and tries it; from then on Tesseract opens no file. Loading takes
  0.15 s of the processor and 40 MB, so neither the window nor a reading worker loads it. It has one thread.
- Where letters lie, the engine tells; how a page lies, we find out before it is read (`recognition/laying_straight`, `slant`):
  beyond three degrees aslant it reads nothing, and upside down it reads nonsense. A page is read again only where the first
  reading made no sense. Boxes are as high as their line, as on text that somebody set. Words that the engine hardly believes
  itself are left out (`recognition/believing`), for icons and stains look like letters. What was tried, with its figures, is in
  `parsing/recognition`; `tests/bench/recognition.py` shows what each step gains, and holds us to the `tesseract` program.
- In a window it begins by itself (`ui/acts/recognition_acts`): two seconds after the case is open, never while files are
  added, pages in view first (`services/recognition/recognition_agenda`), one page drawn ahead. Whoever turns pages has it put
  off like all that nobody waits for, its process stands behind all others of the computer, and one picture at a time is
  recognised in the whole program. Pausing ends the run, which costs nothing: what is left is worked out from what is kept. A
  linked file is not read through for it until somebody opens it.
- Without tesserocr the engine within PyMuPDF reads (`parsing/recognition/built_in`). It opens its files for each picture, so
  its process may read these, by a Landlock rule each; the filter that lets it open files is never installed without that.
  Which one reads, a constructor says in tests; the program has no switch.
- What knows the letters is not in the source tree (`recognising/trained_data`): 4 MB from Debian's package, which
  `packaging/trained_data.py` fetches; English, and every language in the folder that the preferences name. Without any all else
  works.
- A page may have several texts, and all are kept: what the document brings, what we recognised (again, where somebody had the
  page read anew), and each state of what a person corrected, a derived row that the correction's records are checked against
  (`store/content/recognised_layers`, `corrected_layers`). Which one is used says `layer_choice` alone: ours before the
  document's, for it was asked for; corrected before that; the document's own before all where a record says that a person chose
  it. One without words never hides one with. A passage names its layer by its checksum, and is held against that one, whichever
  is used (`exporters/reading/verbatim`). Each page is written by itself, so a run may end anywhere. Boxes and confidences are
  one packed value (`letters`). The entry that ends a run holds one checksum over all recognised texts of a document, to which
  `check` holds them. Nobody did it, so it is no undo step, and a document of which it found out something can still be taken
  back.
- A page that fails is remembered with what drew and read it (`store/content/failed_pages`, `engines.reads_by`): each opening
  would try it again, and take as long. Another version tries it by itself, and so does whoever asks. After a failure of anything
  else the window goes on by itself, a few times, ever later.
- A correction leaves quotes as they are, for a passage stays in the text that it was counted in; who wants the new reading
  gets a new anchor in that text, in a step of its own (`services/commands/quotes`). The old one stands in the journal.
- Text is garbled (`looking/garbled`) where signs have no meaning or hardly any word could be one; it knows no dictionary. A
  page with corrections is not read again: they stand in the text that was read.
- Who has a document open gets recognised text in place of its own, and knows no difference (`documents/recognising/layers`,
  put there by `services/case/sources`): selecting, quoting, finding and packs are the same code. Pages are drawn by the
  document's worker and recognised by the other (`services/recognition/recognising`), the next one drawn meanwhile; only pages
  without words, or with a stamp over a picture, are read, and once. `check` does not recognise anew, and says so. On a picture
  a drag takes the recognised words that it begins at, and makes a region elsewhere (`PageText.has_words_at`).
"""
