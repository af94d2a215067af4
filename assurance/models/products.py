"""Products, their versions and builds."""

from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assurance.models.evidence import EvidenceVersion
from assurance.querysets import BuildQuerySet, ProductQuerySet, ProductVersionQuerySet
from foundation.directory.models import Person, Unit
from foundation.rows import Row

SHA256, SHA256_WORDS = r"^[0-9a-f]{64}\Z", _("64 hexadecimal digits, in small letters.")


class Product(Row):
    code = models.CharField(_("code"), max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=150)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="products")
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="owned_products")
    purpose = models.TextField(_("what it is for"), max_length=2000, blank=True)

    objects = ProductQuerySet.as_manager()

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("assurance:product", args=[self.uuid])


class ProductVersion(Row):
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="versions")
    number = models.CharField(_("version"), max_length=40)
    released_on = models.DateField(_("released on"), null=True, blank=True)
    supported_until = models.DateField(_("supported until"), null=True, blank=True)
    sbom = models.ForeignKey(
        EvidenceVersion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("software bill of materials"),
    )

    objects = ProductVersionQuerySet.as_manager()

    class Meta:
        ordering = ["product", "-released_on", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["product", "number"],
                name="product_version_once",
                violation_error_message=_("This version of the product is registered already."),
            ),
            models.CheckConstraint(
                condition=models.Q(released_on=None)
                | models.Q(supported_until=None)
                | models.Q(supported_until__gte=models.F("released_on")),
                name="support_ends_after_release",
                violation_error_message=_("Support cannot end before the release."),
            ),
        ]

    NAMED_THROUGH = ("product",)

    def __str__(self) -> str:
        return f"{self.product.name} {self.number}"

    @property
    def unit(self) -> Unit:
        return self.product.unit

    def get_absolute_url(self) -> str:
        return self.product.get_absolute_url()


class Build(Row):
    """What was built and shipped, by its hash; never changed once registered."""

    version = models.ForeignKey(ProductVersion, on_delete=models.PROTECT, related_name="builds")
    number = models.CharField(_("build"), max_length=40)
    sha256 = models.CharField(
        "SHA-256",
        max_length=64,
        validators=[RegexValidator(SHA256, SHA256_WORDS)],
    )
    built_on = models.DateField(_("built on"))
    builder = models.CharField(_("built by"), max_length=150)
    toolchain_sha256 = models.CharField(
        _("digest of the toolchain"), max_length=64, blank=True, validators=[RegexValidator(SHA256, SHA256_WORDS)]
    )
    reproducible = models.BooleanField(_("reproducible"), default=False)
    signed_by = models.CharField(_("signed by"), max_length=150, blank=True)

    objects = BuildQuerySet.as_manager()

    class Meta:
        ordering = ["version", "-built_on", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "number"],
                name="build_once",
                violation_error_message=_("This build is registered already."),
            )
        ]

    NAMED_THROUGH = ("version__product",)

    def __str__(self) -> str:
        return f"{self.version.product.name} {self.number}"

    @property
    def unit(self) -> Unit:
        return self.version.product.unit

    def get_absolute_url(self) -> str:
        return self.version.get_absolute_url()
