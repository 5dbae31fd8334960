"""`export`, `verify`, `check`: handing over, and whether what was handed over or kept is whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reviewer.cli import output
from reviewer.cli.given import case_argument, not_isolated_option, password_option, passwords_in, path, text
from reviewer.cli.opening import hint_at_isolation, reading_session, wait_for
from reviewer.i18n import tr, trn

if TYPE_CHECKING:
    from reviewer.services.parts import Parts
    from reviewer.services.session import Session


@click.command()
@case_argument
@click.argument("out", type=path)
@click.option("--audience", type=text, default="editor", show_default=True, help="For whom the pack is: editor.")
@click.option("--cited-only", is_flag=True, help="Take only documents with passages; the pack says how many others there are.")
@click.option(
    "--omit-protected",
    is_flag=True,
    help="Put in no copies of documents that need a password or forbid copying or the like; their quotes and pictures go in.",
)
@click.option("--coverage", is_flag=True, help="Put in which pages were opened, marked, counterchecked. It names nobody.")
@click.option("--force", is_flag=True, help="Replace a pack that this program wrote.")
@password_option
@not_isolated_option
@click.pass_obj
def export(
    parts: Parts,
    *,
    case: Path,
    out: Path,
    audience: str,
    cited_only: bool,
    omit_protected: bool,
    coverage: bool,
    force: bool,
    password_file: Path | None,
) -> int:
    """Write the evidence pack to OUT, a folder or a .zip, and print its path."""
    from reviewer.exporters.plan.choice import PackChoice
    from reviewer.services.exporting import export_pack

    choice = PackChoice(cited_only=cited_only, omit_protected=omit_protected, coverage=coverage)
    passwords = passwords_in(password_file)
    with reading_session(parts, case) as session:
        session.sources.offer_passwords(passwords)
        report = wait_for(
            lambda cancelled: export_pack(session, out, audience=audience, choice=choice, force=force, cancelled=cancelled)
        )
    for name, sentence in report.refused:
        output.error(f"{name}: {sentence}")
    if report.locked:
        output.hint(output.password_hint())
    hint_at_isolation(parts)
    for name, sentence in (*report.outside, *report.unprotected):
        output.note(f"{name}: {sentence}")
    output.line(report.path)
    return 3 if report.refused else 0


@click.command()
@click.argument("pack", type=path)
def verify(pack: Path) -> int:
    """Check a pack, folder or .zip, against its manifests; a line for each finding."""
    from reviewer.services.checks.checking import verify_pack

    report = verify_pack(pack)
    for finding in report.findings:
        output.line(finding)
    if report.hint:
        output.hint(report.hint)
    if report.ok:
        output.line(tr("ok: {count} files are as they were written").format(count=report.files))
    if report.head:
        output.line(tr("head: {head}").format(head=report.head))
    return 0 if report.ok else 1


@click.command()
@case_argument
@password_option
@not_isolated_option
@click.pass_obj
def check(parts: Parts, *, case: Path, password_file: Path | None) -> int:
    """Check the case file, its journal, its documents and each passage; a line for each finding, and the journal's head."""
    from reviewer.services.checks.checking import check_case

    passwords = passwords_in(password_file)

    @contextmanager
    def with_documents() -> Iterator[Session]:
        with reading_session(parts, case) as session:
            session.sources.offer_passwords(passwords)
            yield session

    report = check_case(case, with_documents)
    for sentence in report.unread:
        output.note(sentence)
    if report.locked:
        output.hint(output.password_hint())
    hint_at_isolation(parts)
    for finding in report.findings:
        output.line(finding)
    if report.ok:
        said = tr("ok: {entries} journal entries, {records} records and {sources} documents fit together")
        output.line(said.format(entries=report.entries, records=report.records, sources=report.sources + report.linked))
        pages = trn("{count} page", "{count} pages", report.pages).format(count=report.pages)
        passages = trn("{count} passage", "{count} passages", report.passages).format(count=report.passages)
        said = tr("ok: {pages} and {passages} are as their documents say")
        output.line(said.format(pages=pages, passages=passages))
    output.line(tr("head: {head}").format(head=report.head))
    return 0 if report.ok else 1
