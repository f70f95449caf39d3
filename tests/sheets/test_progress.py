"""Progress: how far a long sheet is, told while typst is at work and tells nothing."""

from __future__ import annotations

import threading

import pytest

from debatkit.access import Viewer
from debatkit.files import LoadedDossier
from debatkit.sheets import pdf as pdf_module
from debatkit.sheets.selection import Layout, Selection
from debatkit.view import View


@pytest.fixture
def long_document(make, moment):
    """More questions than are set to see how fast it goes."""
    said = {"text": "Zo is het, en zo blijft het.", "claim": False}
    questions = [
        {"id": f"v{n}", "number": n, "question": f"Vraag {n}?", "audience": "public", "line": said, "answer": [said]}
        for n in range(1, pdf_module.SAMPLE + 20)
    ]
    return View(LoadedDossier(make(questions=questions), {}), Viewer()).document(Selection(), Layout.LIST, moment)


def test_progress_goes_up_to_all(long_document, monkeypatch):
    """It begins at none, is told on the thread of who asked, and ends at all. The sheet is the same."""
    monkeypatch.setattr(pdf_module, "EVERY", 0.01)
    heard = []
    content = pdf_module.pdf(long_document, lambda done, total: heard.append((done, total, threading.get_ident())))
    done = [each for each, _, _ in heard]
    total = len(long_document.questions)

    assert len(done) > 2
    assert (done[0], done[-1]) == (0, total)
    assert done == sorted(set(done))
    assert {(each, thread) for _, each, thread in heard} == {(total, threading.get_ident())}
    assert content == pdf_module.pdf(long_document)


@pytest.mark.parametrize("layout", [Layout.PRESS, Layout.CARDS])
def test_a_short_sheet_tells_only_that_it_began_and_ended(public, layout, moment):
    """There is nothing to measure how fast it goes by."""
    document = public.document(Selection(), layout, moment)
    heard = []
    pdf_module.pdf(document, lambda *told: heard.append(told))
    total = len(document.questions)

    assert heard == ([(0, total), (total, total)] if total else [(0, 0)])
