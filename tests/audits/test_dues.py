"""The days that the shipped policies give: by type of the finding and by the calendar of the audited unit (T-05, T-10, T-50)."""

from datetime import date

from audits import dues
from audits.policies import LADDER
from foundation import policy
from foundation.dates import add_working_days, rung
from foundation.directory.calendars import work_calendar
from tests.company import TODAY, Company

HEAD_OFFICE = {
    "major": {"plan": "2026-12-04", "correction": "2026-12-21", "action": "2027-02-18"},
    "minor": {"plan": "2026-12-18", "correction": "2027-01-19", "action": "2027-05-19"},
    "ofi": {"disposition": "2027-01-06"},
    "observation": {},
    "good_practice": {},
}
FRIDAY_AND_SATURDAY_OFF = {"plan": "2026-12-03", "correction": "2026-12-20", "action": "2027-02-18"}


def test_a_finding_is_due_by_its_type_and_the_calendar_of_the_audited(company: Company) -> None:
    units = company.units

    for kind, days in HEAD_OFFICE.items():
        found = {due.step: due.due_on.isoformat() for due in dues.proposed(kind, units["TS"], on=TODAY)}
        assert found == days, kind
    far = {due.step: due.due_on.isoformat() for due in dues.proposed("major", units["MEADEL"], on=TODAY)}
    assert far == FRIDAY_AND_SATURDAY_OFF
    assert add_working_days(date(2026, 11, 19), 1, work_calendar(units["MEADEL"])) == date(2026, 11, 22)


def test_the_shipped_ladder_has_its_days(company: Company) -> None:
    ladder = policy.current("audits.ladder", TODAY).value

    assert ladder == LADDER == {"major": [1, 4, 10, 21], "minor": [1, 8, 22, 45], "ofi": [1, 15]}
    assert [rung(TODAY, on=date(2027, 1, 4), ladder=days) for days in ladder.values()] == [4, 4, 2]
