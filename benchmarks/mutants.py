"""Reads and judges a thousand random mutants of valid submissions; prints verdicts, the slowest files and the memory.

Each is judged as if it were the first file of its sender. What a mutant is stands in ``benchmarks.mutations``; that no
mutant can hurt an intake is held by ``tests/intake/test_mutants.py``.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

from assets.intake import judging
from assets.intake.past import Past
from assets.intake.submission import from_reading
from assets.intake.worker import ReadingWorker
from assets.ledger import Known
from assets.office import Office, load
from benchmarks.mutations import INBOX, VALID, mutant

IN_JUNE = datetime(2023, 6, 15, 12, tzinfo=UTC)


def read_and_judge(
    path: Path, sender: str, worker: ReadingWorker, office: Office, suffix: str = ".xlsx"
) -> tuple[dict[str, Any], str]:
    """What a file says and its verdict, as an intake comes to them."""
    reading = worker.read(path, suffix)
    submission = from_reading(reading, office.vocabularies)
    judging.examine([submission], office)
    judged = judging.decide(submission, folder=sender, past=Past(Known(), office), taken_at=IN_JUNE)
    return reading, judged.verdict


def main() -> None:
    """Print what became of the mutants. Ends with a trace when one of them hurts."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--mutants", type=int, default=1000)
    arguments.add_argument("--seed", type=int, default=2023)
    given = arguments.parse_args()
    office = load(INBOX.parent / "office")
    chance = Random(given.seed)
    valid = {suffix: (path.parent.name, path.read_bytes()) for suffix, path in VALID.items()}
    verdicts: Counter[tuple[str, str]] = Counter()
    refusals: Counter[str] = Counter()
    times = []
    with tempfile.TemporaryDirectory() as scratch, ReadingWorker(office.limits) as worker:
        read_and_judge(VALID[".xlsx"], "FHI", worker, office)  # what has to be loaded first is no file's time
        for number in range(given.mutants):
            suffix = list(VALID)[number % len(VALID)]
            sender, content = valid[suffix]
            changed, how = mutant(content, suffix, chance)
            path = Path(scratch) / "mutant"
            path.write_bytes(changed)
            began = time.perf_counter()
            reading, verdict = read_and_judge(path, sender, worker, office, suffix)
            times.append((time.perf_counter() - began, suffix, how))
            verdicts[verdict, suffix] += 1
            if "refused" in reading:
                refusals[reading["refused"]["rule"]] += 1
            if number % 100 == 99:
                print(f"  {number + 1} mutants", file=sys.stderr)
        peak_mb = worker.peak_mb
    print(f"{given.mutants} mutants, seed {given.seed}")
    print(f"{'':28}" + "".join(f"{suffix:>8}" for suffix in VALID) + f"{'all':>8}")
    for verdict in sorted({verdict for verdict, _ in verdicts}):
        each = [verdicts[verdict, suffix] for suffix in VALID]
        print(f"{verdict:28}" + "".join(f"{count:>8}" for count in each) + f"{sum(each):>8}")
    print("unread: " + ", ".join(f"{count} {rule}" for rule, count in refusals.most_common()))
    for spent, suffix, how in sorted(times, reverse=True)[:3]:
        print(f"{spent:8.2f} s  {suffix:6}{how}")
    print(f"{peak_mb:8.0f} MB at most in the process that reads (limit {office.limits.memory_mb} MB beyond its start)")


if __name__ == "__main__":
    main()
