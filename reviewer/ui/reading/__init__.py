"""The Read view: tabs with documents, marks on their pages, and how they are tagged to claims.

Decisions:

- One of two documents on show is read (`reading/sides`): where the keyboard is. List, thumbnails, find, status and all actions
  are for it, so nothing knows of two but the sides. Both scroll together by pages and parts of pages, which versions of
  different sizes have in common.
"""
