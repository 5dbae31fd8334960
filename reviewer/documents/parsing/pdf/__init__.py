"""A PDF opened with MuPDF: pages, facts, links and annotations."""
