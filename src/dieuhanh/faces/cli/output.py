"""A file that a person asked for by name; never over one that is there."""

from __future__ import annotations

from pathlib import Path

from dieuhanh.faces.cli.failure import Failure


def write_new(target: str, data: bytes) -> None:
    try:
        with Path(target).open("xb") as out:
            out.write(data)
    except FileExistsError as error:
        raise Failure(f"{target}: tệp đã có; hãy chọn tên khác") from error
    except OSError as error:
        raise Failure(f"{target}: không ghi được tệp ({error.strerror})") from error
