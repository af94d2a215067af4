"""What the API reads: JSON in which every key stands once, and multipart where files go in. It answers with JSON only."""

import json
from collections.abc import Mapping
from typing import Any, NoReturn

from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException, ParseError, UnsupportedMediaType
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import BaseParser, JSONParser, MultiPartParser
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.utils.mediatypes import _MediaType

MOST_BYTES = 1024 * 1024
__all__ = ["MultiPartParser", "OnlyJSON", "StrictJSONParser"]


class TooLarge(APIException):
    status_code = 413

    def __init__(self) -> None:
        super().__init__(_("The body is larger than 1 MB. Files are sent as multipart/form-data."))


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys differ; two readers of a doubled key would not agree on its value."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ParseError(_("A key stands twice in the same object."))
    return found


def no_number(name: str) -> NoReturn:
    raise ParseError(_("%(name)s is no number of JSON.") % {"name": name})


class StrictJSONParser(JSONParser):
    def parse(self, stream: Any, media_type: str | None = None, parser_context: Mapping[str, Any] | None = None) -> Any:
        refuse_other_charsets(media_type or "")
        raw = stream.read(MOST_BYTES + 1)
        if len(raw) > MOST_BYTES:
            raise TooLarge
        try:
            read = json.loads(raw.decode("utf-8"), object_pairs_hook=once, parse_constant=no_number)
            json.dumps(read, ensure_ascii=False).encode()
        except (ValueError, RecursionError) as error:
            raise ParseError(_("The body is no JSON in UTF-8.")) from error
        if not isinstance(read, dict):
            raise ParseError(_("The body has to be an object."))
        return read


def refuse_other_charsets(media_type: str) -> None:
    charset = _MediaType(media_type).params.get("charset", "utf-8")
    if str(charset).strip('"').lower() not in ("utf-8", "utf8"):
        raise UnsupportedMediaType(media_type)


class OnlyJSON(BaseContentNegotiation):
    """There is one way to answer, so nobody is refused for asking for another."""

    def select_parser(self, request: Request, parsers: list[BaseParser]) -> BaseParser | None:
        wanted = _MediaType((request.content_type or "").lower())
        known = [one for one in parsers if one.media_type == f"{wanted.main_type}/{wanted.sub_type}"]
        return known[0] if known else None

    def select_renderer(
        self, request: Request, renderers: list[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        return renderers[0], str(renderers[0].media_type)
