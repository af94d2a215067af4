"""The ledger for programs: how far it reaches, the proofs it gives, and verifying all of it."""

from typing import Any

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.access import require
from foundation.api.doors import Door, act, answers
from foundation.api.rooms.inbox import JobSerializer
from foundation.api.rooms.operation import Watched
from foundation.ledger import checking, keys, log, proving
from foundation.ledger.integrity import Integrity
from foundation.ledger.strict import base64_of
from foundation.ledger.witnesses import cosigned
from foundation.permissions import VERIFY_LEDGER, VIEW_LEDGER


class LedgerSerializer(serializers.Serializer):
    """How many entries are sealed, the root over them in base64, and the signed checkpoint as it is published."""

    origin = serializers.CharField()
    size = serializers.IntegerField()
    root = serializers.CharField()
    signed_at = serializers.DateTimeField(allow_null=True)
    checkpoint = serializers.CharField()
    keys = serializers.ListField(child=serializers.CharField())


class Ledger(Door):
    """The log over everything that happened."""

    noun = tag = "ledger"
    shows = LedgerSerializer

    def show(self, request: Request) -> Response:
        """What was signed last."""
        size, root, checkpoint = log.state()
        told = {
            "origin": keys.origin(),
            "size": size,
            "root": base64_of(root),
            "signed_at": checkpoint.signed_at if checkpoint else None,
            "checkpoint": cosigned(checkpoint) if checkpoint else "",
            "keys": [key.vkey for key in keys.verifying_keys()],
        }
        return Response(LedgerSerializer(told).data)


class ConsistencySerializer(serializers.Serializer):
    """The hashes that show the first `second` entries to begin with the first `first` ones (RFC 9162, 2.1.4), in base64."""

    first = serializers.IntegerField()
    second = serializers.IntegerField()
    first_root = serializers.CharField()
    second_root = serializers.CharField()
    proof = serializers.ListField(child=serializers.CharField())


class Consistency(Door):
    """That the ledger only grew between two sizes."""

    noun, tag = "ledger-consistency", "ledger"
    shows = ConsistencySerializer

    def query_of(self, name: str) -> dict[str, dict[str, object]]:
        size = {"type": "integer", "minimum": 1}
        return {"first": size, "second": size}

    def show(self, request: Request) -> Response:
        """The proof between two sizes; what is not given is the present one."""
        present = log.state().size
        second = _size(request, "second", present, most=present)
        first = _size(request, "first", second, most=second)
        told = {
            "first": first,
            "second": second,
            "first_root": base64_of(log.root_at(first)),
            "second_root": base64_of(log.root_at(second)),
            "proof": [base64_of(one) for one in log.consistency(first, second)] if first else [],
        }
        return Response(ConsistencySerializer(told).data)


def _size(request: Request, name: str, default: int, *, most: int) -> int:
    """A size of the log from the address. Raises ValidationError for one it does not have."""
    text = request.query_params.get(name, "")
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= most):
        raise ValidationError({name: [_("Give a number from 1 to %(most)s.") % {"most": most}]})
    return int(text)


class LedgerEntrySerializer(serializers.Serializer):
    """An entry: what is hashed, byte for byte, and the proof of its place as a file of C2SP tlog-proof."""

    index = serializers.IntegerField()
    sealed_at = serializers.DateTimeField(source="leaf.sealed_at")
    entry = serializers.CharField(source="entry_text")
    leaf_hash = serializers.CharField(source="hash")
    proof = serializers.SerializerMethodField()
    holds = serializers.BooleanField(source="is_sound")

    @extend_schema_field({"type": ["string", "null"]})
    def get_proof(self, record: Any) -> str | None:
        return record.proof.text if record.proof else None


class LedgerEntries(Door):
    """Entries by their number, of events whose subject one sees."""

    noun, tag = "ledger-entry", "ledger"
    lookup_field = "index"
    lookup_value_converter = "int"

    @answers(LedgerEntrySerializer)
    def retrieve(self, request: Request, index: int) -> Response:
        """One entry with its proof; 404 for one whose event one may not read."""
        record = proving.entry_for(self.person, index)
        if record is None:
            raise Http404
        return Response(LedgerEntrySerializer(record).data)


class CheckedSerializer(serializers.Serializer):
    """The last full verification, and each damage it found in a sentence."""

    at = serializers.DateTimeField()
    actor = serializers.CharField()
    size = serializers.IntegerField()
    count = serializers.IntegerField()
    damage = serializers.ListField(child=serializers.CharField())


class IntegritySerializer(serializers.Serializer):
    """How the ledger stands; `held` is why nothing is signed, empty where all is well."""

    size = serializers.IntegerField()
    held = serializers.SerializerMethodField()
    is_late = serializers.BooleanField()
    witnesses = serializers.SerializerMethodField()
    checked = CheckedSerializer(allow_null=True)
    job = JobSerializer(allow_null=True)

    @extend_schema_field({"type": "string"})
    def get_held(self, it: Integrity) -> str:
        return str(it.held or "")

    @extend_schema_field({"type": "array", "items": {"type": "object"}})
    def get_witnesses(self, it: Integrity) -> list[dict[str, Any]]:
        return [{"name": one.name, "agrees": one.agrees} for one in it.watchers]


class LedgerIntegrity(Watched):
    """How the ledger stands, for who watches it."""

    noun = "ledger-integrity"
    watching = VIEW_LEDGER
    shows = IntegritySerializer

    def show(self, request: Request) -> Response:
        """How far it reaches, who outside agrees, and what the last verification found."""
        return Response(IntegritySerializer(Integrity(timezone.now())).data)


class LedgerCheck(Watched):
    """Verifying everything."""

    noun = "ledger-check"
    watching = VIEW_LEDGER

    @act("verify", detail=False, gives=JobSerializer, status=201)
    def verify(self, request: Request) -> Response:
        """Start a verification of the whole ledger, or be given the one that runs; its message says what it found."""
        require(self.person, VERIFY_LEDGER)
        return Response(JobSerializer(checking.ask_check(self.person)).data, status=201)
