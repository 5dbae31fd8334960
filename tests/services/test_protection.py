"""Before a pack is written, the person is told which documents would lose their protection in it."""

from __future__ import annotations

from pathlib import Path

from reviewer.model.protection import Protection
from reviewer.services.adding.importing import add_documents
from reviewer.services.passwords import ListedPasswords
from reviewer.services.protection import protected_documents
from reviewer.services.session import Session
from tests import builders

WAIT_S = 30


def test_documents_whose_copies_would_open_freely_are_found(working: Session, tmp_path: Path) -> None:
    files = {
        "free.pdf": builders.text_pdf(["free"]),
        "says-encrypt.pdf": builders.text_pdf(["free"]) + b"\n% /Encrypt\n",
        "terms.pdf": builders.restricted_pdf(),
        "secret.pdf": builders.encrypted_pdf("opensesame"),
        "picture.png": builders.png(),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    paths = [tmp_path / name for name in files]
    add_documents(working, paths, passwords=ListedPasswords(["opensesame"])).result(WAIT_S)
    found = protected_documents(working).result(WAIT_S)
    names = {one.id: one.name for one in working.read(lambda case: case.snapshot()).result().documents}
    assert {names[one]: kind for one, kind in found.items()} == {
        "terms.pdf": Protection.RESTRICTED,
        "secret.pdf": Protection.PASSWORD,
    }
