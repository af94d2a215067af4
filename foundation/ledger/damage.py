"""What a verification finds wrong, and how it is said."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, str | Promise] = {
    "event_altered": _("Event %(event)s was altered: it is not what was sealed as entry #%(index)s."),
    "content_altered": _("What event %(event)s says was altered: it is not what was sealed as entry #%(index)s."),
    "event_missing": _("Event %(event)s is missing: it was deleted after it was sealed as entry #%(index)s."),
    "event_extra": _("Event %(event)s is of %(at)s, but was never sealed: it was put in afterwards."),
    "reordered": _("Entries #%(index)s and #%(other)s were exchanged."),
    "leaf_altered": _("The row of entry #%(index)s was altered: it is not what was sealed."),
    "leaf_missing": _("The row of entry #%(index)s is missing."),
    "leaf_extra": _("There is a row of entry #%(index)s, which was never signed."),
    "tile_altered": _("The tile %(tile)s was altered: at place %(place)s it holds another hash than was sealed."),
    "tile_missing": _("The tile %(tile)s is missing or too short."),
    "tile_extra": _("The tile %(tile)s is there, or longer, though the log is too short for it."),
    "checkpoint_altered": _("The checkpoint of %(size)s entries, signed at %(at)s, was altered."),
    "checkpoint_unsigned": _("The checkpoint of %(size)s entries, of %(at)s, was not signed by a key of the log."),
    "checkpoint_shorter": _("The checkpoint of %(size)s entries, of %(at)s, follows one of more entries."),
    "history_rewritten": _(
        "The first %(size)s entries are not those that were signed at %(at)s: entries from #%(index)s on were rewritten."
    ),
    "history_shorter": _("%(size)s entries were signed, but only %(held)s are there: the end of the log was cut off."),
    "more": _("%(count)s further damages are not named."),
    "held_back": _("The ledger signs nothing: %(why)s"),
}


@dataclass(frozen=True)
class Damage:
    """One thing that is not as it was sealed: its kind, a key of SENTENCES, and what the sentence names."""

    kind: str
    facts: tuple[tuple[str, str | int], ...] = ()

    @classmethod
    def of(cls, kind: str, **facts: str | int) -> "Damage":
        return cls(kind, tuple(facts.items()))

    @property
    def sentence(self) -> str:
        return str(SENTENCES[self.kind]) % dict(self.facts)

    def __str__(self) -> str:
        return self.sentence
