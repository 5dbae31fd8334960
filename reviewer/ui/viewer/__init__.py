"""The page view: layout, tiles, tools, marks and the widget that puts them together.

Decisions:

- Where a hyperlink leads is worded in one place (`viewer/gestures/leading`); headings are asked for when one is pointed at.
- The bar at a selection rather covers what was read than what follows (`viewer/gestures/bar_place`), and what was selected
  never, where it can.
- A jump lets go of the chosen passage (`viewer/navigator.leave` is the one place): the note beside the page is always for what
  is ringed on it. Reading places keep page, height and zoom (−1: fit page), in the case; which tabs were open, how they were
  turned, whether in spreads, what was unfolded, how far across a page was read, and the places in a case that may not be
  written to are this computer's affair (`settings/case_views`): whoever gets the case does not see it.
"""
