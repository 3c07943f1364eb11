"""A zip archive that cannot hurt: every member is checked and really inflated once before anybody reads one.

Nothing is ever unpacked to disk. What the members mean is ``assets.intake.xlsx``, ``.ods`` and ``.text_formats``.
"""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from xml.parsers import expat

from assets.intake.reading import Allowance, Refused

_BLOCK = 1 << 18
_LARGE = 16 * _BLOCK
_MEMBERS = 5_000
_SIGNATURE = b"PK\x03\x04"
"""How a zip begins; whether it is whole is told by its end."""
_DENSE_BYTES, _DENSE_RATIO = 10_000_000, 250
"""Beyond both a member is a bomb: a million formatted rows, the densest honest thing, pack about twenty to one."""
_LEADS_OUT = re.compile(r"[/\\]|[A-Za-z]:|(?:.*[/\\])?\.\.(?:[/\\]|$)|.*\x00", re.DOTALL)


class Archive:
    """The members of a zip by name. Raises Refused when they are damaged, locked, unsafe or too large."""

    def __init__(self, content: bytes, allowance: Allowance) -> None:
        try:
            if not zipfile.is_zipfile(io.BytesIO(content)):
                reason = "cut off" if content.startswith(_SIGNATURE) else "not what its name says"
                raise Refused("unreadable_file", reason=reason)
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            self._check(allowance)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as fault:
            # What zipfile lets through from damaged structures is not only its own error.
            raise Refused("unreadable_file", reason=str(fault)) from fault
        self.names = [info.filename for info in self._zip.infolist() if not info.is_dir()]
        self._by_folded = {name.casefold(): name for name in self.names}

    def find(self, name: str) -> str | None:
        """The member of that name, in whatever case it is written."""
        return self._by_folded.get(name.casefold())

    def content(self, name: str) -> bytes:
        return self._zip.read(name)

    def beginning(self, name: str) -> bytes:
        """The first bytes of a member, enough for its XML declaration."""
        with self._zip.open(name) as member:
            return member.read(200)

    def is_large(self, name: str) -> bool:
        """Whether a member is worth sifting."""
        return self._zip.getinfo(name).file_size > _LARGE

    def parse(self, name: str, parser: expat.XMLParserType) -> None:
        """Stream a member through an XML parser.

        Raises Refused when it is no well-formed XML, declares a document type, or a handler raises ValueError.
        """
        self._feed(name, parser, self._blocks(name))

    def parse_sifted(self, name: str, parser: expat.XMLParserType, sift: re.Pattern[bytes]) -> bytes:
        """The same without what ``sift`` matches, most of it at least; returns what was left."""
        left: list[bytes] = []

        def sifted() -> Iterator[bytes]:
            for block in self._blocks(name):
                left.append(sift.sub(b"", block))
                yield left[-1]

        self._feed(name, parser, sifted())
        return b"".join(left)

    def with_members(self, changed: Mapping[str, bytes]) -> bytes:
        """A zip of this one's XML, some of it changed."""
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as made:
            for name in self.names:
                if name.endswith((".xml", ".rels")):
                    made.writestr(name, changed.get(name) or self.content(name))
        return target.getvalue()

    @staticmethod
    def _feed(name: str, parser: expat.XMLParserType, blocks: Iterable[bytes]) -> None:
        try:
            for block in blocks:
                parser.Parse(block, False)
            parser.Parse(b"", True)
        except (expat.ExpatError, LookupError, ValueError) as fault:  # the latter two: encodings that nobody knows
            raise Refused("unreadable_file", member=name, reason=str(fault)) from fault

    def _blocks(self, name: str) -> Iterator[bytes]:
        with self._zip.open(name) as member:
            while block := member.read(_BLOCK):
                yield block

    def _check(self, allowance: Allowance) -> None:
        members = self._zip.infolist()
        if len(members) > _MEMBERS:
            raise Refused("unsafe_archive", reason="too many members", value=len(members))
        seen: set[str] = set()
        for info in members:
            if _LEADS_OUT.match(info.orig_filename):
                raise Refused("unsafe_archive", reason="a name that leads out", value=info.filename)
            if stat.S_ISLNK(info.external_attr >> 16):
                raise Refused("unsafe_archive", reason="a link", value=info.filename)
            if info.filename in seen:
                raise Refused("unsafe_archive", reason="a name that stands twice", value=info.filename)
            seen.add(info.filename)
            if info.flag_bits & 1:
                raise Refused("encrypted_file", value=info.filename)
            if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
                raise Refused("unreadable_file", reason="packed in a way that is not read", value=info.filename)
            if info.file_size > max(_DENSE_BYTES, _DENSE_RATIO * info.compress_size):
                raise Refused("inflates_too_much", value=info.filename)
        if sum(info.file_size for info in members) > allowance.inflated_bytes:
            raise Refused("inflates_too_much")
        for info in members:  # zipfile stops at the size it was promised, and its checksum then tells the lie
            for _ in self._blocks(info.filename):
                pass


def xml_parser() -> expat.XMLParserType:
    """A parser that refuses document types, and with them every entity and every way out of the file."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    return parser


class LocalNames(dict[str, str]):
    """XML names without their prefixes, each worked out once."""

    def __missing__(self, name: str) -> str:
        local = self[name] = name.rpartition(":")[2]
        return local


def _refuse_doctype(name: str, system: str | None, public: str | None, has_subset: bool) -> None:
    raise Refused("unsafe_archive", reason="XML with a document type", value=name)
