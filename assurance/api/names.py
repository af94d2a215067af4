"""How other records name frameworks and requirements."""

from rest_framework import serializers


class FrameworkNameSerializer(serializers.Serializer):
    """A framework."""

    uuid = serializers.UUIDField()
    code = serializers.CharField()
    title = serializers.CharField()
    edition = serializers.CharField()


class RequirementNameSerializer(serializers.Serializer):
    """A requirement with the framework it is of."""

    uuid = serializers.UUIDField()
    ref = serializers.CharField()
    title = serializers.CharField()
    framework = serializers.CharField(source="framework.code")
