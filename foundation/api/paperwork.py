"""The page of the documentation that is generated from the doors: the OpenAPI schema."""

from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiYamlRenderer


def schema_page() -> str:
    """docs/openapi.yaml as it has to be now."""
    schema = SchemaGenerator().get_schema(request=None, public=True)
    return OpenApiYamlRenderer().render(schema, renderer_context={}).decode()
