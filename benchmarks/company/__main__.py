"""`python -m benchmarks.company M`: a company of that size into the database of DATABASE_URL."""

import logging
import os
import sys
from datetime import UTC, datetime

from benchmarks.company.sizes import ORIGIN, SIZES


def main(name: str) -> None:
    os.environ |= {"DJANGO_SETTINGS_MODULE": "config.settings", "PLAIN_HTTP": "1", "LEDGER_ORIGIN": ORIGIN}
    import django

    django.setup()
    logging.disable(logging.CRITICAL)
    from benchmarks.company.filling import fill

    fill(SIZES[name], datetime.now(UTC).date(), lambda sentence: print(sentence, flush=True))


if __name__ == "__main__":
    main(sys.argv[1])
