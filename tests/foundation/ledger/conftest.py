"""A key and a memory of the ledger for each test."""

import pytest


@pytest.fixture(autouse=True)
def own_ledger(settings, tmp_path):
    settings.LEDGER_FOLDER = tmp_path / "ledger"
    settings.VAR = tmp_path
