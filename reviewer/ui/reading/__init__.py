"""The Read view: tabs with documents, marks on their pages, and how they are tagged to claims."""
