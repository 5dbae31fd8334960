"""An open case as a window has it: the rows on show, what can be wished of it, the documents open in it.

Decisions:

- Undo leads to what it changed (`ui/case/went_back`): a passage to its page, a claim to its place in the view that is open, and
  how a passage bears on a claim to either, whichever is open.
- What can be made of a case before it is shown is made on the reader thread: the orders of its passages, and the marks of a
  document, which are made again if the case changed meanwhile. Rows below a card are made when it is opened
  (`models/node_model.Node.below`). Of a card's thousands there is a portion at a time (`models/portions`), around the one that
  is gone to: a view asks for the height of every row there is. The cards of the Claims view are laid some hundreds a turn.
  Garbage collection leaves what was read alone (`case_rows.read_all` freezes it, `MainWindow.detach` lets go): going through
  all records once more would hold up the window. What was open then is left alone too, so a closed tab lets go of its document
  by itself, and no future holds its callbacks in a circle.
- A page was opened when half of it was in view, and drawn, at two looks half a second apart, in the active window, within a
  minute of somebody's touch (`case/attention`). Looks are timed, never tied to movement: scrolling costs nothing, and what is
  scrolled past counts for nothing. What is new is written after three seconds, times that only grow after ten, in one
  transaction; nothing ticks or writes while nobody is there. A case for reading only, or one from elsewhere before its first
  change, is not written to; what was looked at waits in memory.
"""
