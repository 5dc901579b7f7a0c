"""Is a database that came out of an archive whole? A process of its own, with the settings of the place it lies in.

python -m dieuhanh.kernel.backups.proof [migrate]     prints one JSON object
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from dieuhanh.config.places import Database, address
from dieuhanh.kernel.backups.errors import BackupError


@dataclass(frozen=True, slots=True)
class Proof:
    whole: bool
    words: str
    seq: int
    hash: str


def prove(home: Path, database: Database, *, migrate: bool) -> Proof:
    """`migrate`: the archive is of an earlier release; its copy is brought up to this one before it is read."""
    environment = {**os.environ, "DIEUHANH_HOME": str(home), "DIEUHANH_DATABASE_URL": address(database)}
    environment["DJANGO_SETTINGS_MODULE"] = "dieuhanh.config.settings"
    command = [sys.executable, "-m", "dieuhanh.kernel.backups.proof", *["migrate"] * migrate]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)
    try:
        return Proof(**json.loads(done.stdout.splitlines()[-1]))
    except (ValueError, TypeError, IndexError) as error:
        last = (done.stderr.strip().splitlines() or ["không rõ"])[-1]
        raise BackupError(f"không đọc được cơ sở dữ liệu trong bản sao lưu: {last}") from error


def main(arguments: list[str]) -> None:
    import django
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    if "migrate" in arguments:
        call_command("migrate", interactive=False, verbosity=0)
    from dieuhanh.kernel.files.integrity import first_altered
    from dieuhanh.kernel.journal import verification

    # The kept files were compared with their hashes as they came out; the manifest knows which were spoiled long before.
    verification.CHECKS.remove(first_altered)
    report = verification.verify()
    seq, digest = verification.anchor()
    connection.close()
    print(json.dumps({"whole": report.whole, "words": report.words, "seq": seq, "hash": digest}))


if __name__ == "__main__":
    main(sys.argv[1:])
