#!/usr/bin/env python3
"""Makes what a release consists of from its wheels: archives, packages for npm, the installer, checksums.

    .ci/release.py WHEELS OUT --repository OWNER/NAME

Each wheel holds the program of one platform, so that every way to install it brings the same bytes. The same wheels give the same
files, whenever and wherever this runs.
"""

import argparse
import gzip
import hashlib
import io
import json
import re
import shutil
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# The platform tag of a wheel, and what the platform is called here and by npm (`os`, `cpu`, `libc`).
PLATFORMS = [
    (r"manylinux\w*_x86_64|linux_x86_64", ("linux", "x64", "gnu")),
    (r"manylinux\w*_aarch64|linux_aarch64", ("linux", "arm64", "gnu")),
    (r"musllinux\w*_x86_64", ("linux", "x64", "musl")),
    (r"musllinux\w*_aarch64", ("linux", "arm64", "musl")),
    (r"macosx\w*_x86_64", ("darwin", "x64", None)),
    (r"macosx\w*_arm64", ("darwin", "arm64", None)),
    (r"win_amd64", ("win32", "x64", None)),
]


def version() -> str:
    return tomllib.loads((ROOT / "Cargo.toml").read_text())["package"]["version"]


def platform_of(wheel: Path) -> tuple[str, str, str | None]:
    tag = wheel.stem.split("-")[-1].split(".")[0]
    for pattern, platform in PLATFORMS:
        if re.fullmatch(pattern, tag):
            return platform
    sys.exit(f"error: {wheel.name} is for no platform that is released: {tag}")


def program(wheel: Path) -> tuple[str, bytes]:
    """The program's name and bytes."""
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            if re.fullmatch(r"[^/]+\.data/scripts/pulsec(\.exe)?", name):
                return name.rsplit("/", 1)[1], archive.read(name)
    sys.exit(f"error: there is no program in {wheel.name}")


def members(name: str, data: bytes) -> list[tuple[str, bytes, int]]:
    texts = [(text, (ROOT / text).read_bytes(), 0o644) for text in ("LICENSE", "README.md", "CHANGELOG.md")]
    return [(name, data, 0o755), *texts]


def tarball(files: list[tuple[str, bytes, int]]) -> bytes:
    inner = io.BytesIO()
    with tarfile.open(fileobj=inner, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name, data, mode in files:
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode = len(data), mode
            archive.addfile(entry, io.BytesIO(data))
    return gzip.compress(inner.getvalue(), mtime=0)


def zipped(files: list[tuple[str, bytes, int]]) -> bytes:
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data, mode in files:
            entry = zipfile.ZipInfo(name)
            entry.external_attr = mode << 16
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED)
    return outer.getvalue()


def npm_package(platform: tuple[str, str, str | None], name: str, data: bytes) -> bytes:
    """A package that npm installs on this platform only."""
    os, cpu, libc = platform
    package = {
        "name": "@pulsec/" + "-".join(part for part in platform if part),
        "version": version(),
        "description": f"The program pulsec for {os} on {cpu}",
        "license": "MIT",
        "os": [os],
        "cpu": [cpu],
        # npm calls glibc by its name.
        **({"libc": ["glibc" if libc == "gnu" else libc]} if libc else {}),
        "files": [name],
    }
    files = [
        ("package/package.json", (json.dumps(package, indent=2) + "\n").encode(), 0o644),
        ("package/" + name, data, 0o755),
        ("package/LICENSE", (ROOT / "LICENSE").read_bytes(), 0o644),
    ]
    return tarball(files)


def launcher(platforms: list[str]) -> bytes:
    folder = ROOT / "integrations/npm"
    package = json.loads((folder / "package.json").read_text())
    missing = sorted(set(platforms) - set(package["optionalDependencies"]))
    if missing:
        sys.exit(f"error: integrations/npm/package.json does not name {', '.join(missing)}")
    files = [(name, (folder / name).read_bytes(), mode) for name, mode in
             (("package.json", 0o644), ("bin/pulsec.js", 0o755), ("README.md", 0o644))]
    files.append(("LICENSE", (ROOT / "LICENSE").read_bytes(), 0o644))
    return tarball([("package/" + name, data, mode) for name, data, mode in files])


def installer(repository: str) -> bytes:
    text = (ROOT / "integrations/install.sh").read_text()
    return text.replace("@REPOSITORY@", repository).replace("@VERSION@", version()).encode()


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("wheels", type=Path)
    arguments.add_argument("out", type=Path)
    arguments.add_argument("--repository", required=True, metavar="OWNER/NAME")
    given = arguments.parse_args()
    wheels = sorted(given.wheels.glob("*.whl"))
    if not wheels:
        sys.exit(f"error: there is no wheel in {given.wheels}")
    shutil.rmtree(given.out, ignore_errors=True)
    (given.out / "npm").mkdir(parents=True)
    made: dict[str, bytes] = {"install.sh": installer(given.repository)}
    npm: dict[str, bytes] = {}
    for wheel in wheels:
        if not wheel.name.startswith(f"pulsec-{version()}-"):
            sys.exit(f"error: {wheel.name} is not of version {version()}")
        platform = platform_of(wheel)
        target = "-".join(part for part in platform if part)
        name, data = program(wheel)
        is_windows = platform[0] == "win32"
        archive = f"pulsec-{version()}-{target}" + (".zip" if is_windows else ".tar.gz")
        made[archive] = (zipped if is_windows else tarball)(members(name, data))
        made[wheel.name] = wheel.read_bytes()
        npm[f"pulsec-{target}-{version()}.tgz"] = npm_package(platform, name, data)
    names = ["@pulsec/" + name.removeprefix("pulsec-").removesuffix(f"-{version()}.tgz") for name in npm]
    npm[f"pulsec-{version()}.tgz"] = launcher(names)
    for name, data in npm.items():
        (given.out / "npm" / name).write_bytes(data)
    sums = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(made.items()))
    for name, data in {**made, "SHA256SUMS": sums.encode()}.items():
        (given.out / name).write_bytes(data)
    (given.out / "install.sh").chmod(0o755)
    print(f"{given.out}: {len(made) + 1} files of a release, {len(npm)} packages for npm")


if __name__ == "__main__":
    main()
