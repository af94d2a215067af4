"""How one record names another: its uuid with what people call it, and never a key of the database."""

from rest_framework import serializers


class PersonNameSerializer(serializers.Serializer):
    """Somebody who works here."""

    uuid = serializers.UUIDField()
    name = serializers.CharField()


class AccountNameSerializer(serializers.Serializer):
    """An account: of somebody who works here, of somebody outside, or of scheduled work."""

    uuid = serializers.UUIDField()
    name = serializers.CharField()


class UnitNameSerializer(serializers.Serializer):
    """A part of the organisation."""

    uuid = serializers.UUIDField()
    code = serializers.CharField()
    name = serializers.CharField()


class RecordNameSerializer(serializers.Serializer):
    """A record with a reference."""

    uuid = serializers.UUIDField()
    ref = serializers.CharField()
    title = serializers.CharField()


class CodeNameSerializer(serializers.Serializer):
    """Something that has a code and a name."""

    uuid = serializers.UUIDField()
    code = serializers.CharField()
    name = serializers.CharField(source="__str__")
