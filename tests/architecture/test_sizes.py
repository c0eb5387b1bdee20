"""A room that outgrows these is split, not stretched."""

import ast

import pytest

from tests.architecture import tree

LINES = {".py": 300, ".html": 120, ".css": 200, ".js": 250}
# A test file is a list, which may be longer than something to be understood as a whole.
TEST_LINES = 500
FUNCTION_LINES = 40


def allowed(path):
    return TEST_LINES if path.parts[0] == "tests" else LINES[path.suffix]


@pytest.mark.parametrize("suffix", LINES)
def test_no_file_is_longer_than_it_may_be(suffix):
    lengths = {path: len(tree.text(path).splitlines()) for path in tree.ours(suffix)}

    assert {str(path): n for path, n in lengths.items() if n > allowed(path)} == {}


def test_no_function_is_longer_than_forty_lines():
    long = [
        f"{path}:{node.lineno} {node.name}"
        for path in tree.ours(".py")
        for node in ast.walk(tree.parsed(path))
        if isinstance(node, ast.FunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > FUNCTION_LINES
    ]

    assert long == []
