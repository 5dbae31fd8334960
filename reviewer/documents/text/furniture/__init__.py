"""What pages carry beside their text: running headers and footers, numbers, footnotes; no sentence over a page end means it."""
