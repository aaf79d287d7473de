"""Counting what happens, for Prometheus. Nothing here knows who asked."""

from __future__ import annotations

import collections
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, generate_latest
from prometheus_client.metrics_core import CounterMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

_BOUNDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, float("inf"))
"""Seconds that part requests from slower ones."""


class _Requests(Collector):
    """Counts requests in plain numbers, since every request passes here, and puts them in shape when somebody asks.

    Only the thread of the server's loop counts, so that no lock is needed.
    """

    def __init__(self) -> None:
        self.answered: collections.Counter[tuple[str, int]] = collections.Counter()
        self.cached: collections.Counter[str] = collections.Counter()
        self._spread: dict[str, list[int]] = {}
        self._sums: dict[str, float] = {}

    def time(self, lane: str, seconds: float) -> None:
        """Count how long a request took."""
        if lane not in self._spread:
            self._spread[lane], self._sums[lane] = [0] * len(_BOUNDS), 0.0
        self._spread[lane][bisect_left(_BOUNDS, seconds)] += 1
        self._sums[lane] += seconds

    def collect(self) -> Iterator[Metric]:
        """Return the figures."""
        requests = CounterMetricFamily("agendagraph_requests", "Requests answered.", labels=["lane", "status"])
        for (lane, status), count in self.answered.items():
            requests.add_metric([lane, str(status)], count)
        yield requests
        times = HistogramMetricFamily("agendagraph_request_seconds", "Time from request to answer.", labels=["lane"])
        for lane, counts in self._spread.items():
            so_far = 0
            buckets: list[tuple[str, float]] = []
            for bound, count in zip(_BOUNDS, counts, strict=True):
                so_far += count
                buckets.append(("+Inf" if bound == float("inf") else str(bound), so_far))
            times.add_metric([lane], buckets, self._sums[lane])
        yield times
        cached = CounterMetricFamily("agendagraph_cached", "Answers given without running a query.", labels=["how"])
        for how, count in self.cached.items():
            cached.add_metric([how], count)
        yield cached


class Metrics:
    """The figures of one server."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = _Requests()
        self.registry.register(self._requests)
        self.problems = Counter("agendagraph_problems", "Errors answered, by code.", ["code"], registry=self.registry)
        self.running = Gauge("agendagraph_queries_running", "Queries running now.", registry=self.registry)
        self.waiting = Gauge("agendagraph_queries_waiting", "Queries waiting now.", registry=self.registry)
        self.reloads = Counter("agendagraph_reloads", "Attempts to load new data.", ["result"], registry=self.registry)
        self.quads = Gauge("agendagraph_dataset_quads", "Statements in the dataset.", registry=self.registry)
        self.loaded = Gauge("agendagraph_dataset_loaded_seconds", "When it was loaded.", registry=self.registry)

    def count(self, lane: str, status: int, seconds: float, cached: str) -> None:
        """Count a request.

        Args:
            lane: what answered it.
            status: of the answer.
            seconds: from request to answer.
            cached: how it was answered without running a query; `miss` where one ran.
        """
        self._requests.answered[lane, status] += 1
        self._requests.time(lane, seconds)
        if cached != "miss":
            self._requests.cached[cached] += 1

    def exposed(self) -> bytes:
        """Return all figures in the text format of Prometheus."""
        return generate_latest(self.registry)
