"""A reading as the JSON object of the format: plain dictionaries and lists, headings with an id the tasks name."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from .model import Reading


def to_json(reading: Reading) -> dict[str, Any]:
    out = asdict(reading)
    out.pop("scope")
    for name in ("headings", "tasks", "targets", "citations", "projects", "places"):
        out[name] = list(out[name])
    out["headings"] = [{"id": f"h{n}", **heading} for n, heading in enumerate(out["headings"], 1)]
    for task in out["tasks"]:
        task["lead"], task["coop"] = list(task["lead"]), list(task["coop"])
        task["heading"] = None if task["heading"] is None else f"h{task['heading'] + 1}"
    return out
