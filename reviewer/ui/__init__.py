"""The window. The only layer that knows Qt; it shows what services tell it and hands wishes down to them.

Decisions:

- Before the first page Qt is asked for nothing whose class its bindings must look for: `viewport()` and `style()` have them
  make every class that the answer might be of, a tenth of a second each; `Qt` itself, which `fillRect` wants too, is 120 enums,
  a tenth of the whole start (`tests/ui/test_start.py` holds it); and no letters of Qt's own are drawn, for its fonts take as
  long.
- A case's first page comes before its many passages (`case_rows.read_first`): over 500 of them are read when it is on show. The
  look at a case waits as long, and where the journal is long it goes on in a process of its own (`services/case/looking_apart`):
  Python would keep its memory.
- A display must answer before Qt is loaded (`ui/display`): Qt aborts without one. It is asked through the library that Qt uses,
  xcb or Wayland, in about a millisecond, and given up after five seconds.
- Documents given with one case go into it, with several into none of them but a case of their own: nobody knows which, and
  leaked papers in the wrong case are worse than a case too many. Those given while a case is opened or asked about wait for it
  (`ui/given_documents`).
- The full screen is the page's (`ui/page_alone`): bars, tabs and panes go, and what was made of them is not touched. Views
  without a page keep their bars. What was told before is set aside until the bars are back; what is new is told.
- Actions on a claim or a document name it (`ui/record_actions`): "Remove claim 1 “…”", so that nobody removes what they did not
  mean.
- Text size grows the whole window (`ui/look/text_size`), from the next start on: with larger letters alone, words would be cut
  off somewhere.
"""
