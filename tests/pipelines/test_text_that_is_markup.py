"""Whatever a sender writes comes out as text: markup for a page, a template, a typesetter or a spreadsheet is none.

Every output of a home is looked at by its ending, so a new one is among them as soon as a command below makes it; for
an ending that is not in ``READERS`` the test asks for a reader.
"""

import csv
import io
import json
import re
import zipfile
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from tests.intake.workbooks import workbook
from tests.pipelines.conftest import Office
from tests.report import pdf_text
from tests.submissions import content, cost, dependency, hand_in, make_home, measure

pytestmark = pytest.mark.slow

TAG, PRODUCT = "fiende", "11111103"
"""An element that no page of ours has, and what 1234567 * 9 makes where a template works it out."""
MADE = ("drafts", "receipts", "forms", "editions", "site")
NO_TEXT = {".ttf", ".css", ".sha256"}


def hostile(field):
    """A free text that is markup for everything at once, and says which field it was."""
    return (
        f'=HYPERLINK("http://fiende.no") <{TAG} onclick="x">{field}</{TAG}> {{{{ 1234567 * 9 }}}} {{% raise %}} '
        f'#panic("x") #{{1234567*9}} [lenke](javascript:x) **fet** $x$ @x `y`'
    )


SHORT = f"=1+1<{TAG}>{{{{x}}}}"
MEASURE = measure(
    "MSIS",
    name=hostile("navn"),
    purpose=hostile("formål"),
    status="red",
    status_reason=hostile("status"),
    risk="red",
    risk_reason=hostile("risiko"),
    current_end_date="2025-01-01",
)
ENDED = measure("SLUTT", lifecycle="finished", status=None, risk=None, outcome=hostile("resultat"))
WRONG = measure("FEIL", status=hostile("verdi"), segment=hostile("valg"))
DEPENDENCY = dependency(
    description=hostile("avhengighet"), counterpart=hostile("motpart"), comment=hostile("kommentar")
)
COST = cost(programme=hostile("program"), solution=hostile("løsning"), product=hostile("leveranse"))
ACTIVITY = {
    "activity_id": "V-1",
    "goal": "1",
    "plan_year": 2024,
    "provisional": "ja",
    "initiative": hostile("initiativ"),
    "actor": hostile("hvem"),
    "user_group": hostile("brukergruppe"),
    "service": hostile("tjeneste"),
    "activity": hostile("aktivitet"),
}
SUBMISSION = content(
    contact_name=hostile("kontakt"),
    measures=[MEASURE | {hostile("overskrift"): "x"}, ENDED, WRONG],
    dependencies=[DEPENDENCY],
    costs=[COST],
    goals=[{"measure_id": "MSIS", "goal": "1", "initiative": SHORT}],
    sdgs=[{"measure_id": "MSIS", "sdg": "3", "target": SHORT}],
    roadmap=[ACTIVITY],
) | {hostile("felt"): "x"}


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A home in which every command that writes for people has run on hostile texts."""
    home = make_home(tmp_path_factory.mktemp("markup") / "home")
    hand_in(home, f"<{TAG}>{{{{x}}}}=1+1.json", SUBMISSION)
    form = workbook(
        Innmelding=[("Skjemaversjon", 1), ("Virksomhet", "KS"), ("Kvartal", "2023-Q2"), ("Type", "full")],
        Tiltak=[("Tiltaks-ID", "Navn", "Status", SHORT), ("KS-1", hostile("i Excel"), hostile("farge"), 1)],
        options={"strings_to_formulas": False, "strings_to_urls": False},
    )
    (home.inbox / "KS").mkdir()
    (home.inbox / "KS" / "a.xlsx").write_bytes(form)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PORTFOLIO_NOW", "2023-06-15T12:00:00+02:00")
        for command in ("report", "forms"):
            Office(home.root).type(command, "2023-Q2")
    return home


class Page(HTMLParser):
    """A page's text; refuses what a sender's words would become if they were markup."""

    def __init__(self):
        super().__init__()
        self.text = []

    def handle_starttag(self, tag, attributes):
        assert tag != TAG, self.getpos()
        for name, value in attributes:
            assert not name.startswith("on"), self.getpos()
            leads_out = name in {"href", "src"} and re.match(r"\s*javascript:|http://fiende", value or "")
            assert not leads_out, self.getpos()

    def handle_data(self, data):
        self.text.append(data)


def read_html(path):
    page = Page()
    page.feed(path.read_text(encoding="utf-8"))
    return "".join(page.text)


def read_pdf(path):
    assert not [link for link in pdf_text.links_of(path) if "javascript" in link or "fiende" in link]
    return pdf_text.text_of(path)


def read_json(path):
    return json.dumps(json.loads(path.read_text(encoding="utf-8")), ensure_ascii=False).replace('\\"', '"')


def read_svg(path):
    return " ".join(_plain_xml(path.read_bytes()))


def read_xlsx(path):
    """The texts of a workbook, in which no cell is a formula and no link leads out."""
    with zipfile.ZipFile(path) as parts:
        xml = {name: parts.read(name) for name in parts.namelist() if name.endswith((".xml", ".rels", ".vml"))}
    for name, part in xml.items():
        assert not re.search(rb"<f[ >]|<hyperlink[^>]*r:id|TargetMode=.External", part), name
    return " ".join(text for part in xml.values() for text in _plain_xml(part))


def read_docx(path):
    """The texts of a Word file, in which no field is worked out and no link leads out."""
    with zipfile.ZipFile(path) as parts:
        xml = {name: parts.read(name) for name in parts.namelist() if name.endswith((".xml", ".rels"))}
    for name, part in xml.items():
        assert not re.search(rb"<w:instrText[^>]*>(?!PAGE<)|fldSimple|TargetMode=.External", part), name
    return "\n".join("".join(_plain_xml(part)) for name, part in xml.items() if name.startswith("word/"))


def read_csv(path):
    """The fields of a table, of which a spreadsheet would work none out."""
    text = path.read_text(encoding="utf-8-sig")
    fields = [field for record in csv.reader(io.StringIO(text, newline="")) for field in record]
    assert not [field for field in fields if re.match(r"[=+@\t\r]|-(?![\d.,]+$)", field)]
    return "\n".join(fields)


def _plain_xml(content):
    root = ElementTree.fromstring(content)
    assert not [element.tag for element in root.iter() if element.tag.endswith(TAG)]
    return [text for text in root.itertext() if text.strip()]


READERS = {
    ".html": read_html,
    ".pdf": read_pdf,
    ".json": read_json,
    ".svg": read_svg,
    ".xlsx": read_xlsx,
    ".docx": read_docx,
    ".csv": read_csv,
}


def outputs(home):
    folders = [home.root / name for name in MADE]
    return [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]


def squeezed(text):
    """Without blanks, hyphens and other places where a line may break, since each output breaks its own."""
    return re.sub(r"[\s\u200b\u2060\u00ad\u2011-]+", "", text)


def shown(path):
    return squeezed(READERS[path.suffix](path))


def test_every_kind_of_output_has_a_reader(home):
    assert {path.suffix for path in outputs(home)} - NO_TEXT <= set(READERS)


def test_nothing_that_a_sender_wrote_is_worked_out_anywhere(home):
    looked_at = [path for path in outputs(home) if path.suffix not in NO_TEXT]
    assert {".html", ".pdf", ".json", ".svg", ".xlsx"} <= {path.suffix for path in looked_at}
    for path in looked_at:
        assert PRODUCT not in shown(path), path


IN_THE_REPORT = ["navn", "status", "risiko", "avhengighet", "motpart", "program", "løsning", "leveranse"]
IN_THE_ROADMAP = ["initiativ", "hvem", "tjeneste", "aktivitet"]
IN_THE_RECEIPT = ["verdi", "valg", "overskrift", "felt", "navn"]


@pytest.mark.parametrize(
    ("output", "fields"),
    [
        ("drafts/2023-Q2/nb/index.html", IN_THE_REPORT + IN_THE_ROADMAP),
        ("drafts/2023-Q2/nb/report.pdf", IN_THE_REPORT + IN_THE_ROADMAP),
        ("drafts/2023-Q2/report.json", IN_THE_REPORT + IN_THE_ROADMAP),
        ("receipts/FHI/000001.html", IN_THE_RECEIPT),
        ("receipts/FHI/000001.json", IN_THE_RECEIPT),
        ("receipts/KS/000002.html", ["farge"]),
        ("forms/2023-Q2/FHI.xlsx", IN_THE_REPORT + IN_THE_ROADMAP),
        ("receipts/KS/000002.xlsx", ["farge", "i Excel"]),
    ],
)
def test_what_a_sender_wrote_is_shown_word_by_word(home, output, fields):
    text = shown(home.root / output)
    assert [field for field in fields if squeezed(hostile(field)) not in text] == []


def test_the_name_of_a_file_is_shown_as_it_is(home):
    assert squeezed(f"<{TAG}>{{{{x}}}}=1+1.json") in shown(home.root / "receipts/FHI/000001.html")
