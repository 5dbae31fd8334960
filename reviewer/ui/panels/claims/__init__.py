"""Claims and what stands by them: the pane beside the page, the Claims view, cards, rows, notes."""
