"""Private texts: each person has their own, kept until they are replaced or dropped, on both databases."""

from __future__ import annotations

import threading

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from debatkit.errors import InvalidChangeError
from debatkit.revisions.private import LONGEST_TEXT


@pytest.fixture
def texts(log):
    """The texts of Anna in one dossier."""
    return log.private_texts("anna", "klein")


def test_what_was_put_last_is_what_is_there(texts):
    """A text takes the place of the one before, and is gone when it is dropped."""
    texts.put("concept", "eerst")
    first = texts.get("concept")
    texts.put("concept", "later")

    assert (first.text, texts.get("concept").text) == ("eerst", "later")
    assert first.time <= texts.get("concept").time
    texts.drop("concept")
    texts.drop("concept")
    assert texts.get("concept") is None


def test_nobody_sees_what_is_anothers(log, texts):
    """Nor what is their own, in another dossier."""
    texts.put("concept", "van Anna")

    assert log.private_texts("bo", "klein").get("concept") is None
    assert log.private_texts("anna", "groot").names() == ()
    assert texts.names() == ("concept",)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(text=st.text())
def test_any_text_is_kept_as_it_is_or_refused(texts, text):
    """Nothing is changed on the way."""
    try:
        texts.put("concept", text)
    except InvalidChangeError:
        assert "\0" in text or any(0xD800 <= ord(sign) <= 0xDFFF for sign in text)
    else:
        assert texts.get("concept").text == text


def test_a_text_without_end_is_refused(texts):
    """A form is no place to keep files."""
    with pytest.raises(InvalidChangeError, match="te lang"):
        texts.put("concept", "a" * (LONGEST_TEXT + 1))


def test_private_texts_are_no_revisions(log, texts):
    """They move no sequence and are in no feed."""
    texts.put("concept", "eerst")

    assert log.last() == 0
    assert log.dossiers() == ()


def test_two_windows_do_not_undo_each_other(log):
    """A change starts from what is there when it is made, whoever else changes it at the same time."""
    texts = log.private_texts("anna", "klein")
    texts.put("teller", "0")  # the very first row has nothing yet for the second to wait for

    def count() -> None:
        for _ in range(10):
            texts.change("teller", lambda text: str(int(text or 0) + 1))

    windows = [threading.Thread(target=count) for _ in range(3)]
    for each in windows:
        each.start()
    for each in windows:
        each.join()

    assert texts.get("teller").text == "30"
