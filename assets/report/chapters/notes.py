"""What stands under a figure: who answered, how old the answers were, what was printed before, where series break."""

from __future__ import annotations

from assets.report import blocks as b
from assets.report.material import COLOURS, Material
from checks.contract import VOCABULARIES, Term


def answers(m: Material, question: str) -> list[b.Ref]:
    """So many of so many measures have answered a question, and how old the answers were when the cut-off came."""
    given, required = f"answers.{question}.given", f"answers.{question}.required"
    if not m.value(required):
        return []
    key = "figure.answers" if m.value(required) > 1 else "figure.answers_alone"
    counted = b.message(key, n=b.number(given), of=b.number(required))
    return [counted, *(_age(m, "measures", b.number(given)) if m.value(given) else [])]


def estimates(m: Material) -> list[b.Ref]:
    """The same of the figures that rest on cost estimates, which organisations give and not measures."""
    key = "figure.organisations" if m.value("coverage.expected") > 1 else "figure.organisations_alone"
    counted = b.message(key, n=b.number("coverage.submitted"), of=b.number("coverage.expected"))
    return [counted, *_age(m, "costs", b.number("coverage.submitted"))]


def _age(m: Material, what: str, count: b.Ref) -> list[b.Ref]:
    oldest, newest = f"age.{what}.oldest", f"age.{what}.newest"
    if not m.has(oldest):
        return []
    day = b.day(m.round.cut_off.isoformat())
    days = {"oldest": b.message("days", n=b.number(oldest)), "newest": b.message("days", n=b.number(newest))}
    if m.value(oldest) > m.value(newest):
        return [b.message(f"figure.age.{what}.spread", day=day, **days)]
    if not m.value(oldest):
        return [b.message(f"figure.age.{what}.on_the_day", day=day, n=count)]
    return [b.message(f"figure.age.{what}.alike", day=day, oldest=days["oldest"], n=count)]


def corrected(m: Material, what: str) -> list[b.Ref]:
    """Where the previous round is not what its newest edition printed: what stood there, and what is known now."""
    if m.printed is None or not m.has(f"{what}.before.red"):
        return []
    printed = {one: m.printed.numbers.get(f"{what}.now.{one}") for one in COLOURS}
    moved = [one for one in COLOURS if printed[one] not in (None, m.value(f"{what}.before.{one}"))]
    if not moved:
        return []
    was = [b.message(f"count.{one}", n=b.amount(value)) for one in moved if (value := printed[one]) is not None]
    now = [b.message(f"count.{one}", n=b.number(f"{what}.before.{one}")) for one in moved]
    return [
        b.message(
            "figure.corrected",
            edition=b.text(m.printed.edition_name),
            round=b.quarter(m.printed.round),
            was=b.listed(was),
            now=b.listed(now),
        )
    ]


def term(m: Material, vocabulary: str, code: str) -> b.Ref:
    """A code's name, with a mark where its series breaks within the look-back."""
    said = b.term(vocabulary, code)
    marked = any((name, one.code) == (vocabulary, code) for name, one in m.office.breaks(m.quarter))
    return b.message("series.marked", term=said) if marked else said


def breaks(m: Material, vocabulary: str) -> list[b.Ref]:
    """What the marks of a vocabulary's codes mean."""
    found = [one for name, one in m.office.breaks(m.quarter) if name == vocabulary]
    return [b.message("series.mark", what=broken(vocabulary, one)) for one in found]


def broken(vocabulary: str, one: Term) -> b.Ref:
    """Where the series of a code breaks and why, in the report's words for a shipped term, else in the office's."""
    if one in VOCABULARIES[vocabulary].terms:
        return b.message(f"series.{vocabulary}.{one.code}", quarter=b.quarter(one.valid_from))
    known = "series.changed" if one.meaning else "series.changed_unsaid"
    return b.message(known, term=b.text(one.name), quarter=b.quarter(one.valid_from), meaning=b.text(one.meaning))
