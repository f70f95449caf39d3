"""Choosing: which item to work on: what asks for attention, the list, a new question."""

from __future__ import annotations

import streamlit as st

from debatkit import DebatkitError, Desk, Item, Question, forms, text, title
from pages.shared import session
from pages.shared.editor import saving

SHOWN = 20
VISIT = "bezoek"  # the sequence up to which this user saw the dossier


def link(kind: str, item: Item, label: str | None = None) -> None:
    """Lead to the form of an item."""
    st.page_link(
        "bewerken.py",
        label=text.plain(label or title(item)),
        icon=":material/edit:",
        query_params=session.address(onderdeel=f"{kind}:{item.id}"),
    )


def for_me(desk: Desk) -> None:
    """Drafts of my ministry, open comments, and what changed since I was here."""
    kept = desk.kept(VISIT)
    mine = desk.for_me(int(kept.text) if kept and kept.text.isdigit() else desk.state.sequence)
    st.header("Voor mij", anchor=False)
    if not (mine.drafts or mine.comments or mine.changed):
        st.success("Er ligt niets voor u.", icon=":material/check:")
    labels = {question.id: desk.dossier.label(question) for question in desk.dossier.questions}
    with st.expander(f"Concepten ({len(mine.drafts)})", on_change="rerun", key="mijn-concepten") as box:
        if box.open:
            page = st.pagination(-(-len(mine.drafts) // SHOWN), key="concepten-blad") if len(mine.drafts) > SHOWN else 1
            for question in mine.drafts[(page - 1) * SHOWN : page * SHOWN]:
                link("question", question, f"{labels[question.id]} {question.question}")
    if mine.comments:
        with st.expander(f"Open opmerkingen ({len(mine.comments)})"):
            for comment in mine.comments:
                st.page_link(
                    "bewerken.py",
                    label=text.plain(f"{comment.item}: {comment.text[:80]}"),
                    query_params=session.address(onderdeel=f"{comment.kind}:{comment.item}"),
                )
    if mine.changed:
        with st.expander(f"Gewijzigd sinds uw vorige bezoek ({len(mine.changed)})"):
            for revision in mine.changed[:SHOWN]:
                st.page_link(
                    "geschiedenis.py",
                    label=text.plain(f"{revision.id}, door {session.name_of(revision.author)}"),
                    query_params=session.address(onderdeel=f"{revision.kind}:{revision.id}"),
                )


def seen(desk: Desk) -> None:
    """Remember that this user has seen all there is."""
    if not st.session_state.get("bezoek-bewaard"):
        st.session_state["bezoek-bewaard"] = True
        desk.keep(VISIT, str(desk.state.sequence))


def listed(desk: Desk) -> None:
    """Every item, by kind and by words in its title."""
    st.header("Kies een onderdeel", anchor=False)
    groups: dict[str, tuple[Item, ...]] = {
        "question": desk.dossier.questions,
        "position": desk.dossier.positions,
        "recommendation": desk.dossier.recommendations,
        "theme": desk.dossier.themes,
        "remark": desk.dossier.remarks,
        "source": desk.dossier.sources,
    }
    kind = st.segmented_control(
        "Soort", list(groups), format_func=forms.KIND_NAMES.__getitem__, default="question", required=True
    )
    wanted = text.fold(st.text_input("Filter op woorden of nummer", type="search", live=True) or "").split()
    found = [(each, _label(desk, each)) for each in groups[kind or "question"]]
    kept = [(each, label) for each, label in found if all(word in text.fold(label) for word in wanted)]
    st.caption(f"{len(kept)} van {len(found)}")
    pages = -(-len(kept) // SHOWN)
    page = st.pagination(pages, key=f"keuze-{kind}-{len(kept)}") if pages > 1 else 1
    for each, label in kept[(page - 1) * SHOWN : page * SHOWN]:
        link(kind or "question", each, label)


def _label(desk: Desk, item: Item) -> str:
    number = f"{desk.dossier.label(item)} " if isinstance(item, Question) else ""
    ministry = getattr(item, "ministry", None)
    return f"{number}{title(item)[:120]}" + (f" ({ministry})" if ministry else "")


def new_question(desk: Desk) -> None:
    """Make a question: its wording, its first card and its ministry; the rest is filled in on the form."""
    with st.expander("Nieuwe vraag", icon=":material/add:"), st.form("nieuwe-vraag", border=False):
        asked = st.text_input("Vraag", max_chars=1000)
        cards = {each.id: f"{each.number}. {each.name or each.text[:60]}" for each in desk.dossier.recommendations}
        card = st.selectbox("Kaart", [None, *cards], format_func=lambda each: cards.get(each or "", "Algemene lijn"))
        codes = [each.code for each in desk.dossier.debate.ministries]
        own = [code for code in codes if desk.user.is_of(code)] or codes
        ministry = st.selectbox("Ministerie", own)
        if st.form_submit_button("Maak de vraag") and (asked or "").strip():
            _make(desk, (asked or "").strip(), card, ministry)
    if problem := st.session_state.pop(saving.KEY, None):
        st.error("De vraag is niet gemaakt.", icon=":material/error:")
        st.text(problem)


def _make(desk: Desk, asked: str, card: str | None, ministry: str | None) -> None:
    cards = (card,) if card else ()
    taken = {item.id for item in desk.dossier.items()} | {each.id for each in desk.withdrawn()}
    name = forms.new_id(asked, taken)
    try:
        data = {"id": name, "question": asked, "recommendations": cards, "ministry": ministry}
        item = forms.read("question", {**data, "number": desk.free_number(cards)})
        desk.save([desk.change("question", name, item, 0)])
    except DebatkitError as error:
        st.session_state[saving.KEY] = str(error)
        return
    st.query_params["onderdeel"] = f"question:{name}"
    st.rerun()
