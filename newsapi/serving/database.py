"""The embedded PostgreSQL under the supervisor's care."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from newsapi.embedded import Attachment, EmbeddedError, attach
from newsapi.serving.errors import CannotServe

CHECK_EVERY = 1.0
PAUSE_AFTER_ERROR = 10.0
PATIENCE = 0.2


class EmbeddedServer:
    """Runs from here until ``release``; the children know it by its URL only.

    Its keeper restarts it when it dies. Should the keeper die as well, nobody would but us: the
    children come with a URL and no attachment.
    """

    def __init__(self, data_dir: Path, *, fast: bool, database: str) -> None:
        self._again: Callable[[], Attachment] = lambda: attach(data_dir, fast=fast)
        try:
            self._attachment = self._again()
            self._attachment.ensure_database(database)
        except EmbeddedError as error:
            raise CannotServe(str(error)) from error
        self.url = self._attachment.url(database)
        self._released = threading.Event()
        self._watcher: threading.Thread | None = None

    def keep_up(self, report: Callable[[str], None]) -> None:
        """Bring it up again whenever it is down, in a thread, as recovery may take its time."""
        self._watcher = threading.Thread(target=self._watch, args=(report,), daemon=True)
        self._watcher.start()

    def release(self) -> None:
        """Give it up: it stops when nobody else uses it."""
        self._released.set()
        if self._watcher is not None:
            self._watcher.join(PATIENCE)
            if self._watcher.is_alive():
                return  # it brings the server up and has us wait; the end of our process will do
        self._attachment.release()

    def _watch(self, report: Callable[[str], None]) -> None:
        pause = CHECK_EVERY
        while not self._released.wait(pause):
            try:
                self._attachment, pause = self._again(), CHECK_EVERY
            except EmbeddedError as error:
                report(str(error))
                pause = PAUSE_AFTER_ERROR
