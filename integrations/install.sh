#!/bin/sh
# Installs the program pulsec from a release:
#
#     sh install.sh [--to DIR] [--version VERSION]
#
# It looks up the platform, downloads the archive, compares it with the release's checksums, and puts the program into DIR (default:
# ~/.local/bin). PULSEC_RELEASES names another place of releases, PULSEC_TO and PULSEC_VERSION stand for the flags.
set -eu

repository="@REPOSITORY@"
version="${PULSEC_VERSION:-@VERSION@}"
to="${PULSEC_TO:-$HOME/.local/bin}"

fail() {
  echo "error: $1" >&2
  exit 2
}

while [ $# -gt 0 ]; do
  case "$1" in
    --to) [ $# -gt 1 ] || fail "--to needs a folder"; to="$2"; shift 2 ;;
    --version) [ $# -gt 1 ] || fail "--version needs a version"; version="${2#v}"; shift 2 ;;
    -h | --help) sed -n '2,7s/^# \{0,1\}//p' "$0"; exit 0 ;;
    *) fail "unknown argument $1; --help tells the known ones" ;;
  esac
done

releases="${PULSEC_RELEASES:-https://github.com/$repository/releases/download}"
case "$releases$version" in
  *@REPO"SITORY"@* | *@VER"SION"@*) fail "this is the template of the installer; take the one of a release, or set PULSEC_RELEASES and PULSEC_VERSION" ;;
esac

platform() {
  case "$(uname -m)" in
    x86_64 | amd64) cpu=x64 ;;
    aarch64 | arm64) cpu=arm64 ;;
    *) fail "there is no program for the processor $(uname -m); \`cargo install pulsec\` builds one" ;;
  esac
  case "$(uname -s)" in
    Darwin) echo "darwin-$cpu" ;;
    Linux)
      if ldd --version 2>&1 | grep -qi musl; then echo "linux-$cpu-musl"; else echo "linux-$cpu-gnu"; fi ;;
    *) fail "there is no program for $(uname -s) here; on Windows, \`pip install pulsec\` brings it" ;;
  esac
}

fetch() { # address, file
  if command -v curl >/dev/null; then
    curl --fail --silent --show-error --location --retry 3 --output "$2" "$1"
  elif command -v wget >/dev/null; then
    wget --quiet --output-document="$2" "$1"
  else
    fail "curl or wget is needed"
  fi || fail "cannot download $1"
}

sha256() {
  if command -v sha256sum >/dev/null; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d ' ' -f 1
}

target="$(platform)" || exit 2
archive="pulsec-$version-$target.tar.gz"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT INT TERM

fetch "$releases/v$version/$archive" "$work/$archive"
fetch "$releases/v$version/SHA256SUMS" "$work/SHA256SUMS"
wanted="$(awk -v name="$archive" '$2 == name { print $1 }' "$work/SHA256SUMS")"
[ -n "$wanted" ] || fail "SHA256SUMS of version $version does not list $archive"
[ "$(sha256 "$work/$archive")" = "$wanted" ] || fail "the checksum of $archive is another one than the release says; nothing was installed"

tar -xzf "$work/$archive" -C "$work"
mkdir -p "$to"
# A program that runs cannot be written over, but its name can be given to another one.
cp "$work/pulsec" "$to/.pulsec.new"
chmod 755 "$to/.pulsec.new"
mv -f "$to/.pulsec.new" "$to/pulsec"
echo "installed $("$to/pulsec" --version) to $to/pulsec"
case ":$PATH:" in
  *":$to:"*) ;;
  *) echo "help: $to is not on PATH; add it in your shell's profile" ;;
esac
