"""Choosing: which item to work on: what asks for attention, and the list."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from debatkit import STATUSES, Asked, Desk, Head, Item, Model, Position, Question, Remark, forms, text, title
from pages.shared import history, session
from pages.shared.editor import making, narrowing

SHOWN = 20
VISIT = "bezoek"  # the sequence up to which this user saw the dossier


def link(kind: str, item: Item | Head, label: str) -> None:
    """Lead to the form of an item."""
    st.page_link(
        "bewerken.py",
        label=text.plain(label),
        icon=":material/edit:",
        query_params=session.address(onderdeel=f"{kind}:{item.id}"),
    )


def for_me(desk: Desk) -> None:
    """Drafts of my ministry, open comments, questions put to it, and what changed since I was here."""
    mine = desk.for_me(_seen_before(desk))
    st.header("Voor mij", anchor=False)
    if not (mine.drafts or mine.comments or mine.asked or mine.changed):
        st.success("Er ligt niets voor u.", icon=":material/check:")
    if mine.drafts:
        with st.expander(f"Concepten ({len(mine.drafts)})", on_change="rerun", key="mijn-concepten") as box:
            if box.open:
                pages = -(-len(mine.drafts) // SHOWN)
                page = st.pagination(pages, key="concepten-blad") if pages > 1 else 1
                for question in mine.drafts[(page - 1) * SHOWN : page * SHOWN]:
                    link("question", question, heading(desk, question))
    if mine.comments:
        with st.expander(f"Open opmerkingen ({len(mine.comments)})", key="mijn-opmerkingen"):
            for comment in mine.comments[:SHOWN]:
                said = f"{_called(desk, comment.kind, comment.item)}: „{comment.text[:80]}”"
                _to("bewerken.py", f"{comment.kind}:{comment.item}", said)
    if mine.asked:
        _asked(mine.asked)
    if mine.changed:
        _changed(desk, mine.changed)


def _changed(desk: Desk, count: int) -> None:
    """What others changed since the visit before, a page at a time."""
    label = f"Gewijzigd sinds uw vorige bezoek ({count})"
    with st.expander(label, on_change="rerun", key="mijn-wijzigingen") as box:
        if not box.open:
            return
        pages = -(-count // SHOWN)
        page = st.pagination(pages, key="wijzigingen-blad") if pages > 1 else 1
        for revision in desk.changed(_seen_before(desk), (page - 1) * SHOWN, SHOWN):
            said = f"{text.capital(history.name_of(desk, revision.kind, revision.id))}, door "
            _to("geschiedenis.py", f"{revision.kind}:{revision.id}", f"{said}{session.name_of(revision.author)}")


def _asked(several: Sequence[Asked]) -> None:
    """What somebody searched for and found no answer to, put to who is here, or by them."""
    with st.expander(f"Gestelde vragen zonder antwoord ({len(several)})", key="mijn-gestelde-vragen"):
        for asked in several[:SHOWN]:
            st.page_link(
                "bewerken.py",
                label=text.plain(f"{asked.question[:120]} (voor {asked.ministry or 'de coördinatie'})"),
                icon=":material/add:",
                query_params=making.address(gesteld=asked.id),
            )
        st.caption("Een klik maakt er een vraag van. Afhandelen zonder vraag kan onder Controle.")


def _to(page: str, item: str, label: str) -> None:
    st.page_link(page, label=text.plain(label), query_params=session.address(onderdeel=item))


def _called(desk: Desk, kind: str, name: str) -> str:
    """What an item is called, also when it is not there any more."""
    found = desk.state.revision(kind, name)
    return heading(desk, found.body)[:80] if found and found.body else name


def _seen_before(desk: Desk) -> int:
    """The sequence up to which this user saw the dossier before this visit, which is kept as a new visit."""
    visits = st.session_state.setdefault("vorige-bezoeken", {})
    if desk.dossier.id not in visits:
        kept = desk.kept(VISIT)
        visits[desk.dossier.id] = int(kept.text) if kept and kept.text.isdigit() else desk.state.sequence
        desk.keep(VISIT, str(desk.state.sequence))
    seen: int = visits[desk.dossier.id]
    return seen


def listed(desk: Desk) -> None:
    """Every item of a kind, by number, and narrowed down by words, ministry, card and status."""
    st.header("Kies een onderdeel", anchor=False)
    listing = desk.listing
    groups: dict[str, Sequence[Item | Head]] = {
        "question": listing.heads,
        "position": desk.dossier.positions,
        "recommendation": desk.dossier.recommendations,
        "theme": desk.dossier.themes,
        "remark": desk.dossier.remarks,
        "source": desk.dossier.sources,
    }
    chosen = st.segmented_control(
        "Soort", list(groups), format_func=forms.KIND_NAMES.__getitem__, default="question", required=True
    )
    kind = chosen or "question"
    typed = st.text_input(
        "Filter op woorden of nummer", type="search", live=True, placeholder="Bijvoorbeeld: toezicht, of 2.1"
    )
    kept = narrowing.narrowed(desk.dossier, groups[kind])
    if kind == "question":
        found = listing.having(typed or "", [each for each in kept if isinstance(each, Head)])
    else:
        wanted = text.fold(typed or "").split()
        found = [each for each in kept if all(word in text.fold(_label(desk, each)) for word in wanted)]
    st.caption(f"{len(found)} van {len(groups[kind])}")
    if not found:
        st.info("Er is niets met deze woorden en filters. Haal een filter weg, of kies een andere soort.")
    pages = -(-len(found) // SHOWN)
    page = st.pagination(pages, key=f"keuze-{kind}-{len(found)}") if pages > 1 else 1
    for each in found[(page - 1) * SHOWN : page * SHOWN]:
        link(kind, each, _label(desk, each))


def _label(desk: Desk, item: Item | Head) -> str:
    status = getattr(item, "status", None)
    known = [getattr(item, "ministry", None), STATUSES[status].lower() if status else None]
    notes = ", ".join(each for each in known if each)
    return heading(desk, item)[:120] + (f" ({notes})" if notes else "")


def heading(desk: Desk, item: Model | Head) -> str:
    """What an item is called: a question with its number, a position after its card."""
    if isinstance(item, Question | Head):
        return f"{desk.dossier.label(item)} {item.question}"
    if isinstance(item, Remark):
        return item.request.text if item.request else item.id
    if not isinstance(item, Position):
        return title(item)
    card = desk.dossier.recommendation_by_id.get(item.recommendation or "")
    return f"{card.number}. {card.name or card.text}" if card else "Algemene lijn"
