"""Hard limits and deadlines at the process boundary: what is asked for and what comes back must keep within these.

Owns numbers only. Every number from a worker stays `untrusted_…` until it was held against one of them.
"""

from __future__ import annotations

MAX_SOURCE_BYTES = 2 * 1024**3
"""The largest document taken into a case."""

MAX_PAGES = 100_000
"""The most pages that are shown. The largest real leaks in one file have some ten thousand; each costs the case a row and the
window a place. Of a file that has more the first are shown, and its true number is told."""

MAX_PAGES_BEYOND = 2**31 - 1
"""The most pages that a file is said to have beyond those: as far as PDF counts them."""

MAX_PAGE_UNITS = 10_000_000.0
"""The widest page in page-space units; a PDF's own limit is 14,400 times `/UserUnit`."""

MAX_LABEL_CHARS = 64
"""The most code points of a page label: “xxxviii” has seven."""

MAX_BITMAP_PIXELS = 100_000_000
"""The most pixels that are drawn, or held of an image, at a time: a larger page or image is read in parts."""

MAX_IMAGE_PIXELS = 600_000_000
"""The most pixels of one frame of an image: a sheet of A0 scanned at 600 dots an inch has 558 million. A JPEG that has more is
shown at a lower resolution, which its coding makes cheap, and it is said; of other kinds all would have to be read."""

MAX_RENDER_PIXELS = 40_000_000
"""The most pixels of one render; more is asked for in parts."""

MAX_RENDER_SIDE = 32_767
"""The longest side of one render in pixels: what Qt's painters take."""

MAX_CLIP_COORDINATE = 2**30
"""The farthest a part of a page may begin, in pixels: beyond it MuPDF's 32-bit rectangles overflow."""

MAX_SCALE = 4_096.0
"""Pixels a page unit: a letter then fills a screen many times over."""

MIN_SCALE = 1e-5
"""Pixels a page unit: the widest page that there may be is then a hundred pixels wide."""

MAX_OBJECTS = 1_000_000
"""The most objects of a PDF that are looked through for pages where its page tree is lost; a register of 10,000 pages has some
hundred thousand. Otherwise only what is asked for is read, however many there are."""

MAX_IMAGE_FRAMES = 10_000
"""The most frames of a TIFF that are shown: a fax machine's archive has some hundreds."""

MAX_FRAMES_COUNTED = 1_000_000
"""How far frames are counted that are not shown: a second's work."""

MAX_PAGE_CHARS = 200_000
"""The most code points of one page's text: twenty times a broadsheet's. More could not be selected at the speed of a hand; of a
page that has more the first are read, and it is said."""

MAX_PAGE_LINES = 10_000
"""The most line ends in one page's text; a dense table has about 1,300."""

MAX_COORDINATE = 1e9
"""The farthest a character's corner may lie from the page's origin, in page-space units."""

MAX_OUTLINE_ITEMS = 50_000
"""The most headings: a code of law has some thousands."""

MAX_OUTLINE_TITLE_CHARS = 1_000
"""The most code points of one heading, which is shown on one line."""

MAX_OUTLINE_LEVEL = 64
"""The deepest that headings are told apart: beyond it they would stand outside their pane."""

MAX_OUTLINE_DEPTH = 1_000
"""The deepest that headings may lie in each other for any of them to be told: no book has ten levels, and at some ten thousand
MuPDF runs out of stack."""

MAX_HYPERLINKS = 5_000
"""The most parts of one page that lead somewhere; an index page has a few hundred."""

MAX_HYPERLINK_CHARS = 2_000
"""The most code points of where one leads: as many as browsers take in an address bar."""

MAX_PAGE_ANNOTATIONS = 2_000
"""The most annotations read of one page, replies included; a page that editors quarrelled over has some dozens."""

MAX_ANNOTATION_QUADS = 500
"""The most lines that one mark lies upon: several pages of close print."""

MAX_PAGE_QUADS = 10_000
"""The most lines that all marks of one page lie upon; a page where every letter of every line is marked has some thousands."""

MAX_REMARK_CHARS = 10_000
"""The most code points of one comment; more is cut and ends with an ellipsis."""

MAX_REMARK_NAME_CHARS = 200
"""The most code points of who made an annotation."""

ANNOTATION_TEXT_BYTES = 2 * 1024**2
"""Bytes of all comments of one page together that are read, about a third of a second's work: it may say one a thousand times."""

MAX_REPLIES = 100
"""The most replies to one annotation: a quarrel of a hundred answers is read in the program that it was held in."""

ANNOTATIONS_BYTES = 8 * 1024**2
"""Where an answer with annotations ends: the pages after that are asked for anew."""

ENOUGH_ANNOTATIONS_BYTES = 512 * 1024
"""After this an answer ends with the page that it is at: reading it holds up the pixels of other documents."""

ANNOTATING_S = 0.05
"""After this an answer with annotations ends too, whatever they are: pixels that somebody waits for come after it."""

MAX_FACT_CHARS = 2_000
"""The most code points of a script, an address or a file's name that are told; more is cut and ends with an ellipsis."""

MAX_FACTS_OF_A_KIND = 1_000
"""The most things of one kind that are told of one file, or in one answer: a report's addresses are some hundreds, and nobody
reads more. Each kind has its own, so that many of one hide none of another."""

FACTS_BYTES_OF_A_KIND = 512 * 1024
"""The most bytes of their words in one answer."""

MAX_FACT_NODES = 200_000
"""How many entries of trees, lists and chains are looked at for one answer: names, form fields, headings, actions."""

MAX_TREE_DEPTH = 64
"""The deepest that trees of names, fields and actions are followed; real ones are balanced, and some levels deep."""

MAX_SAVES = 1_000_000
"""The most times that a file is said to have been saved again: what fits into one of 2 GiB."""

MAX_ATTACHMENTS = 1_000
"""The most attached files of a document that are listed; a portfolio of mail has some hundreds."""

MAX_ATTACHMENT_NAME_CHARS = 500
"""The most code points of an attached file's name or description: twice what file systems take."""

MAX_ATTACHMENT_BYTES = 256 * 1024**2
"""The most bytes of an attached file once unpacked: a few kilobytes can unpack to terabytes, and it goes through memory whole."""

MAX_CROP_PIXELS = 40_000_000
"""The most pixels of a picture cut out of a page: a sheet of A3 at 600 dots an inch."""

MAX_COMPRESSED_PIXELS = 25_000_000
"""The most pixels of a page that are compressed for a copy: 33 × 24 inches at 150 dots an inch, 100 MB on their way."""

MAX_RECOGNISED_PIXELS = 25_000_000
"""The most pixels that text is recognised in at once: an A4 page at 500 dots an inch. What has more is drawn smaller."""

MAX_RECOGNISED_SIDE = 32_767
"""Its longest side: engines count in 16 bits."""

MAX_LANGUAGES = 8
"""The most languages at once: each takes longer, and reads less well what is of another."""

MAX_PATH_BYTES = 4_096
"""The longest path of a language's file: what Linux takes."""

MAX_PASSWORD_BYTES = 4_096
"""The longest password: PDF takes 127 bytes of one."""

MAX_HTML_BYTES = 64 * 1024**2
"""The most of our own HTML that is set at once: a pack's register of some ten thousand exhibits."""

MAX_MARKS_BYTES = 256 * 1024**2
"""The most bytes of all marks of one copy: some hundred thousand passages."""

FRAME_BYTES = 256 * 1024
"""The largest payload of one frame, in both directions."""

PAGES_PER_REQUEST = 1_000
"""Sizes of so many pages take a few milliseconds: what is looked at does not wait."""

TEXTS_PER_REQUEST = 8
"""Texts of so many pages take about 20 ms: what is looked at does not wait."""

ANNOTATED_PAGES_PER_REQUEST = 64
"""So many pages are looked through for annotations at once, and one by one where one of them is bad."""

START_DEADLINE_S = 60.0
"""From starting a worker to its being ready: a cold disk and a virus scanner included."""

OPEN_DEADLINE_S = 60.0
"""A PNG of 300 million pixels takes 13 seconds on a slow computer."""

ARRIVING_BYTES_A_SECOND = 20_000_000
"""Added to the opening's deadline: the slowest that bytes may come through a pipe."""

PAGES_DEADLINE_S = 30.0
"""A thousand pages whose tree is damaged are looked for one by one."""

RENDER_DEADLINE_S = 20.0
"""The heaviest real maps take some seconds; what takes longer than this is made to."""

IMAGE_DEADLINE_S = 60.0
"""For a part of an image: the first sharp one at the end of a JPEG of hundreds of millions of pixels needs all of it decoded."""

TEXT_DEADLINE_S = 20.0
"""A page of the most characters that are told takes two seconds on a slow computer."""

PLAIN_TEXT_DEADLINE_S = 20.0
"""As for the characters of a page; pages that fail together are asked for one by one."""

OUTLINE_DEADLINE_S = 10.0
"""The most headings that are told take two seconds."""

HYPERLINKS_DEADLINE_S = 10.0
"""A page of the most links takes a second; some files make MuPDF look for names for ever."""

ANNOTATIONS_DEADLINE_S = 20.0
"""One page may take so long; an answer of many ends after `ANNOTATING_S`."""

FILE_FACTS_DEADLINE_S = 20.0
"""Twice what a worker gives itself for the whole of a file, one page, and what nothing leads to."""

ATTACHED_DEADLINE_S = 60.0
"""256 MiB that are packed twice take six seconds to unpack and hash on a slow computer."""

TRIAL_DEADLINE_S = 30.0
"""Five processes are started and tried one after the other, on a computer that is busy with something else."""

CROP_DEADLINE_S = 60.0
"""A page is drawn, and its picture compressed without loss."""

COPY_DEADLINE_S = 300.0
"""A document of 2 GiB is written anew."""

TYPESET_DEADLINE_S = 120.0
"""The longest register is set."""

PICTURE_DEADLINE_S = 60.0
"""One picture of our own HTML; a slow computer takes a second."""

COMPRESS_DEADLINE_S = 60.0
"""The most pixels of a page, twice: without loss and as a JPEG."""

RECOGNISE_DEADLINE_S = 120.0
"""A page takes half a second to five; a map full of specks has taken forty."""

CANCEL_GRACE_S = 0.3
"""How long a request that nobody waits for any more may keep a worker busy that others wait for: a person hardly notices it.
Where opening the document in a fresh worker takes longer, it is that time."""

LONGEST_CANCEL_GRACE_S = 2.0
"""However long opening anew would take: beyond this a person thinks that the program hangs."""

LONGEST_DEADLINE_S = 600.0
"""After this a worker that may have lost its client ends by itself, where the system does not see to it."""
