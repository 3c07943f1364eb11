"""Times ``portefolje report`` from a cold start, on a fresh home each time, against the plain script beside it.

The two take turns, so that a busy machine slows both. What the script leaves out is said in ``benchmarks.baseline``;
the phases come from the command itself, which writes them where ``PORTFOLIO_TIMINGS`` points. Last, what it takes to
print the portfolios of ``benchmarks.portfolios`` in each language.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from statistics import median

import portfolios

from assets.home import Home
from assets.report.drafts import read_model
from assets.report.printing import print_draft

HERE = Path(__file__).parent
EXAMPLE = HERE.parent / "examples" / "2023"
COMMAND = Path(sys.executable).with_name("portefolje")
SIZES = (40, 150)


def seconds(*command: str | Path, timings: Path) -> float:
    """Wall time of a command from start to exit. Ends this program with what the command said when it fails."""
    environment = {**os.environ, "PORTFOLIO_TIMINGS": str(timings)}
    began = time.perf_counter()
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    spent = time.perf_counter() - began
    if done.returncode:
        sys.exit(done.stderr)
    return spent


def compare(quarter: str, runs: int, scratch: Path) -> tuple[list[float], list[float], dict[str, list[float]]]:
    """Seconds of each run of the report and of the plain script, and the phases of the report's."""
    reports, plains, phases = [], [], defaultdict(list)
    timings = scratch / "timings.json"
    for run in range(runs):
        home = scratch / f"home-{run}"
        subprocess.run([COMMAND, "init", home, "--example"], check=True, stdout=subprocess.DEVNULL)
        reports.append(seconds(COMMAND, "--home", home, "report", quarter, "--language", "nb", timings=timings))
        plains.append(
            seconds(sys.executable, HERE / "baseline.py", EXAMPLE, quarter, scratch / "page.html", timings=timings)
        )
        if timings.exists():
            for phase, spent in json.loads(timings.read_text())["phases"].items():
                phases[phase].append(spent)
        shutil.rmtree(home)
        print(f"  run {run + 1} of {runs}: {reports[-1]:.2f} s and {plains[-1]:.2f} s", file=sys.stderr)
    return reports, plains, phases


def printing(count: int, folder: Path) -> dict[str, list[float]]:
    """Seconds that figures, page and PDF of one language take with so many measures; the first of three is cold."""
    subprocess.run(
        [COMMAND, "--home", portfolios.make(folder, count), "report", "2023-Q2"], check=True, capture_output=True
    )
    home = Home(folder)
    made = read_model(home, "2023-Q2")
    spent = defaultdict(list)
    for code in made["languages"]:
        for _ in range(3):
            began = time.perf_counter()
            print_draft(home, made, [code])
            spent[code].append(time.perf_counter() - began)
    return spent


def main() -> None:
    """Print the medians, their ratio, where the report's time goes, and how long large portfolios take to print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--round", default="2023-Q2")
    arguments.add_argument("--runs", type=int, default=5)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        reports, plains, phases = compare(given.round, given.runs, Path(scratch))
        sizes = {count: printing(count, Path(scratch) / str(count)) for count in SIZES}
    print(f"{'':28}{'median s':>10}{'fastest':>10}{'slowest':>10}")
    for name, times in (("portefolje report", reports), ("plain script", plains)):
        print(f"{name:28}{median(times):>10.2f}{min(times):>10.2f}{max(times):>10.2f}")
    print(f"{'ratio of the medians':28}{median(reports) / median(plains):>10.2f}")
    for phase, spent in sorted(phases.items(), key=lambda one: -median(one[1])):
        print(f"  {phase:26}{median(spent):>10.2f}")
    for count, by_language in sizes.items():
        for code, times in by_language.items():
            name = f"printing {count} measures, {code}"
            print(f"{name:28}{median(times):>10.2f}{min(times):>10.2f}{max(times):>10.2f}")


if __name__ == "__main__":
    main()
