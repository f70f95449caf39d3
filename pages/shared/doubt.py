"""
Doubt: that somebody reported a card or question as not right: the mark that it has, and the small form of a report.

The mark stands before the words that it is about, for everyone who sees them. Who reported it, when and why stands
beside it in the internal view alone.
"""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from debatkit import DOUBT, LONGEST_REPORT, Audience, DebatkitError, InvalidChangeError, Spot, View, explain, text
from pages.shared import markup, mine, session
from pages.shared.control.tasks import edit_link
from pages.shared.markup import NOTHING, joined

OPEN = "melding"  # in the session: what is being reported; its form is open until it is closed or sent
TOLD = "melding-gedaan"
LABEL = f":material/report: {DOUBT}"  # where a label has no markup


def mark(view: View, spot: Spot, short: bool = False) -> Markup:
    """That somebody doubts an item; with what they said, unless `short`, in the internal view. Else nothing."""
    if spot.ref not in view.doubted:
        return NOTHING
    said = NOTHING if short or view.audience is not Audience.INTERNAL else _reasons(spot)
    return Markup('<p class="dk-doubt">{}</p>{}').format(DOUBT, said)


def _reasons(spot: Spot) -> Markup:
    desk = session.desk()
    if desk is None or spot.item is None:
        return NOTHING
    found = joined(
        Markup('<p>{}<br><span class="dk-small">{}, {}</span></p>').format(
            each.text, session.name_of(each.by), text.dutch_moment(each.time)
        )
        for each in desk.comments(*spot.item)
        if each.wrong and not each.resolved
    )
    where = Markup('<p class="dk-small">{}</p>').format(edit_link(*spot.item, "afhandelen in Bewerken"))
    return markup.internal("melding", found + where)


def begin(spot: Spot) -> None:
    """Open the form for an item."""
    st.session_state[OPEN] = spot.ref


def reporting() -> bool:
    """Whether the form of a report is open."""
    return OPEN in st.session_state


def form() -> None:
    """The form, where somebody is reporting something; and what came of the last report."""
    if told := st.session_state.pop(TOLD, None):
        st.toast(told, icon=":material/check:")
    ref = st.session_state.get(OPEN)
    if ref is None:
        return
    view = session.current_view()
    spot = view.spot(ref)
    if spot is None or spot.item is None:
        _close()
    else:
        _form(view, spot)


def _close() -> None:
    st.session_state.pop(OPEN, None)


@st.dialog("Klopt niet", icon=":material/report:", on_dismiss=_close)
def _form(view: View, spot: Spot) -> None:
    session.still_allowed(view)
    kind = "Vraag" if spot.rung else "Kaart"
    st.html(Markup('<p class="dk-text"><strong>{} {}</strong> {}</p>').format(kind, spot.label, spot.title))
    with st.form(f"klopt-niet-{spot.ref}", border=False):
        reason = st.text_area("Wat klopt er niet?", key=f"reden-{spot.ref}", max_chars=LONGEST_REPORT)
        st.caption(
            f"Tot iemand het heeft nagekeken staat erbij: „{DOUBT}”. "
            "Wie het debat voorbereidt leest uw melding en ziet dat zij van u is."
        )
        sent = st.form_submit_button("Meld het", type="primary", icon=":material/report:")
    if sent and (problem := _report(spot, reason or "")):
        st.error(text.plain(problem), icon=":material/error:")
    elif sent:
        _close()
        st.session_state[TOLD] = "Gemeld. Het staat erbij tot iemand het heeft nagekeken."
        st.rerun()


def _report(spot: Spot, reason: str) -> str | None:
    """Report it; why that could not be, if it could not."""
    reports = mine.reports()
    assert spot.item is not None
    if reports is None:
        return "Hier kan niets worden gemeld."
    try:
        reports.wrong(*spot.item, reason)
    except InvalidChangeError as error:
        return text.capital("; ".join(refusal.message for refusal in error.refusals)) + "."
    except DebatkitError as error:
        return explain(error, session.user())
    return None
