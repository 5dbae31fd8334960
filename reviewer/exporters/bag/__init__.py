"""The BagIt bag: written, put into place whole, and verified.

Decisions:

- A .zip says everything twice, and both must agree (`bag/zip_layout` for the whole file and its ends, `bag/zip_entry` for one
  entry, `bag/zip_unpacking` for its bytes): programs believe what stands in front of an entry, what the directory says, or
  whichever end record they follow, and a pack that is shown otherwise to a lawyer than to `verify` is worth nothing. What may
  stand beside an entry has a fixed form, and folders hold nothing. So entries are unpacked by our own few lines on zlib.
"""
