"""The words of a file that an office sends: text, .docx, .html, .pdf, told apart by content and never by name.

found = words_of(data)        # or Unreadable: what was found, and what is allowed
reading.read(found.text)      # paragraphs one a line, table rows with bars, as the reader wants them
"""

from .refusal import Broken, Encrypted, NoWords, OtherKind, TooMuch, Unreadable
from .words import Kind, Words, kind_of, words_of

__all__ = [
    "Broken",
    "Encrypted",
    "Kind",
    "NoWords",
    "OtherKind",
    "TooMuch",
    "Unreadable",
    "Words",
    "kind_of",
    "words_of",
]
