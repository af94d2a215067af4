"""What every figure of the demonstration says on its reference day, counted by hand from the story it tells."""

from typing import Any


def share(hit: int, every: int, value: float) -> dict[str, Any]:
    return {"numerator": hit, "denominator": every, "value": value}


AREAS = {
    "RD": share(13, 15, 86.7),
    "SC": share(10, 11, 90.9),
    "SM": share(5, 8, 62.5),
    "DEL": share(11, 13, 84.6),
    "TS": share(9, 11, 81.8),
}
COURSES = {
    "AWR": share(111, 117, 94.9),
    "SEC": share(31, 35, 88.6),
    "SCS": share(17, 18, 94.4),
    "DEL": share(18, 21, 85.7),
    "SAL": share(13, 14, 92.9),
    "AUD": share(10, 10, 100.0),
    "MGR": share(10, 11, 90.9),
}
MINORS = {
    "F-007": 166,
    "F-008": 186,
    "F-009": 170,
    "F-010": 175,
    "F-011": 179,
    "F-012": 168,
    "F-014": 175,
    "F-017": 126,
}
EXPECTED: dict[str, dict[str, Any]] = {
    "K-01": share(48, 58, 82.8)
    | {"parts": AREAS | {"gaps": {"stale": 6, "no_evidence": 2, "no_owner": 1, "no_control": 1}}},
    "K-02": share(48, 56, 85.7),
    "K-03": share(13, 16, 81.3) | {"parts": {"full_year": share(13, 19, 68.4), "cancelled": {"value": 1}}},
    "K-04": share(12, 16, 75.0),
    "K-05": share(10, 14, 71.4) | {"parts": {"missed": {"rows": ["F-002", "F-003", "F-008", "F-013"]}}},
    "K-06": {
        "parts": {
            "major": {"n": 2, "mean": None, "median": None, "cases": {"F-001": 81, "F-002": 98}},
            "minor": {"n": 8, "mean": 168.1, "median": 172.5, "cases": MINORS},
        }
    },
    "K-07": {"parts": {"major": {"n": 4, "mean": 78, "max": 131}, "minor": {"n": 8, "mean": 130.5, "max": 228}}},
    "K-08": {
        "parts": {
            "action": {"F-003": 41, "F-013": 48},
            "ofi_disposition": {"F-026": 114, "F-028": 18},
            "awaiting_verification": ["F-004", "F-015"],
        }
    },
    "K-09": share(210, 226, 92.9) | {"parts": COURSES},
    "K-10": share(104, 111, 93.7),
    "K-11": {
        "parts": {
            "30": {"value": 1, "rows": ["C-02"]},
            "60": {"value": 2, "rows": ["C-02", "C-03"]},
            "90": {"value": 3, "rows": ["C-02", "C-03", "C-04"]},
            "live": {"value": 8},
            "suspended": {"value": 1},
            "restorable": {"value": 1},
            "breaches": {"value": 0},
        }
    },
    "K-12": {"value": 9, "parts": {"HQ": "*", "EUR": "*", "MEA": "*", "APAC": 0, "LATAM": 0}},
    "K-13": {"value": 23, "parts": {"HQ": 9, "EUR": 6, "MEA": 2, "APAC": 5, "LATAM": 1}},
    "K-14": share(4, 22, 18.2),
    "K-17": share(5, 8, 62.5),
    "K-18": share(10, 10, 100.0),
    "K-19": {"parts": {"expired_waivers": 1}},
    "K-21": {"value": 0, "parts": {"past_end": {"value": 0}, "leavers": {"value": 0}}},
    "K-22": {
        "value": 7,
        "parts": {
            "watched": {"value": 9},
            "at_risk": {"rows": ["C-01", "C-02", "C-03", "C-04", "C-05", "C-06", "C-07"]},
        },
    },
    "K-23": {"value": 1, "parts": {"open": {"value": 4}, "late": {"rows": ["F-003"]}}},
}
