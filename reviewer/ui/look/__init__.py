"""How the program looks and speaks: colours, icons, labels, pictures, and stored values in words for people.

Decisions:

- Screen readers get real widgets that paint nothing (`viewer/reading_aloud`, `spoken_page`, `spoken_parts`): PySide can give no
  accessible text or action to a widget. They are made only while assistive technology is connected. A tooltip is also the
  description (`labels.set_tooltip`): else Qt reads out its markup.
- Inverting turns lightness, not channels (`ui/look/inverting`): a green mark must stay green.
"""
