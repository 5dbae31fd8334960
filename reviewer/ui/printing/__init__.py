"""Printing: what a person wishes, where pages lie on sheets, and how they are painted there. Loaded by the first print.

Decisions:

- Paper shows pictures of pages (`ui/printing`), in strips from a worker of its own, painted on a job's thread: Qt would read no
  PDF, and a PDF of pictures carries nothing hidden along. A page is cut only within bands of one colour (`printing/pieces`):
  whoever shows the PDF loses a row at an edge, and within letters that makes others of them. PySide keeps Python's lock while
  Qt compresses, so pieces are small where they can be and the thread gives way after each; a scan goes in whole, which holds
  the window up for a tenth of a second. To a file and to printers alike all is handed over at the end or not at all; Qt cannot
  take a job back from CUPS, so its spool file is removed (`printing/spool`). Qt's dialog is for printers alone: its way to
  choose a file reads what it lists. No printer is told a document's name, and no file is replaced: it might be somebody's
  original.
"""
