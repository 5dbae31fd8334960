"""Images as documents: formats, colours, and pictures that are never held whole.

Decisions:

- A large image is never held whole (`parsing/image/parting`): above 32 million pixels a small copy is kept and bands of rows
  are read as they are looked at: a PNG's from places kept in its stream, a TIFF's strips or tiles as a TIFF of their own, a
  JPEG's from planes of a byte a sample. No bitmap has more than 100 million pixels: what can only be read at once is taken up
  to that, and of larger JPEGs and of a TIFF's huge strips rows are decoded one after another (`running_rows`, MuPDF's streams),
  kept up to 256 MiB, and read again from the start where they are not. Coordinates and crops are always those of the full
  picture. Pillow would read a whole TIFF for each page, and decode a PNG to learn which way up it is.
- What is left of a damaged image is looked for (`parsing/image/salvage`) and shown, and the document said to be damaged. What
  decodes to one colour throughout counts as nothing: that is what decoders fill a picture with that they cannot read. Where only
  the size is left, the document opens with pages of that size that refuse to be drawn, with a sentence: the case can hold the
  file, its checksum and what is written in it, and nobody takes a blank page for what was there.
"""
