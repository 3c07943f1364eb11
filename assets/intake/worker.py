"""Reading in a process of its own, so that the worst file costs only itself.

The process lives as long as it is well, and is replaced when it dies, overruns its time or has grown. Its own end
of the pipe is ``assets.intake.reader``; what becomes of a reading is ``assets.intake.submission``.
"""

from __future__ import annotations

import json
import os
import re
import selectors
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from assets.intake.reading import Refused, file_too_large

if TYPE_CHECKING:
    from assets.office import Limits

_ROOT = Path(__file__).parents[2]
_BLOCK = 1 << 20
_LAST_WORDS = 16_000
_SECONDS_TO_START = 60
_NO_MEMORY = re.compile(rb"memory allocation of \d+ bytes failed|MemoryError|[Oo]ut of memory")
"""What Rust, Python and C say on standard error when they end for want of memory."""


class WorkerError(Exception):
    """The process cannot do its work whatever the file: an installation at fault, which no sender may answer for."""


class ReadingWorker:
    """Reads files one at a time, within limits. A context manager; its process starts when it is first needed."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self.peak_mb = 0.0
        """The most memory that a process has held so far, by what it said with its answers."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read(self, path: Path, suffix: str) -> dict[str, Any]:
        """A file's ``Reading``, or ``{"refused": {"rule", "detail"}}``; ``suffix`` is that of its original name.

        Raises OSError when the file is not there, and WorkerError: faults of ours, not of its sender.
        """
        size = path.stat().st_size
        if size > self._limits.file_mb * 1_000_000:
            return file_too_large(size, self._limits.file_mb).as_dict()
        self.start()
        try:
            answer, last_words = self._ask({"path": str(path.absolute()), "suffix": suffix}, self._limits.seconds)
        except TimeoutError:
            self.close()
            return Refused("took_too_long", seconds=self._limits.seconds).as_dict()
        except BaseException:
            self.close()  # interrupted between question and answer: the next question would get this one's
            raise
        if answer is not None:
            self.peak_mb = max(self.peak_mb, answer["peak_mb"])
            if answer["is_spent"]:
                self.close()
            reading: dict[str, Any] = answer["reading"]
            return reading
        status = self.close()
        if _NO_MEMORY.search(last_words):
            return Refused("took_too_much_memory", memory_mb=self._limits.memory_mb).as_dict()
        return Refused("unreadable_file", reason=_last_line(last_words), status=status).as_dict()

    def close(self) -> int:
        """End the process, if there is one; its exit status (negative: the signal that ended it)."""
        process, self._process = self._process, None
        if process is None:
            return 0
        with process:  # closes the pipes and waits
            if process.poll() is None:
                process.kill()
        return process.returncode

    def start(self) -> None:
        """Have a process ready, its greeting awaited, which is no file's time. Raises WorkerError."""
        if self._process is not None and self._process.poll() is None:
            return
        self.close()
        limits = self._limits
        numbers = (limits.file_mb, limits.inflated_mb, limits.seconds, limits.memory_mb, limits.rows)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "assets.intake.reader", *map(str, numbers)],
            cwd=_ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
        )
        try:
            greeting, last_words = _answer(self._process, _SECONDS_TO_START)
        except TimeoutError as fault:
            self.close()
            raise WorkerError(f"the process that reads files is not there after {_SECONDS_TO_START} s") from fault
        except BaseException:
            self.close()
            raise
        if greeting is None:
            self.close()
            raise WorkerError(f"the process that reads files does not start: {_last_line(last_words)}")

    def _ask(self, request: dict[str, str], seconds: float) -> tuple[dict[str, Any] | None, bytes]:
        """Send a request and await what ``_answer`` gives."""
        process = self._process
        if process is None or process.stdin is None:
            raise WorkerError("the process that reads files was not started")
        with suppress(BrokenPipeError):  # it has ended since; what it said comes now
            process.stdin.write(json.dumps(request).encode() + b"\n")
        return _answer(process, seconds)


def _answer(process: subprocess.Popen[bytes], seconds: float) -> tuple[dict[str, Any] | None, bytes]:
    """The next line, or None when the process ended without one, and the last of what it complained about.

    Raises TimeoutError when the time is over.
    """
    if process.stdout is None or process.stderr is None:
        raise WorkerError("the process that reads files has no pipes")
    until = time.monotonic() + seconds
    answer, last_words = bytearray(), b""
    with selectors.DefaultSelector() as pipes:
        pipes.register(process.stdout, selectors.EVENT_READ)
        pipes.register(process.stderr, selectors.EVENT_READ)
        while pipes.get_map() and not answer.endswith(b"\n"):
            ready = pipes.select(max(0.0, until - time.monotonic()))
            if not ready:
                raise TimeoutError
            for key, _ in ready:
                block = os.read(key.fd, _BLOCK)
                if not block:
                    pipes.unregister(key.fileobj)
                elif key.fileobj is process.stdout:
                    answer += block
                else:
                    last_words = (last_words + block)[-_LAST_WORDS:]
    return json.loads(answer) if answer.endswith(b"\n") else None, last_words


def _last_line(words: bytes) -> str:
    return words.decode("utf-8", "replace").strip().rpartition("\n")[2]
