"""Where things stand, and what they are called."""

from tests.architecture import tree

DRAWERS = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc"}
TOP_LEVEL = {
    ".ci", ".dockerignore", ".gitattributes", ".gitignore", ".python-version",
    "Makefile", "README.md", "docker-compose.yml", "manage.py", "pyproject.toml", "uv.lock",
    "foundation", "members", "projects", "events", "templates", "static", "tests",
    "LICENSE", "NOTICE",
}  # fmt: skip


def test_there_is_no_junk_drawer():
    junk = [str(path) for path in tree.ours(".py") if {path.stem, *path.parts[:-1]} & DRAWERS]

    assert junk == []


def test_the_top_level_holds_only_what_belongs_there():
    assert {path.parts[0] for path in tree.files()} <= TOP_LEVEL


def test_every_migration_says_what_it_does():
    unnamed = [
        str(path)
        for path in tree.files()
        if path.parts[-2:-1] == ("migrations",) and "_auto_" in path.name
    ]

    assert unnamed == []
