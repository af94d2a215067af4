"""The verbs of the app."""

from people.actions.asking import enter_audience
from people.actions.attestation import (
    ask_anew,
    ask_no_longer,
    move_due,
    open_text,
    refuse_to_sign,
    release_signer,
    remind_signer,
    sign,
    take_up_again,
)
from people.actions.campaigns import (
    begin_campaign,
    change_campaign,
    close_campaign,
    follow_campaign,
    open_campaign,
    plan_campaign,
    supersede_campaign,
)

__all__ = [
    "ask_anew",
    "ask_no_longer",
    "begin_campaign",
    "change_campaign",
    "close_campaign",
    "enter_audience",
    "follow_campaign",
    "move_due",
    "open_campaign",
    "open_text",
    "plan_campaign",
    "refuse_to_sign",
    "release_signer",
    "remind_signer",
    "sign",
    "supersede_campaign",
    "take_up_again",
]
