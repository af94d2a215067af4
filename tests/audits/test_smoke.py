from datetime import date

from audits.models import Finding
from foundation.models.work import Due


def test_a_major_gets_its_dates_when_it_is_issued(finding):
    dues = {due.step: due.due_on for due in Due.objects.about(finding)}

    assert finding.state == Finding.State.ISSUED
    assert dues == {"plan": date(2026, 12, 4), "correction": date(2026, 12, 21), "action": date(2027, 2, 18)}
