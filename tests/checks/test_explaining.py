"""Every rule can be said in plain Norwegian, by its id, to somebody who has no finding at hand."""

import json
import re

import pytest
from click.testing import CliRunner

from checks import explaining
from checks.explaining import all_explained
from checks.findings import RULES, RULES_VERSION
from pipelines.cli import main


def said(*words):
    result = CliRunner().invoke(main, ["explain", *words])
    return result.exit_code, result.output


@pytest.mark.parametrize("one", all_explained(), ids=lambda one: one.id)
def test_a_rule_is_explained_in_whole_sentences_without_open_places(one):
    for text in (one.meaning, one.remedy):
        assert text[0].isupper() or text[0] == "«"
        assert text.endswith((".", "?"))
        assert not re.search(r"[…{}]|[.,:;?]{2}|[.,:;?] [.,:;?](?!\w)|«»|\(\)|  | [,:;?]| \.$", text)
        assert not re.search(r"\b(\w+) \1\b", text, re.IGNORECASE)
    assert 1 <= one.since <= RULES_VERSION


def test_what_is_said_of_a_rule_in_other_words_is_of_a_rule_that_is_there():
    assert not {*explaining._MEANINGS, *explaining._REMEDIES} - RULES.keys()


def test_explain_says_one_rule_or_lists_them_all():
    code, output = said("unknown_code")
    assert (code, output.splitlines()[0]) == (0, "unknown_code")
    assert "gyldig valg" in output and "blir ikke tatt inn" in output and "versjon 1" in output
    assert [one["id"] for one in json.loads(said("--json")[1])] == list(RULES)
    assert json.loads(said("kept_earlier", "--json")[1])["severity"] == "remark"


def test_an_unknown_rule_is_answered_with_those_near_it():
    code, output = said("unknwn_code")
    assert (code, "unknown_code" in output) == (2, True)
    assert said("xyzzy")[0] == 2
