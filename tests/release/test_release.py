"""What a release consists of, made from the wheel that CI builds, and used as its users do.

    PULSEC_WHEEL=target/ci-wheels/pulsec-*.whl python -m pytest tests/release
"""

import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
ACTION = ROOT / "integrations/github/action.yml"

APP = "import pulse as ps\n\n\n@ps.javascript\ndef twice(n: int) -> int:\n    return m * 2\n"


def run(*command, cwd=None, code=0, **env):
    environment = {**os.environ, **{name: str(value) for name, value in env.items()}}
    environment.pop("PULSEC_BIN", None)
    done = subprocess.run([str(part) for part in command], cwd=cwd, env=environment, capture_output=True, text=True)
    assert done.returncode == code, f"{command}: {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


@pytest.fixture(scope="session")
def version():
    return re.search(r'^version = "(.+)"$', (ROOT / "Cargo.toml").read_text(), re.M)[1]


@pytest.fixture(scope="session")
def release(tmp_path_factory):
    wheel = Path(os.environ["PULSEC_WHEEL"])
    folder = tmp_path_factory.mktemp("release")
    (folder / "wheels").mkdir()
    shutil.copy(wheel, folder / "wheels")
    make = [sys.executable, ROOT / ".ci/release.py", folder / "wheels"]
    run(*make, folder / "out", "--repository", "somebody/pulsec")
    run(*make, folder / "again", "--repository", "somebody/pulsec")
    for file in sorted((folder / "out").rglob("*")):
        if file.is_file():
            again = folder / "again" / file.relative_to(folder / "out")
            assert file.read_bytes() == again.read_bytes(), f"{file} is another one each time"
    return folder / "out"


@pytest.fixture
def releases(release, version, tmp_path):
    """The place of releases, as a folder."""
    shutil.copytree(release, tmp_path / "releases" / f"v{version}")
    return tmp_path / "releases"


def test_the_checksums_are_those_of_the_files(release):
    listed = dict(reversed(line.split("  ")) for line in (release / "SHA256SUMS").read_text().splitlines())
    files = {file.name for file in release.iterdir() if file.is_file()} - {"SHA256SUMS"}
    assert set(listed) == files
    for name, wanted in listed.items():
        assert hashlib.sha256((release / name).read_bytes()).hexdigest() == wanted


def test_an_archive_holds_the_program_and_its_licence(release):
    (archive,) = release.glob("*.tar.gz")
    with tarfile.open(archive) as files:
        assert files.getnames() == ["pulsec", "LICENSE", "README.md", "CHANGELOG.md"]
        assert files.getmember("pulsec").mode == 0o755


def test_the_installer_installs_what_the_checksums_say(release, releases, version, tmp_path):
    to = tmp_path / "a folder" / "bin"
    said = run("sh", release / "install.sh", "--to", to, PULSEC_RELEASES=releases.as_uri())
    assert f"installed pulsec {version} to {to}/pulsec" in said and "is not on PATH" in said
    # Over what is there, as often as one likes.
    said = run("sh", release / "install.sh", PULSEC_TO=to, PULSEC_RELEASES=releases.as_uri(), PATH=f"{os.environ['PATH']}:{to}")
    assert "is not on PATH" not in said
    assert sorted(path.name for path in to.iterdir()) == ["pulsec"]


def test_the_installer_refuses_what_is_not_the_release(release, releases, version, tmp_path):
    to = tmp_path / "bin"
    (archive,) = (releases / f"v{version}").glob("*.tar.gz")
    archive.write_bytes(gzip.compress(b"something else"))
    said = run("sh", release / "install.sh", "--to", to, PULSEC_RELEASES=releases.as_uri(), code=2)
    assert "the checksum" in said and "nothing was installed" in said and not to.exists()
    said = run("sh", release / "install.sh", "--to", to, "--version", "v9.9.9", PULSEC_RELEASES=releases.as_uri(), code=2)
    assert "cannot download" in said and not to.exists()
    assert "unknown argument" in run("sh", release / "install.sh", "--too", to, code=2)
    template = run("sh", ROOT / "integrations/install.sh", code=2)
    assert "the template of the installer" in template
    assert "--to DIR" in run("sh", release / "install.sh", "--help")


def test_the_released_installer_names_its_repository(release, version):
    text = (release / "install.sh").read_text()
    assert 'repository="somebody/pulsec"' in text and f'PULSEC_VERSION:-{version}}}"' in text


def test_npm_installs_the_program(release, version, tmp_path):
    (tmp_path / "package.json").write_text('{ "private": true }')
    (tmp_path / "app.py").write_text(APP)
    (program,) = (release / "npm").glob("pulsec-*-*-*.tgz")
    launcher = release / "npm" / f"pulsec-{version}.tgz"
    install = ["npm", "install", "--offline", "--no-audit", "--no-fund", "--omit=optional"]
    run(*install, launcher, cwd=tmp_path)
    said = run("node_modules/.bin/pulsec", "--version", cwd=tmp_path, code=2)
    assert "is not installed" in said and "pip install pulsec" in said
    run(*install, launcher, program, cwd=tmp_path)
    assert run("node_modules/.bin/pulsec", "--version", cwd=tmp_path) == f"pulsec {version}\n"
    said = run("node_modules/.bin/pulsec", "check", "app.py", cwd=tmp_path, code=1)
    assert "PSC201" in said


def test_every_platform_of_the_workflow_has_a_package(version):
    text = (ROOT / ".github/workflows/release.yml").read_text()
    targets = set(re.findall(r"os: \S+, target: (\S+), manylinux", text))
    assert len(targets) == 7
    names = {
        "@pulsec/" + name
        for name in ["darwin-arm64", "darwin-x64", "linux-arm64-gnu", "linux-arm64-musl", "linux-x64-gnu", "linux-x64-musl", "win32-x64"]
    }
    package = json.loads((ROOT / "integrations/npm/package.json").read_text())
    assert package["optionalDependencies"] == dict.fromkeys(sorted(names), version)
    sys.path.insert(0, str(ROOT / ".ci"))
    import release as script

    tags = ["manylinux_2_28_x86_64", "manylinux_2_17_aarch64.manylinux2014_aarch64", "musllinux_1_2_x86_64", "musllinux_1_2_aarch64",
            "macosx_10_12_x86_64", "macosx_11_0_arm64", "win_amd64"]
    made = {script.platform_of(Path(f"pulsec-{version}-py3-none-{tag}.whl")) for tag in tags}
    assert {"@pulsec/" + "-".join(part for part in platform if part) for platform in made} == names


def test_the_action_installs_and_annotates(releases, version, tmp_path):
    action = yaml.safe_load(ACTION.read_text())
    install, check = action["runs"]["steps"]
    (tmp_path / "temp").mkdir()
    (tmp_path / "app.py").write_text(APP)
    run("bash", "-eo", "pipefail", "-c", install["run"], cwd=tmp_path, RUNNER_TEMP=tmp_path / "temp", VERSION="", REF=f"v{version}",
        REPOSITORY="somebody/pulsec", HERE=ACTION.parent, PULSEC_RELEASES=releases.as_uri())
    args = action["inputs"]["args"]["default"]
    said = run("bash", "-eo", "pipefail", "-c", check["run"], cwd=tmp_path, RUNNER_TEMP=tmp_path / "temp", ARGS=args, code=1)
    assert "::error file=app.py,line=6" in said


def test_workflows_are_of_their_schema():
    check = [sys.executable, "-m", "check_jsonschema"]
    run(*check, "--builtin-schema", "vendor.github-workflows", *WORKFLOWS)
    run(*check, "--builtin-schema", "vendor.github-actions", ACTION)
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    assert [hook["id"] for hook in hooks] == ["pulsec-check", "pulsec-check-installed"]


def test_what_workflows_name_is_there():
    """Files of the repository in `run` steps and `uses`; what other jobs are named by `needs` is there, too."""
    assert {path.stem for path in WORKFLOWS} == {"ci", "dependencies", "docs", "release"}
    for file in WORKFLOWS:
        jobs = yaml.safe_load(file.read_text())["jobs"]
        for name, job in jobs.items():
            needs = job.get("needs", [])
            assert set([needs] if isinstance(needs, str) else needs) <= set(jobs), f"{file.name}: {name}"
            for step in [job, *job.get("steps", [])]:
                uses = step.get("uses", "")
                assert not uses.startswith("./") or (ROOT / uses).is_file(), uses
                # A tag can be moved, a commit cannot; PyPA publishes its action on a branch only.
                pinned = re.fullmatch(r"[\w.-]+/[\w.-]+@([0-9a-f]{40}|release/v1)", uses)
                assert not uses or uses.startswith("./") or pinned, uses
                for path in re.findall(r"(?<![\w/.])(?:\.ci|integrations|fixtures|tests)/[\w./-]+", str(step.get("run", ""))):
                    assert (ROOT / path).exists(), f"{file.name}: {path}"


def test_issue_forms_ask_what_is_needed():
    forms = sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml"))
    for form in (form for form in forms if form.name != "config.yml"):
        read = yaml.safe_load(form.read_text())
        assert read["name"] and read["description"], form
        ids = [field["id"] for field in read["body"] if field["type"] != "markdown"]
        assert len(ids) == len(set(ids)) and any(field.get("validations", {}).get("required") for field in read["body"])
    assert len(forms) == 4


def test_notes_of_a_release_come_from_the_changelog(version, tmp_path):
    steps = yaml.safe_load((ROOT / ".github/workflows/release.yml").read_text())["jobs"]["publish"]["steps"]
    (script,) = [step["run"] for step in steps if "CHANGELOG.md" in step.get("run", "")]
    script = script.split("find release")[0]
    shutil.copy(ROOT / "CHANGELOG.md", tmp_path)
    run("bash", "-eo", "pipefail", "-c", script, cwd=tmp_path, TAG=f"v{version}")
    assert "The first version." in (tmp_path / "notes.md").read_text()
