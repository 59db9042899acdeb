"""Background tasks of the plumbing."""

from __future__ import annotations

import logging

from procrastinate.contrib.django import app

log = logging.getLogger(__name__)


@app.periodic(cron="11 * * * *")
@app.task(name="newsapi.api.purge_idempotency", queueing_lock="newsapi.api.purge_idempotency")
def purge_idempotency(timestamp: int) -> None:
    """Hourly: delete the idempotency records that are past their time."""
    from newsapi.api.idempotency import purge_idempotency_records

    log.info("%s idempotency records purged", purge_idempotency_records())
