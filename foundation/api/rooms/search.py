"""Search over everything one may see."""

from typing import Any

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.api.doors import Door
from foundation.search.offers import kinds
from foundation.search.pages import MOST_PAGES, SearchPage


class SearchResultSerializer(serializers.Serializer):
    """One record that answers the question, with some of its text around the words."""

    kind = serializers.CharField(source="kind.name")
    uuid = serializers.UUIDField(source="row.subject_uuid")
    ref = serializers.CharField(source="row.ref")
    title = serializers.CharField(source="row.title")
    excerpt = serializers.SerializerMethodField()
    state = serializers.CharField(source="row.state")
    unit = serializers.CharField(source="row.unit.code", default=None, allow_null=True)
    day = serializers.DateField(source="row.day", allow_null=True)
    page = serializers.CharField(source="url")

    def get_excerpt(self, result: Any) -> str:
        return "".join(bit.text for bit in result.excerpt)


class SearchCountSerializer(serializers.Serializer):
    """How many records of a kind answer it."""

    kind = serializers.CharField()
    count = serializers.IntegerField()


class SearchAnswerSerializer(serializers.Serializer):
    """A page of what one may see and what answers the question."""

    count = serializers.IntegerField()
    page = serializers.IntegerField()
    next_page = serializers.IntegerField(allow_null=True)
    with_slips = serializers.BooleanField()
    kinds = SearchCountSerializer(many=True)
    results = SearchResultSerializer(many=True)


class Search(Door):
    """Everything one may see, by reference and by words."""

    noun = tag = "search"
    shows = SearchAnswerSerializer

    def query_of(self, name: str) -> dict[str, Any]:
        return {
            "q": {"type": "string", "maxLength": 200},
            "kind": {"type": "array", "items": {"type": "string", "enum": [kind.name for kind in kinds()]}},
            "page": {"type": "integer", "minimum": 1, "maximum": MOST_PAGES},
        }

    def show(self, request: Request) -> Response:
        """What has every word of `q`: the reference itself, its beginning, words in the title, words anywhere."""
        found = SearchPage(request._request)
        counts = [{"kind": name, "count": number} for name, number in found.answer.counts.items()]
        facts = {
            "count": found.total,
            "page": found.page,
            "next_page": found.page + 1 if found.next_url else None,
            "with_slips": found.answer.with_slips,
        }
        return Response(SearchAnswerSerializer(facts | {"kinds": counts, "results": found.results}).data)
