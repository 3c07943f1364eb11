"""The command line, ``portefolje``: each command says what it does to people, and with ``--json`` to programs.

Commands are thin: what is made is ``assets``, running it is ``pipelines.running``. Nothing heavy is imported before it
is needed, so that help and status are quick. Exit codes are those of the contract: 0, 1 the answer is no, 2 usage,
3 fault.
"""

from __future__ import annotations

import gc
import logging
import os
import sys
import traceback
import warnings
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import category

import click

from assets.home import Clock, Home, HomeError, parse_time
from templates import LANGUAGES

if TYPE_CHECKING:
    from pipelines.decisions import Decision

log = logging.getLogger("portefolje")

NO, USAGE, FAULT = 1, 2, 3


class Answer(click.ClickException):
    """A message to people and the exit code that goes with it."""

    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(message)
        self.exit_code = exit_code  # type: ignore[misc]  # click reads it off the instance


class _Portefolje(click.Group):
    """Turns every error that can be foreseen into its message and exit code, and every other into a fault."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as fault:  # the outermost frame: whatever was not foreseen is a fault of ours or the machine
            raise _answer(fault) from fault


def _answer(fault: BaseException) -> Answer:
    from assets.editions.refusals import Refusal, UnknownEditionError
    from assets.intake.decisions import DecisionError, UnknownSubmissionError
    from assets.intake.inbox import ArrivalsError
    from assets.office import OfficeError

    for cause in _causes(fault):
        if isinstance(cause, HomeError | ArrivalsError | UnknownSubmissionError | UnknownEditionError):
            return Answer(str(cause), USAGE)
        if isinstance(cause, OfficeError | DecisionError | Refusal):
            return Answer(str(cause), NO)
    if log.isEnabledFor(logging.DEBUG):
        traceback.print_exception(fault)
    root = _causes(fault)[-1]
    return Answer(f"{type(root).__name__}: {root}\nRun again with --verbose to see where.", FAULT)


def _causes(fault: BaseException) -> list[BaseException]:
    """The fault and what it was raised from, outermost first; Dagster keeps what an asset raised beside the chain."""
    chain: list[BaseException] = []
    cause: BaseException | None = fault
    while cause is not None and cause not in chain:
        chain.append(cause)
        cause = getattr(cause, "user_exception", None) or cause.__cause__
    return chain


@click.group(cls=_Portefolje, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--home",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    envvar="PORTFOLIO_HOME",
    default=Path("var/portfolio"),
    show_default=True,
    help="The folder that the portfolio lives in (or PORTFOLIO_HOME).",
)
@click.option("--verbose", is_flag=True, help="Show where an error happened.")
@click.pass_context
def main(ctx: click.Context, folder: Path, verbose: bool) -> None:
    """From quarterly submissions to the national e-health portfolio report."""
    gc.disable()  # until all is loaded: looking for garbage among a million objects that stay took a fifth of a run
    warnings.filterwarnings("ignore", module="dagster|assets|pipelines", message=".*beta.*")
    logging.basicConfig(format="%(message)s", stream=sys.stderr)
    log.setLevel(logging.DEBUG if verbose else logging.INFO)
    try:
        clock = Clock.from_text(os.environ.get("PORTFOLIO_NOW"))
    except ValueError as fault:
        raise Answer(f"PORTFOLIO_NOW is no time: {fault}; write it like 2023-08-31T09:00:00+02:00", USAGE) from fault
    ctx.obj = Home(folder.absolute(), clock)


as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document to stdout.")
arrivals_option = click.option(
    "--arrivals",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="CSV of file and taken_at: when the files of a history were handed in.",
)


class _Quarter(click.ParamType[str]):
    """A round, written 2023-Q2."""

    name = "round"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from checks.contract import Quarter

        try:
            return str(Quarter.parse(value))
        except ValueError as fault:
            self.fail(str(fault), param, ctx)


ROUND = _Quarter()


class _Time(click.ParamType[datetime]):
    """A moment, in ISO 8601; Oslo's where it has no offset, and the end of the day where it has no hour."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        try:
            return parse_time(value if len(value) > len("2023-08-31") else f"{value}T23:59:59")
        except ValueError:
            self.fail(f"{value!r} is no time; write it like 2023-08-31T09:00+02:00", param, ctx)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--example", is_flag=True, help="Bring the example portfolio of 2023.")
@as_json
def init(folder: Path, example: bool, as_json: bool) -> None:
    """Make a portfolio home in DIR."""
    from pipelines.homes import create

    _print(create(Home(folder.absolute()), example=example), as_json, f"{folder} is a portfolio home")


@main.command()
@arrivals_option
@as_json
@click.pass_obj
def intake(home: Home, arrivals: Path | None, as_json: bool) -> None:
    """Take in the inbox: each new file gets a verdict and a receipt."""
    home.require()
    log.info("Taking in %s", home.inbox)
    from pipelines.running import take_in

    taken = take_in(home, arrivals)
    if as_json:
        _json(taken.as_dict())
        return
    for ignored in taken.ignored:
        click.echo(_seen(f"{ignored['file']}: {ignored['why']}"))
    count = len(taken.landed)
    click.echo(f"{count} {'file' if count == 1 else 'files'} taken in; receipts are in {home.receipts}")


@main.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True))
@click.option("--organisation", required=True, metavar="ORG", help="Code of the organisation that would hand it in.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write the receipt there too: as a page, as JSON, and for .xlsx a marked copy.",
)
@as_json
@click.pass_context
def check(ctx: click.Context, file: Path, organisation: str, out: Path | None, as_json: bool) -> None:
    """Show the verdict that handing in FILE would give; nothing is changed.

    Works without a home too, by the shipped vocabularies. Exit code 1 when the file would not be accepted whole.
    """
    from assets.intake.checking import NotASubmissionError
    from pipelines.checking import check_file

    home: Home = ctx.obj
    chosen = ctx.find_root().get_parameter_source("folder") is not click.core.ParameterSource.DEFAULT
    try:
        checked = check_file(file, organisation, home.require() if chosen else home, out)
    except NotASubmissionError as fault:
        raise Answer(str(fault), NO) from fault
    if as_json:
        _json(checked.record)
    else:
        click.echo(_seen(checked.text))
    if not checked.is_acceptable:
        ctx.exit(NO)


@main.command()
@click.argument("quarter", metavar="ROUND", type=ROUND)
@click.option(
    "--html", "as_page", is_flag=True, help="Write a page for the secretariat, status/ROUND.html in the home."
)
@as_json
@click.pass_obj
def status(home: Home, quarter: str, as_page: bool, as_json: bool) -> None:
    """Show who has reported in ROUND, who waits and who is missing."""
    from pipelines.overview import shown, status_of, write_page

    overview = status_of(home.require(), quarter)
    if as_json:
        _json(overview.as_dict())
    else:
        click.echo(shown(overview))
    if as_page:
        log.info("The page is %s", write_page(home, overview))


@main.command()
@click.argument("quarter", metavar="ROUND", type=ROUND)
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help="The folder to write into, else the home."
)
@as_json
@click.pass_obj
def reminders(home: Home, quarter: str, out: Path | None, as_json: bool) -> None:
    """Write a ready text to each organisation that has not submitted in ROUND."""
    from pipelines.reminding import remind

    made = remind(home.require(), quarter, out)
    if as_json:
        _json(made)
    elif made["written"]:
        click.echo("\n".join(made["written"]))
    else:
        click.echo("Everybody who is expected has submitted; there is nobody to remind")


@main.command()
@click.argument("rule", required=False)
@as_json
def explain(rule: str | None, as_json: bool) -> None:
    """Say what RULE means and how to mend it, in Norwegian; without RULE, all of them."""
    import difflib

    from checks.explaining import all_explained

    known = {one.id: one for one in all_explained()}
    if rule is not None and rule not in known:
        near = difflib.get_close_matches(rule, known, n=3, cutoff=0.5)
        hint = f"; near it: {', '.join(near)}" if near else ""
        raise Answer(f"there is no rule {rule!r}{hint}. portefolje explain lists them all", USAGE)
    found = list(known.values()) if rule is None else [known[rule]]
    if as_json:
        _json([one.as_dict() for one in found] if rule is None else found[0].as_dict())
        return
    for one in found:
        click.echo(
            f"{one.id}\n  {one.severity_words}\n  {one.meaning}\n  {one.remedy}\n  Regelverk fra versjon {one.since}."
        )


@main.command()
@click.argument("quarter", metavar="ROUND", type=ROUND)
@as_json
@click.pass_obj
def candidates(home: Home, quarter: str, as_json: bool) -> None:
    """List the measures of ROUND that are not admitted yet, with what each would add to the numbers."""
    from pipelines.admission import candidates_of, shown

    found = candidates_of(home.require(), quarter)
    _json(found) if as_json else click.echo(shown(found))


@main.group()
def office() -> None:
    """Look after the office's own files."""


@office.command("check")
@as_json
@click.pass_obj
def office_check(home: Home, as_json: bool) -> None:
    """Judge all the office's own files: every fault with file and line.

    Whether its texts agree with the figures is told when the report of their round is built.
    """
    from pipelines.office_files import faults_of

    found = faults_of(home.require())
    if as_json:
        _json({"ok": not found, "faults": [fault.as_dict() for fault in found]})
    elif found:
        click.echo("\n".join(str(fault) for fault in found))
    else:
        click.echo(
            "Nothing is wrong with the office's files; texts are held against the figures when a report is built"
        )
    if found:
        raise click.exceptions.Exit(NO)


dry_run = click.option("--dry-run", is_flag=True, help="Write nothing; say which numbers of which rounds would move.")
submission = click.argument("sequence", metavar="SUBMISSION", type=click.IntRange(min=1))


@main.command()
@submission
@dry_run
@as_json
@click.pass_obj
def release(home: Home, sequence: int, dry_run: bool, as_json: bool) -> None:
    """Let SUBMISSION, which waits or was withdrawn, count. SUBMISSION is its number in the ledger."""
    from pipelines.decisions import releasing

    _decide(home, releasing(home.require(), sequence), f"Submission {sequence} counts", dry_run, as_json)


@main.command()
@submission
@click.option("--why", required=True, help="The reason, which the sender is told.")
@dry_run
@as_json
@click.pass_obj
def withdraw(home: Home, sequence: int, why: str, dry_run: bool, as_json: bool) -> None:
    """Take SUBMISSION, which counts, out of the facts from now on; release lets it in again."""
    from pipelines.decisions import withdrawing

    if not why.strip():
        raise click.BadParameter("say the reason", param_hint="--why")
    decision = withdrawing(home.require(), sequence, why.strip())
    _decide(home, decision, f"Submission {sequence} counts no longer", dry_run, as_json)


def _decide(home: Home, decision: Decision, said: str, dry_run: bool, as_json: bool) -> None:
    from pipelines.decisions import decide, shown, try_out, warnings

    if dry_run:
        tried = try_out(home, decision)
        _json(tried) if as_json else click.echo(shown(tried))
        return
    decided = decide(home, decision)
    if as_json:
        _json(decided)
        return
    for line in warnings(decided):
        click.echo(line)
    click.echo(f"{said} from now on. The sender's receipt: {decided['notice']}")
    if decided["rounds"]:
        click.echo(f"Facts changed in {', '.join(decided['rounds'])}; build each again with: portefolje report ROUND")


@main.command()
@click.argument("quarter", metavar="ROUND", type=ROUND)
@arrivals_option
@click.option(
    "--language",
    "languages",
    type=click.Choice(LANGUAGES),
    multiple=True,
    help="Make the report in this language alone; may be said more than once. Default: those of the office's settings.",
)
@click.option(
    "--as-known-at",
    "known_at",
    metavar="TIME",
    type=_Time(),
    help="Build it as it was known then, beside the draft; nothing is taken in.",
)
@as_json
@click.pass_obj
def report(
    home: Home,
    quarter: str,
    arrivals: Path | None,
    languages: tuple[str, ...],
    known_at: datetime | None,
    as_json: bool,
) -> None:
    """Take in the inbox and build the draft report of ROUND, or build it as it was known at a time."""
    from assets.office import load

    if known_at is not None:
        if arrivals or languages:
            raise click.UsageError("--as-known-at takes nothing in and makes every language; leave the others out")
        from pipelines.hindsight import draft_as_known

        folder = draft_as_known(home.require(), quarter, known_at)
        written = sorted(str(path) for path in folder.rglob("*") if path.is_file())
        _print(written, as_json, f"The draft is in {folder}")
        return
    load(home.require().office).round(quarter)  # a round that is not there is said before anything is taken in
    log.info("Building the report of %s in %s", quarter, home.draft(quarter))
    from pipelines.running import make_draft

    make_draft(home, quarter, arrivals, tuple(dict.fromkeys(languages)))
    written = sorted(str(path) for path in home.draft(quarter).rglob("*") if path.is_file())
    _print(written, as_json, f"The draft is in {home.draft(quarter)}")


@main.command()
@click.argument("quarter", metavar="ROUND", type=ROUND)
@click.option("--organisation", metavar="ORG", default="", help="Its form alone, whether it is expected or not.")
@click.option(
    "--out",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder to write them to, instead of forms/ROUND in the home.",
)
@as_json
@click.pass_obj
def forms(home: Home, quarter: str, organisation: str, folder: Path | None, as_json: bool) -> None:
    """Take in the inbox and write the prefilled forms of ROUND."""
    from assets.office import load

    office = load(home.require().office)
    office.round(quarter)
    if organisation and organisation not in office.organisations:
        known = ", ".join(office.organisations) or "none"
        raise Answer(f"office/organisations.csv has no organisation {organisation}; it has {known}", USAGE)
    log.info("Writing the forms of %s to %s", quarter, folder or home.forms(quarter))
    from pipelines.running import make_forms

    written = make_forms(home, quarter, organisation, folder)
    from pipelines.asking import asking, shown

    _print(written, as_json, "" if as_json else shown(asking(home, quarter, organisation), written))


@main.command()
@click.argument("quarter", metavar="ROUND", type=ROUND)
@click.option("--note", default="", help="A sentence on why, kept with the edition.")
@click.option("--draft", "approved", metavar="SHA256", help="Publish only the draft whose manifest has this hash.")
@as_json
@click.pass_obj
def publish(home: Home, quarter: str, note: str, approved: str | None, as_json: bool) -> None:
    """Freeze the draft of ROUND as an edition, or as a revision of what was published before."""
    log.info("Making the draft of %s anew and publishing it", quarter)
    from pipelines.publishing import publish as publish_round

    published = publish_round(home.require(), quarter, note=note, approved=approved and approved.strip().lower())
    folder = home.root / published.folder
    if as_json:
        written = sorted(str(path) for path in folder.rglob("*") if path.is_file())
        _json(published.as_dict() | {"written": written})
    else:
        click.echo(f"Edition {published.number} of {quarter} is in {folder}")


@main.command()
@as_json
@click.pass_obj
def editions(home: Home, as_json: bool) -> None:
    """List what has been published."""
    from pipelines.publications import listed, shown_editions

    found = listed(home.require())
    _json([one.as_dict() for one in found]) if as_json else click.echo(shown_editions(found))


@main.command()
@as_json
@click.pass_obj
def revisions(home: Home, as_json: bool) -> None:
    """Show which published rounds would change if they were published again, and why."""
    from pipelines.publications import revisions_of, shown_revisions

    found = revisions_of(home.require())
    _json(found) if as_json else click.echo(shown_revisions(found))


@main.command()
@click.argument("quarter", metavar="ROUND", type=ROUND)
@click.argument("number", metavar="EDITION", type=click.IntRange(min=1))
@as_json
@click.pass_obj
def rebuild(home: Home, quarter: str, number: int, as_json: bool) -> None:
    """Make an edition of ROUND anew from the archive and compare every byte; exit code 1 when any differs."""
    from pipelines.rebuilding import rebuild as rebuild_edition
    from pipelines.rebuilding import shown

    rebuilt = rebuild_edition(home, quarter, number)
    _json(rebuilt.as_dict()) if as_json else click.echo(shown(rebuilt))
    if not rebuilt.is_same:
        raise click.exceptions.Exit(NO)


@main.command()
@as_json
@click.pass_obj
def verify(home: Home, as_json: bool) -> None:
    """Hold every file of the home against its hash; nothing is changed. Exit code 1 when one is not what it must be."""
    from assets.code import code_version
    from assets.editions import verifying

    found = verifying.verify(home if home.ledger.is_dir() else home.require())
    _json(found.as_dict(code_version())) if as_json else click.echo(verifying.shown(found))
    if found.differences:
        raise click.exceptions.Exit(NO)


@main.command()
@submission
@click.option("--why", required=True, help="The reason, which the ledger keeps.")
@click.option("--dry-run", is_flag=True, help="Remove nothing; say what would be removed.")
@as_json
@click.pass_obj
def erase(home: Home, sequence: int, why: str, dry_run: bool, as_json: bool) -> None:
    """Erase the bytes of SUBMISSION, and whoever filled it in; its facts and its hash stay."""
    from pipelines.erasures import erase as erase_bytes
    from pipelines.erasures import shown, try_out

    if not why.strip():
        raise click.BadParameter("say the reason", param_hint="--why")
    home.require()
    said = try_out(home, sequence) if dry_run else erase_bytes(home, sequence, why.strip())
    _json(said) if as_json else click.echo(shown(said))


@main.command()
@click.argument("quarter", metavar="ROUND", type=ROUND, required=False)
@click.argument("key", required=False)
@click.option("--edition", type=click.IntRange(min=1), help="In this edition of the round, not in the draft.")
@click.option(
    "--cell",
    type=(click.IntRange(min=1), str, click.IntRange(min=1), str),
    metavar="SUBMISSION SHEET ROW COLUMN",
    help="The other way: which numbers of all drafts and editions rest on this cell, as in: 12 Tiltak 7 Status.",
)
@as_json
@click.pass_obj
def trace(
    home: Home,
    quarter: str | None,
    key: str | None,
    edition: int | None,
    cell: tuple[int, str, int, str] | None,
    as_json: bool,
) -> None:
    """Show every cell that the number KEY of ROUND comes from, or every number that comes from a cell."""
    from pipelines import tracing

    if (cell is None) == (quarter is None or key is None) or (cell and (quarter or edition)):
        raise click.UsageError("say ROUND and KEY, or --cell SUBMISSION SHEET ROW COLUMN")
    try:
        if cell:
            traced = tracing.numbers_of_cell(home.require(), *cell)
        else:
            traced = tracing.trace_of(home.require(), str(quarter), str(key), edition)
    except (tracing.UnknownNumberError, tracing.UnknownCellError) as fault:
        raise Answer(str(fault), USAGE) from fault
    if as_json:
        _json(traced)
        return
    said = tracing.shown_numbers(traced) if cell else tracing.shown(traced)
    click.echo_via_pager(said) if sys.stdout.isatty() else click.echo(said)


def run() -> None:
    """The console script. Leaves at once when the command is done: everything is written and closed by then, and taking
    a million loaded objects down one by one would cost a sixth of the time of a report.
    """
    code = 0
    try:
        main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else FAULT
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _print(written: list[str], as_json: bool, said: str) -> None:
    if as_json:
        _json({"written": written})
    else:
        click.echo(said)


def _seen(text: str) -> str:
    """A sender's words as a terminal may have them: characters that would steer it are shown as a sign."""
    return "".join("\ufffd" if character != "\n" and category(character)[0] == "C" else character for character in text)


def _json(value: Any) -> None:
    import simplejson

    click.echo(simplejson.dumps(value, ensure_ascii=False, indent=1, use_decimal=True))
