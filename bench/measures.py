"""What a measurement gives: latencies and errors, and how a table shows them."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import define, field


@define
class Sample:
    """Latencies in seconds of what was asked in a time, and how many answers were not as they should be."""

    name: str
    clients: int
    seconds: float = 0.0
    latencies: list[float] = field(factory=list)
    errors: int = 0
    offered: int = 0

    def at(self, share: float) -> float:
        """The latency in milliseconds below which this share of the answers came."""
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1000 if ordered else float("nan")

    @property
    def rate(self) -> float:
        """Answers in a second."""
        return len(self.latencies) / self.seconds if self.seconds else 0.0


def table(title: str, samples: Sequence[Sample]) -> str:
    """A Markdown table of samples."""
    lines = [f"### {title}", "", "| what | clients | per second | p50 ms | p95 ms | p99 ms | errors |", "|---|---|---|---|---|---|---|"]
    for s in samples:
        lines.append(
            f"| {s.name} | {s.clients} | {s.rate:.1f} | {s.at(0.5):.1f} | {s.at(0.95):.1f} | {s.at(0.99):.1f} | {s.errors} |"
        )
    return "\n".join(lines) + "\n"
