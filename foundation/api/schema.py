"""The OpenAPI schema of the doors: what each takes and gives, and every refusal it may answer with."""

from functools import cache
from typing import Any

from django.conf import settings
from drf_spectacular.authentication import SessionScheme
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from rest_framework import serializers

from foundation.api.bodies import FILES, Body
from foundation.api.doors import BINARY

REFUSALS = {
    "400": ("Faults", "A value is not possible: a list of sentences per field."),
    "401": ("Detail", "Nobody is signed in, or the token is not good."),
    "403": ("Detail", "Your roles or the token do not include this."),
    "404": ("Detail", "It does not exist, or not for you."),
    "405": ("Detail", "This address has no such method."),
    "409": ("Conflict", "A rule stands in the way, or the record is in another state."),
    "410": ("Conflict", "It existed and was disposed of."),
    "412": ("Stale", "The record has changed since the ETag in If-Match; it is shown as it is now."),
    "413": ("Detail", "The body is too large."),
    "415": ("Detail", "The body is of a kind that is not read here."),
    "422": ("Detail", "The Idempotency-Key was used for another request."),
    "429": ("Detail", "Too many calls; Retry-After says how many seconds to wait."),
}
ALWAYS = ("400", "401", "403", "404", "405", "429")
KEPT_BACK = ("409", "410")
WRITING = ("409", "412", "413", "415", "422")
TEXT = {"type": "string"}
MAYBE = {"type": ["string", "null"]}
SHAPES: dict[str, Any] = {
    "Detail": {"type": "object", "properties": {"detail": TEXT}, "required": ["detail"]},
    "Faults": {"type": "object", "additionalProperties": {}},
    "Conflict": {
        "type": "object",
        "properties": {
            "code": TEXT,
            "detail": TEXT,
            "field": MAYBE,
            "state": MAYBE,
            "current": {"type": "object", "additionalProperties": {}},
        },
        "required": ["code", "detail", "field", "state"],
    },
    "Stale": {
        "type": "object",
        "properties": {"detail": TEXT, "current": {"type": "object", "additionalProperties": {}}},
        "required": ["detail", "current"],
    },
}
HEADERS = {
    "Idempotency-Key": "Makes a call that is sent twice act once: the second gets the first one's answer.",
    "If-Match": "The ETag of the record as you read it; if it has changed since, nothing is done (412).",
}


class TokenScheme(OpenApiAuthenticationExtension):
    target_class = "foundation.api.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return {"type": "http", "scheme": "bearer", "description": "A token made under “API tokens” of one's own page."}


class SignedInScheme(SessionScheme):
    target_class = "foundation.api.authentication.SessionAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME.removeprefix("__Host-")}


class Operation(AutoSchema):
    """One door and method; the doors of foundation.api say what they take and give (foundation.api.doors.writes)."""

    @property
    def handler(self) -> Any:
        return getattr(self.view, self.view.action)

    @property
    def gives_bytes(self) -> bool:
        return getattr(getattr(self.handler, "gives", None), "response", None) is OpenApiTypes.BINARY

    def get_operation(self, *args: Any, **kwargs: Any) -> dict[str, Any] | None:
        operation = super().get_operation(*args, **kwargs)
        if operation is not None:
            codes = ALWAYS if self.method == "GET" else (*ALWAYS, *WRITING)
            codes += KEPT_BACK if self.gives_bytes else ()
            operation["responses"] |= {code: refusal(code) for code in codes}
            operation["responses"] |= {code: refusal(code) for code in self.refusals}
            operation["responses"] = dict(sorted(operation["responses"].items()))
        return operation

    @property
    def refusals(self) -> tuple[str, ...]:
        """A file that is not to be handed out is refused by a rule, though asking for it changes nothing."""
        if self.method != "GET":
            return (*ALWAYS, *WRITING)
        return (*ALWAYS, "409") if getattr(self.handler, "gives", None) is BINARY else ALWAYS

    def get_operation_id(self) -> str:
        return f"{self.view.basename}_{self.view.action}".replace("-", "_")

    def get_tags(self) -> list[str]:
        return [self.view.tag or self.view.basename]

    def get_summary(self) -> str:
        return str(self.handler.__doc__ or SUMMARIES.get(self.view.action, "")).strip().split("\n")[0]

    def get_description(self) -> str:
        return ""

    def _is_list_view(self, serializer: Any = None) -> bool:
        return False

    def get_request_serializer(self) -> Any:
        takes: type[Body] | None = getattr(self.handler, "takes", None)
        if takes is None or not takes().fields:
            return None
        if not takes.takes_files:
            return takes
        return {"application/json": takes, "multipart/form-data": with_files(takes)}

    def get_response_serializers(self) -> Any:
        if self.view.action == "list" and not hasattr(self.handler, "gives"):
            return {"200": page_of(self.view.lists or self.view.shows)}
        gives = getattr(self.handler, "gives", None) or getattr(self.view, "shows", None)
        also = {str(code): shape for code, shape in getattr(self.handler, "also", {}).items()}
        if self.gives_bytes:
            return {("200", "*/*"): gives}  # of whatever kind the file is
        return {str(getattr(self.handler, "status", 200)): gives, **also}

    def _get_parameters(self) -> list[dict[str, Any]]:
        found = super()._get_parameters()
        query = self.view.query_of(self.view.action)
        found += [{"in": "query", "name": name, "schema": query[name]} for name in sorted(query)]
        if self.method != "GET":
            names = ["Idempotency-Key", *(["If-Match"] if "{uuid}" in self.path else [])]
            found += [header(name) for name in names]
        return found

    def _get_response_for_code(self, serializer: Any, status_code: str, *args: Any, **kwargs: Any) -> dict[str, Any]:
        found = super()._get_response_for_code(serializer, status_code, *args, **kwargs)
        found["description"] = found.get("description") or WORDS.get(status_code, "")
        return found


SUMMARIES = {"list": "A page of them, as far as you may see them.", "retrieve": "One of them."}
WORDS = {"200": "As it is.", "201": "It was made.", "202": "It waits for a second person.", "204": "Done."}


def header(name: str) -> dict[str, Any]:
    form = {"type": "string", "maxLength": 200, "pattern": r"^[\x21-\x7e]+$"}
    return {"in": "header", "name": name, "schema": form, "description": HEADERS[name]}


def refusal(code: str) -> dict[str, Any]:
    shape, words = REFUSALS[code]
    found: dict[str, Any] = {
        "description": words,
        "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{shape}"}}},
    }
    if code == "401":
        found["headers"] = {"WWW-Authenticate": {"schema": TEXT}}
    if code == "429":
        found["headers"] = {"Retry-After": {"schema": {"type": "string"}}}
    return found


@cache
def page_of(shape: type[serializers.BaseSerializer]) -> type[serializers.Serializer]:
    """A page of rows with the addresses of its neighbours."""
    fields = {
        "next": serializers.CharField(allow_null=True),
        "previous": serializers.CharField(allow_null=True),
        "results": shape(many=True),
    }
    return type(shape.__name__.removesuffix("Serializer") + "PageSerializer", (serializers.Serializer,), fields)


def with_files(takes: type[Body]) -> type[Body]:
    """The same body as multipart/form-data, with any number of files."""
    files = serializers.ListField(child=serializers.FileField(), required=False)
    return type(takes.__name__.removesuffix("Serializer") + "WithFilesSerializer", (takes,), {FILES: files})


# The largest number a column holds differs between databases; it is no rule of ours, and the schema is one for all.
LARGEST = (2**15 - 1, 2**31 - 1, 2**63 - 1)


def closed_bodies(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """Bodies take no field they do not name; the refusals stand among the components."""
    shapes = result["components"].setdefault("schemas", {})
    for name, shape in shapes.items():
        for field in shape.get("properties", {}).values():
            field.pop("x-spec-enum-id", None)
            if field.get("maximum") in LARGEST:
                for limit in ("maximum", "minimum", "format"):
                    field.pop(limit, None)
        if name.endswith("Request"):
            shape["additionalProperties"] = False
    result["components"]["schemas"] = dict(sorted((shapes | SHAPES).items()))
    return result
