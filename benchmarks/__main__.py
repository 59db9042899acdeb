"""``make bench``: builds its data, serves it by granian as in production, prints ratios.

Absolute figures are of this machine at this moment; the ratios are what can be compared.
"""

from __future__ import annotations

import os
import platform
import secrets
import statistics
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SECONDS = float(os.environ.get("BENCH_SECONDS", "4"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsapi.settings")
os.environ.setdefault("NEWSAPI_DATA_DIR", str(ROOT / ".data" / "bench"))
os.environ.setdefault("SECRET_KEY", secrets.token_urlsafe(50))
os.environ.setdefault("NEWSAPI_HTTPS", "0")
os.environ.setdefault("ALLOWED_HOSTS", "127.0.0.1")

import django  # noqa: E402  # the environment comes first

django.setup()

from django.core.management import call_command  # noqa: E402

from articles.models import Article  # noqa: E402
from articles.services import create_article  # noqa: E402
from benchmarks.load import requests_per_second, tool  # noqa: E402
from comments.transfer.importing import import_records  # noqa: E402
from comments.transfer.records import Record  # noqa: E402
from tests.server import database_url, granian  # noqa: E402

EXTERNAL_ID = "bench-100"


def thread_of_100() -> Article:
    """An article with 100 comments: 25 at the top, three replies to each, all on the first page."""
    found = Article.objects.filter(external_id=EXTERNAL_ID).first()
    if found is not None:
        return found
    url = "https://bench.example/100"
    fields = {"external_id": EXTERNAL_ID, "url": url, "title": "A hundred comments"}
    article = create_article(fields=fields)
    start = datetime(2026, 1, 1, tzinfo=UTC)
    words = "A comment of ordinary length, as readers write them under an article of the day. " * 2
    records = [
        Record(
            str(number), str(number % 25) if number >= 25 else None, f"reader {number % 40}",
            f"{words} ({number})", start + timedelta(minutes=number),
        )
        for number in range(100)
    ]  # fmt: skip
    import_records(article_id=article.pk, records=records)
    return article


def compare(ours: str, floor: str) -> tuple[float, float]:
    """Medians of alternating rounds, so that a drifting machine hits both alike."""
    figures: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        for url, found in zip((ours, floor), figures, strict=True):
            found.append(requests_per_second(url, SECONDS))
    return statistics.median(figures[0]), statistics.median(figures[1])


def main() -> None:
    call_command("migrate", verbosity=0)
    article = thread_of_100()
    path = f"/api/v1/articles/{article.pk}/comments/"
    newsapi = granian("newsapi.wsgi:application", quiet=True, DATABASE_URL=database_url())
    with tempfile.TemporaryDirectory() as folder, newsapi as address:
        body = Path(folder) / "body"
        body.write_bytes(fetch(address + path))
        with granian("benchmarks.bare:application", quiet=True, BENCH_BODY=str(body)) as bare:
            ours, floor = compare(address + path, bare + "/")
        size = body.stat().st_size
    machine = f"{platform.machine()}, {os.cpu_count()} CPUs, Python {platform.python_version()}"
    print(f"{machine}, load by {tool()}")
    print(f"thread page of 100 comments, {size:,} bytes: {ours:,.0f}/s")
    print(f"  floor, a bare granian WSGI callable with the same bytes: {floor:,.0f}/s")
    print(f"  ratio {ours / floor:.4f}")


def fetch(url: str) -> bytes:
    from urllib.request import urlopen

    with urlopen(url) as answer:  # noqa: S310  # our own server on loopback
        return bytes(answer.read())


if __name__ == "__main__":
    main()
