from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from checks.contract.numbers import CHANGES, NUMBERS, SHIPPED_CODES, Keys, slug

CONTRACT = list(csv.DictReader(Path(__file__).with_name("numbers.csv").open(encoding="utf-8")))

PLACES = {
    "<segment>": SHIPPED_CODES["segment"],
    "<colour>": SHIPPED_CODES["colour"],
    "<category>": SHIPPED_CODES["dependency_category"],
    "<year>": ("2023",),
    "<1-5>": ("1", "2", "3", "4", "5"),
}


def spelled_out(pattern: str) -> list[str]:
    place = re.search(r"<[^>]+>", pattern)
    if place is None:
        return [pattern]
    codes = PLACES.get(place[0]) or tuple(place[0].strip("<>").split("|"))
    return [key for code in codes for key in spelled_out(pattern.replace(place[0], code, 1))]


@pytest.mark.parametrize("line", CONTRACT, ids=lambda line: line["key"])
def test_every_key_of_the_contract_is_declared_with_its_unit(line):
    keys = Keys(SHIPPED_CODES)
    assert {keys.match(key)[0].unit for key in spelled_out(line["key"])} == {line["unit"]}


def test_the_contract_names_every_change_that_a_measure_can_make():
    (line,) = (line for line in CONTRACT if line["key"].startswith("status.change."))
    assert spelled_out(line["key"]) == [f"status.change.{change}" for change in CHANGES]


def test_a_key_tells_its_parts():
    keys = Keys(SHIPPED_CODES)
    assert keys.match("dependencies.supplier.red")[1] == {"category": "supplier", "colour": "red"}
    assert keys.match("dependencies.high.red")[1] == {"criticality": "high", "colour": "red"}
    assert keys.match("costs.internal.2024")[1] == {"year": "2024"}
    assert keys.match("roadmap.initiative.1.1")[1] == {"initiative": "1.1"}
    assert keys.match("costs.programme.helsenorge.-.eksempellosning-1.2024")[1] == {
        "programme": "helsenorge",
        "product": "-",
        "solution": "eksempellosning-1",
        "year": "2024",
    }


@pytest.mark.parametrize(
    "key", ["status.now.blue", "status.now", "costs.internal", "costs.23", "sdg.4", "roadmap.actor."]
)
def test_a_key_that_nothing_declares_is_refused(key):
    with pytest.raises(LookupError, match=re.escape(key)):
        Keys(SHIPPED_CODES).match(key)


def test_no_key_fits_two_patterns():
    keys = Keys(SHIPPED_CODES)
    for pattern in (pattern for pattern in NUMBERS if pattern.is_open):
        assert [key for key in keys.closed if pattern.parts(key)] == []


def test_a_code_that_stands_in_two_vocabularies_of_the_same_key_is_refused():
    codes = {**SHIPPED_CODES, "dependency_category": ("high",)}
    with pytest.raises(ValueError, match=r"dependencies\.high\.green is said by"):
        Keys(codes)


def test_a_part_of_a_whole_names_a_number_that_exists():
    keys = Keys(SHIPPED_CODES)
    wholes = {pattern.whole(parts) for pattern, parts in keys.closed.values() if pattern.of}
    assert wholes <= keys.closed.keys()


def test_a_slug_reads_like_its_text():
    assert slug("Eksempelløsning 1") == slug("EKSEMPELLØSNING  1") == "eksempellosning-1"
    assert slug("Helse Sør-Øst") == "helse-sor-ost"
    assert slug("Pleie- og omsorg") == "pleie-og-omsorg"
    assert slug("Ærlig på Ås") == "aerlig-pa-as"


def test_no_text_has_the_slug_of_a_dash():
    assert slug(None) == slug(" ") == "-"
    assert slug("-") != "-"


def test_texts_that_differ_in_more_than_spelling_keep_apart():
    pairs = [("C++", "C#"), ("A/B", "A B"), ("日本 1", "日本 2"), ("x" * 41, "x" * 42)]
    assert all(slug(one) != slug(other) for one, other in pairs)


def test_a_slug_is_short_and_safe_in_a_file_name():
    for text in ("Æ" * 200, "../../etc/passwd", "<b>& \"'", "日本", "ﬁn", "a" * 200):
        assert re.fullmatch(r"[a-z0-9-]{1,47}", slug(text))
