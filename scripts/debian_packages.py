"""Installs the Debian packages of test-packages.txt that are missing: as root or with `sudo -n`, never asking."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

LIST = Path(__file__).with_name("test-packages.txt")
# Installing postgresql-common first keeps Debian from making, and starting, a cluster nobody asked for.
CLUSTER_CONFIG = Path("/etc/postgresql-common/createcluster.conf")


@dataclass(frozen=True, slots=True)
class Package:
    name: str
    probe: str
    purpose: str

    def present(self) -> bool:
        return Path(self.probe).exists() if self.probe.startswith("/") else shutil.which(self.probe) is not None


def wanted() -> list[Package]:
    lines = [line for line in LIST.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return [Package(*line.split(maxsplit=2)) for line in lines]


def missing() -> list[Package]:
    return [package for package in wanted() if not package.present()]


def _privilege() -> list[str] | None:
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0:
        return ["sudo", "-n"]
    return None


def install() -> list[str]:
    """Tries to install what is missing; returns a line for each thing that stays missing, with the reason."""
    lacking = missing()
    if not lacking:
        return []
    privilege = _privilege()
    if shutil.which("apt-get") is None or privilege is None:
        reason = "máy này không có apt-get" if privilege is not None else "cần quyền root hoặc sudo không hỏi mật khẩu"
        names = " ".join(package.name for package in lacking)
        return [f"{package.name} ({package.purpose}): {reason}; cài bằng «apt install {names}»" for package in lacking]
    _apt([package.name for package in lacking], privilege)
    return [f"{package.name} ({package.purpose}): apt-get không cài được" for package in missing()]


def _apt(names: list[str], privilege: list[str]) -> None:
    # sudo drops the environment, so the variable is set on its far side.
    apt = [*privilege, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]
    install = [*apt, "install", "-y", "--no-install-recommends"]
    subprocess.run([*apt, "update"])
    if any(name.startswith("postgresql-") for name in names):
        subprocess.run([*install, "postgresql-common"])
        rule = "s/^#\\?create_main_cluster.*/create_main_cluster = false/"
        subprocess.run([*privilege, "sed", "-i", rule, str(CLUSTER_CONFIG)])
    subprocess.run([*install, *names])
