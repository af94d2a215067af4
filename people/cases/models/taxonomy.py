"""The words of a case: what it is about, how it came in, how heavy it is, what may follow. Source: 2.20 (docs/cases.md)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Category(models.TextChoices):
    UNAUTHORISED_ACCESS = "unauthorised_access", _("Unauthorised access or hidden function")
    CONTROL_BYPASS = "control_bypass", _("Going round a security control")
    DISCLOSURE = "disclosure", _("Disclosure of confidential information")
    FALSE_RECORD = "false_record", _("False record or false claim")
    CUSTOMER_DATA = "customer_data", _("Misuse of customer data")
    SUPPLIER_RULES = "supplier_rules", _("Breach of the rules for suppliers")
    RETALIATION = "retaliation", _("Retaliation against somebody who spoke up")
    CONDUCT = "conduct", _("Other breach of the security conduct rules")


# Never dismissed at intake, and never lighter than serious. Source: 17b.
ZERO_TOLERANCE = (Category.UNAUTHORISED_ACCESS.value,)


class Channel(models.TextChoices):
    LINE = "line", _("Reporting page")
    HOT_LINE = "hot_line", _("Telephone line")
    AUDIT_FINDING = "audit_finding", _("Audit finding")
    MONITORING = "monitoring", _("Monitoring")
    OTHER = "other", _("Other")


class Severity(models.TextChoices):
    MINOR = "minor", _("Minor")
    MODERATE = "moderate", _("Moderate")
    SERIOUS = "serious", _("Serious")
    GRAVE = "grave", _("Grave")


HEAVY = (Severity.SERIOUS.value, Severity.GRAVE.value)


class State(models.TextChoices):
    REPORTED = "reported", _("Reported")
    DISMISSED = "dismissed", _("Dismissed at intake")
    INVESTIGATING = "investigating", _("Under investigation")
    HEARING = "hearing", _("To be heard")
    DECISION_PENDING = "decision_pending", _("Decision pending")
    CLOSED_UNFOUNDED = "closed_unfounded", _("Closed, not substantiated")
    SANCTIONED = "sanctioned", _("Decided, may be appealed")
    UNDER_APPEAL = "under_appeal", _("Under appeal")
    FINAL = "final", _("Final")
    SPENT = "spent", _("Spent")


OPEN = (
    State.REPORTED.value,
    State.INVESTIGATING.value,
    State.HEARING.value,
    State.DECISION_PENDING.value,
    State.SANCTIONED.value,
    State.UNDER_APPEAL.value,
)


class Level(models.IntegerChoices):
    WARNING = 1, _("1: written warning")
    SERIOUS_WARNING = 2, _("2: serious warning")
    REMOVAL = 3, _("3: demotion, reassignment or removal of access")
    TERMINATION = 4, _("4: termination")


class Form(models.TextChoices):
    """What a level is in practice; partners and consultants have forms of their own."""

    WRITTEN_WARNING = "written_warning", _("Written warning")
    SERIOUS_WARNING = "serious_warning", _("Serious warning with effect on pay")
    DEMOTION = "demotion", _("Demotion")
    REASSIGNMENT = "reassignment", _("Reassignment")
    ACCESS_REMOVAL = "access_removal", _("Removal of access")
    TERMINATION = "termination", _("Termination")
    CONTRACT_NOTICE = "contract_notice", _("Notice under the contract")
    SITE_REMOVAL = "site_removal", _("Removal from site")
    BLACKLISTING_REVIEW = "blacklisting_review", _("Review of blacklisting")


FORMS_OF_EMPLOYEES: dict[str, tuple[int, ...]] = {
    Form.WRITTEN_WARNING: (1,),
    Form.SERIOUS_WARNING: (2,),
    Form.DEMOTION: (3,),
    Form.REASSIGNMENT: (3,),
    Form.ACCESS_REMOVAL: (3,),
    Form.TERMINATION: (4,),
}
FORMS_OF_OTHERS: dict[str, tuple[int, ...]] = {
    Form.CONTRACT_NOTICE: (1, 2),
    Form.SITE_REMOVAL: (3,),
    Form.BLACKLISTING_REVIEW: (4,),
}
