"""The process at the other end of the worker's pipe: one line of JSON in for a file, one line out for what it says.

It bounds itself before it opens anything: memory, open ends, and no file that it could write. Who starts, watches and
replaces it is ``assets.intake.worker``; how a file is read is ``assets.intake.formats``.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
from pathlib import Path
from typing import Any

from assets.intake.formats import read
from assets.intake.reading import Allowance, Refused

_MB = 1_000_000
_GROWN_MB = 100
"""Having once needed so much more than at its start, the process is spent: the next file would find less room."""


def serve(file_mb: int, inflated_mb: int, seconds: float, memory_mb: int, rows: int) -> None:
    """Answer until the worker closes the pipe. ``memory_mb`` is what a file may need beyond the process itself."""
    answers = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)  # what a library prints is not an answer
    allowance = Allowance(file_mb * _MB, inflated_mb * _MB, rows)
    at_start = _peak_mb()
    _bound(memory_mb)
    answers.write("{}\n")  # a greeting: what goes wrong before it is no file's fault
    answers.flush()
    for line in sys.stdin.buffer:
        signal.setitimer(
            signal.ITIMER_REAL, 2 * seconds
        )  # the worker is quicker, unless it was killed: then nobody else would end this
        request = json.loads(line)
        answer = _answer(Path(request["path"]), request["suffix"], allowance, memory_mb)
        peak_mb = _peak_mb()
        is_spent = json.dumps(peak_mb - at_start > _GROWN_MB)
        answers.writelines((f'{{"is_spent": {is_spent}, "peak_mb": {peak_mb}, "reading": ', answer, "}\n"))
        answers.flush()
        signal.setitimer(signal.ITIMER_REAL, 0)


def _answer(path: Path, suffix: str, allowance: Allowance, memory_mb: int) -> str:
    said: Any
    try:
        said = read(path.read_bytes(), suffix, allowance)
        return json.dumps(said, allow_nan=False)
    except Refused as refused:
        said = refused.as_dict()
    except MemoryError:
        said = Refused("took_too_much_memory", memory_mb=memory_mb).as_dict()
    return json.dumps(said)


def _bound(memory_mb: int) -> None:
    """Limit the address space to what is mapped now and so much more; no core files, no bytes into any file."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    most = pages * resource.getpagesize() + memory_mb * _MB
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _peak_mb() -> float:
    """The most memory that this process has held; ``ru_maxrss`` would count that of the one which started it."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split(maxsplit=1)[0]) / 1000


if __name__ == "__main__":
    stated = sys.argv[1:]
    serve(int(stated[0]), int(stated[1]), float(stated[2]), int(stated[3]), int(stated[4]))
