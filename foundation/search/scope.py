"""Which found rows a person may see: the `visible_to` of every kind as one condition of SQL."""

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import EmptyResultSet
from django.db.models.expressions import RawSQL

from foundation.access import holds
from foundation.clock import today
from foundation.directory.models import User
from foundation.search.offers import Searched, kinds
from foundation.work.kept import kept_for
from foundation.work.somebody import Somebody, Written
from foundation.work.written import Piece

kept = kept_for(60)
SEEN = "seen"


def may_search(user: User) -> bool:
    """People of the house; an outsider looks in their room alone. Source: S-13 (docs/adr/0160-search.md)."""
    return user.is_active and user.kind == User.Kind.INSIDE and user.person_id is not None


def found_kinds(user: User) -> list[Searched]:
    """The kinds whose pages a person may open at all."""
    return [kind for kind in kinds() if not kind.roles or holds(user, *kind.roles)] if may_search(user) else []


def seen_by(user: User) -> Piece | None:
    """A condition on the row of `hits` that is true where the person sees the record; None where they see nothing.

    Each row is asked only what its own kind says: the database neither joins kinds nor reads a kind nobody looked for.
    """
    if not may_search(user):
        return None
    somebody = Somebody(user, today())
    texts = kept.of(somebody.shape)
    if SEEN not in texts:
        texts[SEEN] = _written(somebody.user)
    written = texts[SEEN]
    return None if written is None else Piece(written.sql, somebody.filled(written))


def _written(user: User) -> Written | None:
    cases, values = [], []
    for kind in found_kinds(user):
        mine = RawSQL("hits.subject_uuid", ())
        rows = kind.model._default_manager.visible_to(user).filter(uuid=mine).order_by()  # type: ignore[attr-defined]
        try:
            sql, told_values = rows.values("pk").query.sql_with_params()
        except EmptyResultSet:
            continue
        cases.append(f"WHEN {ContentType.objects.get_for_model(kind.model).pk:d} THEN EXISTS ({sql})")
        values += told_values
    return Written.of(f"CASE hits.subject_type_id {' '.join(cases)} ELSE FALSE END", values) if cases else None
