"""What Prometheus is told, at a port of its own on this machine.

Belongs here: the counters, and serving them. Does not: what is noted of a request (seen).
Always true: no label holds what was asked or who asked; nothing is counted where no port is named.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Histogram, start_http_server
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from ecluse.errors import EcluseError, InputError
from ecluse.web.jobs.record import count_jobs
from ecluse.web.seen import SeenRequest
from ecluse.web.settings import Settings
from ecluse.web.store import Store

_SHARED = "PROMETHEUS_MULTIPROC_DIR"  # where several workers lay what they count
_BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)


class RequestMetrics:
    """The counters of requests; an observer of each."""

    def __init__(self, registry: CollectorRegistry) -> None:
        labels = ("route", "method", "status")
        self._requests = Counter(
            "ecluse_requests", "Requests that were answered.", labels, registry=registry
        )
        self._seconds = Histogram(
            "ecluse_request_seconds",
            "Seconds to answer a request.",
            ("route",),
            buckets=_BOUNDS,
            registry=registry,
        )
        self._sent = Counter("ecluse_sent_bytes", "Bytes of answers.", registry=registry)

    def __call__(self, seen: SeenRequest) -> None:
        """Count a request."""
        self._requests.labels(seen.route, seen.method, str(seen.status)).inc()
        self._seconds.labels(seen.route).observe(seen.seconds)
        self._sent.inc(seen.sent_bytes)


class JobMetrics(Collector):
    """How many order books there are in each state, as the store says when it is asked."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._store: Store | None = None

    def collect(self) -> Iterable[Metric]:
        """One number for each state."""
        gauge = GaugeMetricFamily("ecluse_order_books", "Order books by state.", labels=("state",))
        try:
            self._store = self._store or Store(self._folder)
            for state, count in count_jobs(self._store).items():
                gauge.add_metric((state,), count)
        except EcluseError:
            return []
        return [gauge]


def share_between_workers(settings: Settings) -> None:
    """Let several workers count together, and answer for them: before any of them begins.

    Raises:
        InputError: The port is taken.
    """
    os.environ[_SHARED] = tempfile.mkdtemp(prefix="ecluse-metrics-")
    serve_metrics(settings, CollectorRegistry())


def counted_requests(settings: Settings) -> RequestMetrics:
    """The counters of this process, which answers for itself where it is the only one.

    Raises:
        InputError: The port is taken.
    """
    registry = CollectorRegistry()
    counted = RequestMetrics(registry)
    if settings.workers == 1:
        serve_metrics(settings, registry)
    return counted


def serve_metrics(settings: Settings, registry: CollectorRegistry) -> None:
    """Answer Prometheus at the port that the settings name, from this machine alone.

    Raises:
        InputError: The port is taken.
    """
    if settings.metrics_port is None:
        return
    if settings.workers > 1:
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    if settings.data_dir is not None:
        registry.register(JobMetrics(settings.data_dir))
    try:
        start_http_server(settings.metrics_port, addr="127.0.0.1", registry=registry)
    except OSError as error:
        what = f"port {settings.metrics_port} cannot be listened at: {error.strerror}"
        raise InputError(what, "metrics_port", "name another") from error
