"""The zip around .docx and .xlsx: a part is unpacked only after what it claims was held to its limits, and its XML is not trusted."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from typing import Final
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from .refusal import Broken, Encrypted, TooMuch, megabytes

_ENTRIES: Final = 5_000
_LARGEST_PART: Final = 24 * 2**20
_LARGEST_WHOLE: Final = 64 * 2**20
# XML of Word and Excel shrinks to a tenth, rarely to a fiftieth.
_TIMES: Final = 200
_NEVER_MIND: Final = 2 * 2**20
_DEEPEST: Final = 300
_RESAVE: Final = "hãy mở lại bằng Word hoặc Excel, lưu thành tệp mới rồi gửi tệp đó"
_SHRINK: Final = "hãy chép riêng phần cần gửi sang một tệp mới rồi gửi tệp đó"


def broken(what: str) -> Broken:
    return Broken(f"tệp hỏng hoặc tải dở dang ({what})", _RESAVE)


def local(name: str) -> str:
    """The name without its prefix: programs differ in whether they write one."""
    return name.rpartition(":")[2]


class Package:
    """The parts of one file by name, unpacked one by one."""

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            entries = self._archive.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, OverflowError) as error:
            raise broken("phần nén không đọc được") from error
        if len(entries) > _ENTRIES:
            raise TooMuch(f"tệp nén có {len(entries)} phần, lớn bất thường", _SHRINK)
        if any(entry.flag_bits & 1 for entry in entries):
            raise Encrypted("tệp nén có mật khẩu nên không đọc được", "hãy bỏ mật khẩu rồi gửi lại")
        self._entries = {entry.filename: entry for entry in entries}
        self._read = 0

    @property
    def names(self) -> list[str]:
        return list(self._entries)

    def read(self, name: str) -> bytes:
        """Never more than its entry claims; a claim that is wrong fails."""
        entry = self._entries[name]
        size, packed = entry.file_size, max(1, entry.compress_size)
        self._read += size
        if size > _LARGEST_PART or self._read > _LARGEST_WHOLE or (size > _NEVER_MIND and size > _TIMES * packed):
            raise TooMuch(f"phần {name[:60]} bung ra thành {megabytes(size)}, lớn bất thường", _SHRINK)
        try:
            with self._archive.open(entry) as part:
                data = part.read(size)
                if len(data) != size or part.read(1):
                    raise broken(f"không giải nén được {name[:60]}")
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
            if isinstance(error, Broken):
                raise
            raise broken(f"không giải nén được {name[:60]}") from error
        return data

    def tree(self, name: str) -> Element:
        """The part as a tree of elements and attributes without prefixes."""
        builder = TreeBuilder()
        depth = 0

        def start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal depth
            depth += 1
            if depth > _DEEPEST:
                raise broken(f"{name[:60]} lồng quá sâu")
            builder.start(local(tag), {local(key): value for key, value in attributes.items()})

        def end(tag: str) -> None:
            nonlocal depth
            depth -= 1
            builder.end(local(tag))

        parse(self.read(name), name, start, end, builder.data)
        return builder.close()


def parse(
    data: bytes,
    name: str,
    start: Callable[[str, dict[str, str]], object],
    end: Callable[[str], object],
    text: Callable[[str], object],
) -> None:
    """No document types, so no entities of their own and nothing from outside."""

    def no_doctype(*_: object) -> None:
        raise broken(f"{name[:60]} khai báo kiểu tài liệu")

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = no_doctype
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError) as error:
        if isinstance(error, Broken):
            raise
        raise broken(f"{name[:60]} không đọc được") from error
