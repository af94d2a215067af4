"""The settings of the API: who gets in, what it reads and writes, how often, and its schema. Part of config/settings.py."""

from datetime import timedelta
from typing import Any

API_PATH = "/api/"
UPLOADS_PATH = "/api/v1/uploads/"  # where the protocol of resumable uploads is spoken
API_CALLS_PER_USER = 600  # a minute, whatever the token
API_CALLS_PER_ADDRESS = 1200  # a minute; several people may share an address
API_KEEPS_ANSWERS = timedelta(days=1)  # how long an Idempotency-Key brings the same answer again

KNOX_TOKEN_MODEL = "foundation.ApiToken"  # noqa: S105 - the name of a model
MIGRATION_MODULES = {"knox": None}  # its one table is replaced by ours
REST_KNOX = {"AUTH_HEADER_PREFIX": "Bearer", "TOKEN_TTL": None, "TOKEN_PREFIX": "attest_"}

REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "foundation.api.authentication.TokenAuthentication",
        "foundation.api.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": [
        "rest_framework.permissions.IsAuthenticated",
        "foundation.api.permissions.WithinTheToken",
        "foundation.api.permissions.Signed",
        "foundation.api.permissions.OpenToOutsiders",
    ],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["foundation.api.parsing.StrictJSONParser"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "foundation.api.parsing.OnlyJSON",
    "DEFAULT_THROTTLE_CLASSES": ["foundation.api.throttling.PerUser"],
    "DEFAULT_SCHEMA_CLASS": "foundation.api.schema.Operation",
    "DEFAULT_METADATA_CLASS": None,
    "EXCEPTION_HANDLER": "foundation.api.errors.answer",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "URL_FORMAT_OVERRIDE": None,
}

SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "Attest",
    "DESCRIPTION": "Everything the pages do. How to use it: docs/api.md.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PUBLIC": True,  # the same for everybody who is signed in
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "SCHEMA_COERCE_PATH_PK": False,
    "COMPONENT_SPLIT_REQUEST": True,
    "ENFORCE_NON_BLANK_FIELDS": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "SORT_OPERATIONS": True,
    "POSTPROCESSING_HOOKS": ["foundation.api.schema.closed_bodies"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SWAGGER_UI_SETTINGS": {"deepLinking": True, "persistAuthorization": False},
}
