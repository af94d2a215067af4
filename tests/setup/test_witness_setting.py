"""How an installation names its witnesses, and what it refuses."""

import pytest

from config.environment import Misconfigured
from foundation.ledger.note_keys import COSIGNATURE, SigningKey

pytestmark = pytest.mark.anywhere

W1, W2 = (SigningKey.generate(f"witness.example.org/w{number}", COSIGNATURE).verifying.vkey for number in (1, 2))
LOG = SigningKey.generate("attest.example.com/ledger").verifying.vkey


def test_without_the_setting_there_is_none(settings_for):
    assert settings_for(PLAIN_HTTP="1")["WITNESSES"] == []


def test_each_has_an_address_and_a_key(settings_for):
    named = f"https://witness.example.org/ {W1}, http://10.0.0.7:8100/w {W2}"

    found = settings_for(PLAIN_HTTP="1", WITNESSES=named)["WITNESSES"]

    assert found == [("https://witness.example.org", W1), ("http://10.0.0.7:8100/w", W2)]


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("https://witness.example.org", "must be pairs"),
        (W1, "must be pairs"),
        (f"{W1} https://witness.example.org", "must be pairs"),
        (f"ftp://witness.example.org {W1}", "must be pairs"),
        (f"https://witness.example.org {W1[:-5]}AAAA=", "has a key that is none"),
        (f"https://witness.example.org {LOG}", "not that of a witness"),
    ],
    ids=["no key", "no address", "the wrong way round", "another protocol", "a damaged key", "the key of a log"],
)
def test_anything_else_stops_the_start(settings_for, value, why):
    with pytest.raises(Misconfigured, match=why):
        settings_for(PLAIN_HTTP="1", WITNESSES=value)
