"""Recognising text in pictures of pages, our side of it. What recognises runs in a process of its own (`parsing/recognition`)."""
