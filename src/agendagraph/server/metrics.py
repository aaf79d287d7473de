"""Counting what happens, for Prometheus. Nothing here knows who asked."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Metrics:
    """The figures of one server."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "agendagraph_requests", "Requests answered.", ["lane", "status"], registry=self.registry
        )
        self.seconds = Histogram(
            "agendagraph_request_seconds",
            "Time from request to answer.",
            ["lane"],
            buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
            registry=self.registry,
        )
        self.cached = Counter(
            "agendagraph_cached", "Answers given without running a query.", ["how"], registry=self.registry
        )
        self.problems = Counter("agendagraph_problems", "Errors answered, by code.", ["code"], registry=self.registry)
        self.running = Gauge("agendagraph_queries_running", "Queries running now.", registry=self.registry)
        self.waiting = Gauge("agendagraph_queries_waiting", "Queries waiting now.", registry=self.registry)
        self.reloads = Counter("agendagraph_reloads", "Attempts to load new data.", ["result"], registry=self.registry)
        self.quads = Gauge("agendagraph_dataset_quads", "Statements in the dataset.", registry=self.registry)
        self._counters: dict[tuple[str, int], tuple[Counter, Histogram]] = {}
        self.loaded = Gauge("agendagraph_dataset_loaded_seconds", "When it was loaded.", registry=self.registry)

    def count(self, lane: str, status: int, seconds: float, cached: str) -> None:
        """Count a request.

        Args:
            lane: what answered it.
            status: of the answer.
            seconds: from request to answer.
            cached: how it was answered without running a query; `miss` where one ran.
        """
        key = lane, status
        counters = self._counters.get(key)
        if counters is None:  # looking these up by their labels costs more than counting
            counters = self.requests.labels(lane, str(status)), self.seconds.labels(lane)
            self._counters[key] = counters
        counters[0].inc()
        counters[1].observe(seconds)
        if cached != "miss":
            self.cached.labels(cached).inc()

    def exposed(self) -> bytes:
        """Return all figures in the text format of Prometheus."""
        return generate_latest(self.registry)
