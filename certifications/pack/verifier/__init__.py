"""The program that checks a pack at home: two chapters here, one file in the pack, and nothing of ours is imported by it."""

import re
from pathlib import Path

HERE = Path(__file__).parent
OWN_IMPORT = re.compile(r"^from certifications\.pack\.verifier\.proofs import (?:\([^)]*\)|[^\n]*)\n", re.MULTILINE)


def verifier() -> bytes:
    """`verify.py`: what the program is for, then keys and proofs, then the checks."""
    about, checks = _chapter("checks.py")
    told, proofs = _chapter("proofs.py")
    checks = OWN_IMPORT.sub("", checks).strip("\n")
    return f'"""{about}"""\n\n# {told}\n\n{proofs}\n\n\n# The pack.\n\n{checks}\n'.encode()


def _chapter(name: str) -> tuple[str, str]:
    """The docstring of a module and what stands below it."""
    _empty, about, code = (HERE / name).read_text("utf-8").split('"""', 2)
    return about, code.strip("\n")
