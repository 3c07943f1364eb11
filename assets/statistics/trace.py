"""An independent check that every number is the sum of what stands behind it.

The evidence is selected by ``assets.statistics.counting``; from there to senders' cells is ``assets.report.evidence``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal

from assets.statistics.numbers import Number


def unbalanced(
    numbers: Mapping[str, Number], evidence: Iterable[tuple[str, Decimal]]
) -> dict[str, tuple[Decimal | None, Decimal]]:
    """The numbers whose terms do not add up to them: key to (value, sum of the terms). Empty when all is well.

    ``evidence`` is key and term of every contribution; they are added up here and not by the database that made the
    numbers. A key with evidence and no number is unbalanced; an absent number claims nothing and is not looked at.
    """
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    for key, term in evidence:
        sums[key] += term
    claimed = {key: number.value for key, number in numbers.items() if number.absent is None}
    absent = numbers.keys() - claimed.keys()
    return {
        key: (claimed.get(key), sums[key])
        for key in sorted(claimed.keys() | (sums.keys() - absent))
        if claimed.get(key) != sums[key]
    }
