"""Worker side: recognising text in pixels. Runs in a process of its own that never sees a document.

Decided by figures, errors in a hundred characters beside the `tesseract` program with the same data: on 18 pictures and pages
with a known text (photographed screens, telegrams, screenshots of telephones, scans) and on 51 that were drawn for it, by which
the numbers were chosen, too. The published table is in `tests/bench/recognition.py`.

- The light on a photograph is evened out before anything else (`preparing`): six photographed screens have 8 errors for the
  program's 24, and had 18 without. What is evenly lit is left as it is: on screens it gains nothing, and icons become letters.
- A page is laid straight before it is read, from half a degree on (`slant`, `laying_straight`), so that it is read once. Lines
  of a page aslant by one degree are taken apart otherwise, and their parts put elsewhere. A scan may lie on its head, too: a
  twentieth of it is read to know, where it is large.
  Pages on their side take 0.9 times as long as the program does for not reading them.
- In a line that was read badly only words that look like some are believed (`believing`). Leaving out such lines as a whole lost
  the figures beside icons: 10 errors on screenshots of telephones for the program's 8, where there are 7 now.
- Pages are read at 200 dots an inch, whatever the picture in them has: at the 300 of telegrams they have more errors (71 for 54)
  in twice the time, and photographs of screens at their own 110 have more, too (22 for 17).
- Tried and left: Tesseract's own Sauvola and tiled Otsu thresholds (photographs 38 and 42 errors for 17), its other ways to find
  lines (photographs 20 to 24 for 17), three quarters of the size for photographs (8.5 for 7.8, and a tenth faster).
"""
