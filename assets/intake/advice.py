"""What a receipt advises: what happens now, what to do and by when, in the mood that fits a landing or a check.

Made from the record alone. The findings' own remedies are ``checks.findings``; how all is laid out is
``assets.intake.receipts``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from assets.language import language
from assets.ledger import Record

_LANDED = {
    "accepted": "Innmeldingen teller fra nå av. Dere trenger ikke gjøre mer.",
    "partly_accepted": "Det som er godtatt, teller fra nå av. Rett det som har feil, og lever på nytt.",
    "rejected": "Ingenting i filen teller. Rett feilene og lever på nytt.",
    "waiting": "Kvartalet er ikke åpent for innmelding. Porteføljekontoret avgjør om filen skal telle, og dere får en "
    "ny kvittering da. Er kvartalet feil, retter dere det og leverer på nytt.",
    "nothing_to_report": "Dere står oppført med at dere ikke har noe å melde i denne runden.",
}
_CHECKED = {
    "accepted": "Leverer dere filen slik den er, blir den godtatt og teller.",
    "partly_accepted": "Leverer dere filen slik den er, teller bare det som er uten feil. Rett feilene først.",
    "rejected": "Leverer dere filen slik den er, blir den avvist. Rett feilene først.",
    "waiting": "Leverer dere filen slik den er, blir den lagt til side, for kvartalet er ikke åpent for innmelding. "
    "Kontroller kvartalet, eller kontakt porteføljekontoret.",
    "nothing_to_report": "Leverer dere filen, blir dere stående med at dere ikke har noe å melde i denne runden.",
}
_CORRECT = "Lever på nytt, enten alt eller bare tiltakene det gjelder (type «korreksjon»)."


def is_check(record: Record) -> bool:
    """Whether the record is that of a check, which is in no ledger."""
    return "sequence" not in record


def next_steps(record: Record) -> Iterator[str]:
    """What happens now, and what the sender should do by when."""
    verdict, checked = record["verdict"], is_check(record)
    if checked:
        yield "Dette er en kontroll: Ingenting er levert, og ingenting er endret."
    if verdict == "duplicate":
        yield "Filen er den samme som dere har levert før, og den gjelder fortsatt."
        yield (
            "Feilene i den står også. Rett dem og lever på nytt."
            if _has_errors(record)
            else "Dere trenger ikke gjøre noe."
        )
        if "erased_by" in record:
            yield "Porteføljekontoret har slettet innholdet i filen, og det er ikke lagret på nytt."
        return
    said = "accepted" if verdict == "accepted_with_remarks" else verdict
    if said == "accepted" and record["kind"] == "nothing_to_report":
        said = "nothing_to_report"
    yield (_CHECKED if checked else _LANDED)[said]
    if verdict != "waiting":
        yield from _deadline(record)


def _deadline(record: Record) -> Iterator[str]:
    if record["cut_off"] is None:
        return
    day = language("nb").weekday(date.fromisoformat(record["cut_off"]))
    if record["late"]:
        yield (
            f"Fristen var {day}. Det som leveres nå, merkes som sent og teller i utkastet. "
            "En utgave som er publisert, endres ikke før kontoret gir ut en ny revisjon."
        )
    elif is_check(record) or _has_errors(record):
        yield f"Fristen er {day}."
    else:
        yield f"Vil dere endre noe, kan dere levere på nytt til og med {day}. Det siste dere leverer, gjelder."


def on_errors(record: Record) -> str:
    """What to do about the errors."""
    if record["verdict"] == "rejected":
        return "Rett feilene og lever hele filen på nytt."
    if record["verdict"] == "waiting":
        return "Det som har feil, blir ikke med om filen slippes inn. Rett feilene og lever hele filen på nytt."
    if is_check(record):
        return "Det som har feil, blir ikke tatt inn. Rett feilene før dere leverer."
    return f"Det som har feil, er ikke tatt inn. Rett feilene. {_CORRECT}"


def on_remarks(record: Record) -> str:
    """What to do about the remarks."""
    hinders = "Merknader hindrer ikke at innmeldingen blir tatt inn. Se over dem"
    if is_check(record):
        return f"{hinders} før dere leverer."
    if record["verdict"] in {"rejected", "waiting"}:
        return f"{hinders} hvis dere leverer på nytt."
    if record["kind"] == "nothing_to_report":
        return f"{hinders}, og lever en full innmelding hvis noe er galt."
    return f"{hinders}, og lever en korreksjon hvis noe er galt."


def _has_errors(record: Record) -> bool:
    return any(found["severity"] == "error" for found in record["findings"])
