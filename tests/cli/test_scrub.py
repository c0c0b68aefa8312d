"""``pytest-leads scrub``: what it says, and its exit status; what it takes out is tested with the recordings."""

from pathlib import Path

from .conftest import create


def test_every_file_is_scrubbed_and_told(run, write):
    paths = [write(create(name="Asha Rao"), name=name) for name in ("a.yaml", "b.json")]
    said = run("scrub", *paths)
    assert said.status == 0
    assert said.out == f"{paths[0]}: scrubbed\n{paths[1]}: scrubbed\n2 files scrubbed\n"
    for path in paths:
        assert not any(word in path.read_text() for word in ("s3cr3t", "9812345670", "Asha"))
        assert run("lint", path).status == 0


def test_secrets_alone_may_be_taken_out(run, write):
    path = write(create())
    run("scrub", "--level", "secrets", path)
    assert "s3cr3t" not in path.read_text()
    assert "+919812345670" in path.read_text()


def test_beside_a_file_that_cannot_be_scrubbed_the_others_are(run, write, monkeypatch):
    good, locked = write(create(), name="a.json"), write(create(), name="locked.json")
    bad = good.with_name("bad.yaml")
    bad.touch()
    replace = Path.replace

    def replaced(self, target):
        if target.name == "locked.json":
            raise PermissionError(13, "Permission denied")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", replaced)
    before = locked.read_text()
    said = run("scrub", bad, locked, good)
    assert said.status == 2
    assert said.out == (
        f"error: {bad}: the file is empty\n"
        f"error: {locked}: it cannot be written: Permission denied\n"
        f"{good}: scrubbed\n"
        "1 file scrubbed; 2 files left as they were\n"
    )
    assert locked.read_text() == before
    assert "s3cr3t" not in good.read_text()
