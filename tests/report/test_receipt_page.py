"""The page that a sender gets back, apart from the receipt's own content (``tests/intake``)."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Any

from assets.pages import page as page_of

HOSTILE = "<script>alert(1)</script> {{ 7 * 7 }}\n& «x»"


def receipt(**changes: Any) -> dict[str, Any]:
    finding = {
        "place": "Tiltak, rad 7, kolonne F (Status)",
        "value": HOSTILE,
        "message": "«lilla» er ingen status.",
        "remedy": "Skriv rød, gul eller grønn.",
    }
    return {
        "title": "Kvittering for innmelding",
        "verdict": "partly_accepted",
        "verdict_word": "Delvis tatt inn: ett tiltak må rettes",
        "organisation": "FHI",
        "organisation_name": "Folkehelseinstituttet",
        "quarter": "2023-Q2",
        "quarter_words": "2. kvartal 2023",
        "file": "FHI/juni.xlsx",
        "sequence": 12,
        "taken_at_words": "29. juni 2023 kl. 14.05",
        "late": True,
        "sha256": "ab" * 32,
        "marked_copy": "000012.xlsx",
        "next_steps": ["Det som er godtatt, teller fra nå av.", "Fristen er fredag 30. juni 2023."],
        "counts": {"error": 1, "remark": 1},
        "on_errors": "Rett feilene og lever på nytt.",
        "on_remarks": "Se over dem.",
        "taken_in": "Dette ble lest og tatt inn",
        "rows": [
            {"table": "Tiltak", "read": 8, "accepted": 7, "refused": 1, "held": 0},
            {"table": "Avhengigheter", "read": 15, "accepted": 14, "refused": 1, "held": 0},
        ],
        "measures": {"accepted": ["FHI-REGISTRE", "ØKOSYSTEM"], "refused": ["EPJ-LOFTET"], "held": []},
        "errors": [{"heading": "EPJ-LOFTET · EPJ-løftet", "findings": [finding]}],
        "changes": {"heading": "Endret siden sist", "lines": [HOSTILE]},
        "not_judged": [],
        "remarks": [{"heading": "Mål", "findings": [{**finding, "value": "", "remedy": ""}]}],
        **changes,
    }


def page(**changes: Any) -> str:
    return page_of("receipt/receipt.html.j2", **receipt(**changes))


def test_the_policy_names_the_stylesheet_that_the_page_holds():
    text = page()
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in text


def test_what_a_sender_wrote_comes_out_as_text():
    text = page()
    assert "<script" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7 * 7 }}" in text


def test_errors_stand_before_remarks_and_both_before_what_was_taken_in():
    text = page()
    assert text.index('id="errors"') < text.index('id="remarks"') < text.index('id="accepted"')


def test_a_clean_receipt_shows_neither_errors_nor_remarks():
    text = page(errors=[], remarks=[], verdict="accepted")
    assert 'id="errors"' not in text
    assert 'id="remarks"' not in text


def test_a_file_of_an_unknown_sender_gets_a_page_too():
    text = page(organisation=None, organisation_name=None, quarter=None, quarter_words=None, rows=[],
                measures={"accepted": [], "refused": [], "held": []})  # fmt: skip
    assert "<dd>Ukjent</dd>" in text
    assert "Dette ble lest og tatt inn" not in text
