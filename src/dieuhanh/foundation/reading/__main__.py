"""`python -m dieuhanh.foundation.reading FILE` prints the reading of a text file as JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from . import UnreadableText, decode, read, to_json


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        sys.stderr.write("cách dùng: python -m dieuhanh.foundation.reading TỆP\n")
        return 2
    try:
        text = decode(Path(arguments[0]).read_bytes())
    except OSError as error:
        sys.stderr.write(f"không đọc được {arguments[0]}: {error.strerror}\n")
        return 2
    except UnreadableText as error:
        sys.stderr.write(f"{arguments[0]}: {error}\n")
        return 2
    sys.stdout.write(json.dumps(to_json(read(text)), ensure_ascii=False, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
