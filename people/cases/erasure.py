"""What is left of a case: a number, its kind, its days and its level. Names, words and files go. Source: T-60."""

from people.cases.models import (
    Allegation,
    Appeal,
    Assent,
    Case,
    CaseEventContent,
    CaseFile,
    CaseReporter,
    CaseSubject,
    Decision,
    Dismissal,
    Hearing,
    InterimMeasure,
    Interview,
    Investigation,
    InvestigationStep,
    Message,
    Referral,
    RetaliationCheck,
    Sanction,
    SealOpening,
    Seat,
)

OF_A_CASE = (
    CaseReporter,
    CaseSubject,
    Seat,
    Message,
    Investigation,
    InvestigationStep,
    Interview,
    CaseFile,
    InterimMeasure,
    Hearing,
    Allegation,
    Dismissal,
    Appeal,
    Referral,
    RetaliationCheck,
)


def erase_identities(case: Case) -> None:
    """Deletes who and what; events stay with their digests, but no longer say anything. The store drops the bytes later.

    The caller is the verb that decided it: nothing of a case under hold comes here.
    """
    Assent.objects.filter(decision__case=case).delete()
    Decision.objects.filter(case=case).delete()
    for model in OF_A_CASE:
        model._default_manager.filter(case=case).delete()
    Case.objects.filter(pk=case.pk).update(description="", clause="", finding=None)
    Sanction.objects.filter(case=case).update(training="")
    SealOpening.objects.filter(case=case).update(reason="")
    CaseEventContent.objects.filter(event__case=case).delete()
    case.refresh_from_db()
