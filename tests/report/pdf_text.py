"""The text of a PDF as its fonts say it reads, without a program to show it."""

import re
from pathlib import Path

import pikepdf


def text_of(path: Path) -> str:
    """All text of all pages, piece by piece in the order of drawing; blanks between pieces are not told."""
    with pikepdf.open(path) as file:
        return "\n".join("".join(_pieces(page)) for page in file.pages)


def links_of(path: Path) -> set[str]:
    """Where the links of a PDF lead, those within the document aside."""
    with pikepdf.open(path) as file:
        notes = [note for page in file.pages for note in page.get("/Annots", [])]
        return {str(note.A.get("/URI", note.A.S)) for note in notes if "/A" in note and note.A.S != "/GoTo"}


def _pieces(page):
    readings = {name: _reading(font) for name, font in page.Resources.get("/Font", {}).items()}
    reading = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "Tf":
                reading = readings[str(operands[0])]
            case "Tj" | "TJ":
                strings = operands[0] if str(operator) == "TJ" else operands
                for string in strings:
                    if isinstance(string, pikepdf.String):
                        codes = bytes(string)
                        yield "".join(reading.get(codes[at : at + 2], "\ufffd") for at in range(0, len(codes), 2))


def _reading(font):
    """What each two-byte code of a font reads as."""
    table = font.ToUnicode.read_bytes().decode("ascii")
    reading = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        hexes = re.findall(r"<([0-9A-Fa-f]*)>", block)
        reading |= {bytes.fromhex(code): _utf16(text) for code, text in zip(hexes[::2], hexes[1::2], strict=True)}
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, text in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for step, code in enumerate(range(int(first, 16), int(last, 16) + 1)):
                reading[code.to_bytes(2, "big")] = chr(ord(_utf16(text)) + step)
    return reading


def _utf16(digits):
    return bytes.fromhex(digits).decode("utf-16-be")
