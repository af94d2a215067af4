"""How what stands at a gate stands, in words and tones; a waiver whose last day is past is a standing of its own."""

from django.utils.translation import gettext_lazy as _

from assurance.models import GatePass

S = GatePass.State
EXPIRED = "expired"
STANDINGS = {
    S.OPEN: ("info", "clock", S.OPEN.label),
    S.PASSED: ("good", "check-circle", S.PASSED.label),
    S.CONDITIONAL: ("good", "check", S.CONDITIONAL.label),
    S.FAILED: ("bad", "x-circle", S.FAILED.label),
    S.WAIVED: ("warn", "shield-exclamation", S.WAIVED.label),
    EXPIRED: ("bad", "exclamation-triangle", _("Waiver expired")),
}
CHOICES = [(str(name), label) for name, (_tone, _icon, label) in STANDINGS.items()]
WORDS = dict(CHOICES)
