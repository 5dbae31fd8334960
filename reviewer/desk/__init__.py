"""What follows from what a case holds: verdicts of claims, the matrix, the access table, the timeline, sign-offs. Pure.

Views, the command line and packs say the same because they ask here. Nothing here reads a case, and nothing decides for a person.

Decisions:

- A passage never sets a verdict. What follows from elements follows by one rule (`model/verdict.of_elements`), and overruling it
  takes a person and a reason.
- Two documents from one source are one source: whoever gave both, or a document and its versions, say a thing once (`sources`).
- No sentence of the access table says more than a status that a passage carries: granted is not used, possible is not granted
  (`access_words`, and the property test of it).
- A date is drawn as far as its own words reach: “2014-05” is some time in May, and “about 2013” is 2013, marked as not exact.
  EDTF gives “about” no width, so none is made up. What goes on, and nobody says until when, fades out over a width that is the
  same for all: no length is drawn that nobody knows (`timeline_extents`).
- The timeline lies the same in the window and in the picture that is saved (`timeline_layout`). Rows are packed anew for each
  width of a day, which takes 15 ms for 5,000 things; what is looked at moves none of them.
"""
