"""Keeps the children running until it is told to stop, then stops them all."""

from __future__ import annotations

import selectors
import time
from collections.abc import Callable, Sequence

from newsapi.serving.children import Child
from newsapi.serving.console import Console
from newsapi.serving.errors import CannotServe, GaveUp
from newsapi.serving.signals import Alarm

# The children need less, and PostgreSQL must stop after them: five seconds for everything.
SECONDS_TO_STOP = 3.5
LONGEST_WAIT = 5.0
PROBE_EVERY = 0.1


class Supervisor:
    """One thread, which sleeps until a child prints or ends, a signal comes or something is due.

    ``answers`` tells whether the web server serves; when it does after a (re)start, ``welcome`` is
    called with whether that is the first time.
    """

    def __init__(
        self,
        children: Sequence[Child],
        console: Console,
        *,
        answers: Callable[[], bool],
        welcome: Callable[[bool], None],
    ) -> None:
        self._children = children
        self._console = console
        self._answers = answers
        self._welcome = welcome
        self._awaited = True
        self._welcomed = False
        self._alarm = Alarm()
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._alarm.awake, selectors.EVENT_READ)

    def run(self) -> None:
        """Return when told to stop and all children are gone.

        Raises GaveUp, all children being gone as well, when one of them cannot be kept running,
        and CannotServe when one says that it cannot begin.
        """
        try:
            while not self._alarm.told_to_stop:
                self._bury_the_dead()
                self._start_the_due()
                self._greet()
                self._wait(self._next())
        finally:
            self._stop()

    def _start_the_due(self) -> None:
        for child in self._children:
            if not child.running and child.due <= time.monotonic():
                child.start()
                self._selector.register(child.output, selectors.EVENT_READ, child)

    def _bury_the_dead(self) -> None:
        for child in self._children:
            if child.ended():
                how = self._end(child)
                pause = child.plan_restart()
                if child.cannot_begin:
                    raise CannotServe(child.last_words.removeprefix("newsapi: "))
                if child.hopeless:
                    raise GaveUp(_reason(child, how))
                self._console.say(f"{child.name} ended ({how}); starting it again in {pause:.1f} s")
                self._awaited = True

    def _greet(self) -> None:
        if self._awaited and self._answers():
            self._welcome(not self._welcomed)
            self._awaited, self._welcomed = False, True

    def _next(self) -> float:
        """Seconds until something is due."""
        if self._awaited:
            return PROBE_EVERY
        due = [child.due - time.monotonic() for child in self._children if not child.running]
        return max(0.0, min([*due, LONGEST_WAIT]))

    def _wait(self, seconds: float) -> None:
        for key, _events in self._selector.select(seconds):
            child = key.data
            if child is None:
                self._alarm.quieten()
            elif not self._forward(child):
                self._selector.unregister(key.fileobj)  # it has closed its output

    def _forward(self, child: Child) -> bool:
        """Pass on some of what a child printed; False when there is nothing."""
        lines = child.read()
        for line in lines or ():
            self._console.forward(child.name, line)
        return lines is not None

    def _stop(self) -> None:
        deadline = time.monotonic() + SECONDS_TO_STOP
        for child in self._children:
            child.ask_to_stop()
        while any(child.running and not child.ended() for child in self._children):
            left = deadline - time.monotonic()
            if left <= 0 or self._alarm.told_to_hurry:
                break
            self._wait(min(left, LONGEST_WAIT))
        for child in self._children:
            if child.running:
                self._end(child)

    def _end(self, child: Child) -> str:
        """End what is left of a child, having passed on what it said last."""
        child.kill_group()
        if child.output in self._selector.get_map():
            self._selector.unregister(child.output)
        while self._forward(child):
            pass
        return child.bury()


def _reason(child: Child, how: str) -> str:
    said = f": {child.last_words}" if child.last_words else "."
    return f"{child.name} ended {child.short_lives} times in a row, at last with {how}{said}"
