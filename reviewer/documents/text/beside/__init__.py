"""A statement beside a passage: which of their words differ, and where they stand. Pure; it marks, and sets no stance.

Decisions:

- Runs never cross: both sides are read in order, so that numbers go up on both pages. What was moved counts as on one side only.
- A negation turns round what both sides say behind it, up to the first word that says something and its particle, within its
  sentence: "never asked for" against "are asking for". Two cancel each other. What is meant by it, no program says.
- Other forms of a word are told by English endings alone, and common words weigh little: a wrong guess costs a grey mark.
"""
