"""How large the companies are."""

from dataclasses import dataclass

ORIGIN = "benchmark.example/ledger"  # the name of its log, wherever it is measured


@dataclass(frozen=True)
class Size:
    name: str
    findings: int
    evidence: int
    events: int
    people: int
    departments: int
    processes: int
    requirements: int
    suppliers: int
    certificates: int

    @property
    def audits(self) -> int:
        """Those that were held; one in eight more is planned."""
        return self.findings // 10

    @property
    def all_audits(self) -> int:
        return self.audits + self.audits // 8

    @property
    def controls(self) -> int:
        return self.requirements // 3

    @property
    def documents(self) -> int:
        return self.processes * 2


SIZES = {
    size.name: size
    for size in (
        Size("XS", 100, 300, 1_000, 120, 8, 8, 24, 12, 6),
        Size("S", 1_000, 5_000, 20_000, 1_000, 40, 40, 150, 100, 30),
        Size("M", 20_000, 100_000, 1_000_000, 10_000, 100, 100, 600, 1_500, 200),
        Size("L", 200_000, 1_000_000, 5_000_000, 100_000, 300, 200, 1_200, 10_000, 1_000),
    )
}
