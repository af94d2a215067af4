"""Products with their versions and builds."""

from pathlib import Path

from assurance.models import Build, Product, ProductVersion
from foundation.demonstration import Story, lines_of

CONTENT = Path(__file__).parent.parent / "content" / "demo"


def load_products(story: Story) -> None:
    """Writes them all; bills of materials come with the papers of the supply chain."""
    products = _products(story)
    versions = _versions(story, products)
    for line in lines_of(CONTENT / "builds.csv"):
        version = versions[line["product"], line["version"]]
        build = Build(
            version=version,
            built_on=story.day(line["built_offset"]),
            reproducible=line["reproducible"] == "yes",
            **{key: line[key] for key in ("number", "sha256", "builder", "toolchain_sha256", "signed_by")},
        )
        build.full_clean()
        build.save()


def _products(story: Story) -> dict[str, Product]:
    made: dict[str, Product] = {}
    for line in lines_of(CONTENT / "products.csv"):
        product = Product(
            unit=story.units[line["unit"]],
            owner=story.people[line["owner"]],
            **{key: line[key] for key in ("code", "name", "purpose")},
        )
        product.full_clean()
        product.save()
        story.backdate(story.moment(line["since_offset"], unit=product.unit, key=product.code), product)
        story.imported(product, "product.imported", code=product.code)
        made[product.code] = product
    return made


def _versions(story: Story, products: dict[str, Product]) -> dict[tuple[str, str], ProductVersion]:
    made: dict[tuple[str, str], ProductVersion] = {}
    for line in lines_of(CONTENT / "product_versions.csv"):
        version = ProductVersion(
            product=products[line["product"]],
            number=line["number"],
            released_on=story.maybe_day(line["released_offset"]),
            supported_until=story.maybe_day(line["supported_offset"]),
        )
        version.full_clean()
        version.save()
        made[line["product"], line["number"]] = version
    return made
