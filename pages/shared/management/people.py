"""People: who has which role, by the file and by a claim; and the file itself, where the app may change it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from debatkit import ROLE_NAMES, Role, RoleRule, Roster, User, role_rules, settings, text
from pages.shared import outcome, session
from pages.shared.entrance import entrance
from pages.shared.markup import joined

SOMEONE_NEW = "Iemand toevoegen"
CHOSEN = "persoon"


def show() -> None:
    """Who may do what here, and why."""
    chosen = entrance().settings
    st.header("Personen en rollen")
    if entrance().provider is None:
        st.info(
            "Deze app draait zonder aanmelding. Wie achter deze computer zit, is coördinator; van een andere computer "
            "kan niemand erbij. Hoe u aanmelden instelt, staat in docs/beheer.md.",
            icon=":material/info:",
        )
    roster = Roster.of(chosen, session.user())
    if roster:
        _table(("Naam", "Aanmeldnaam", "Rol", "Ministeries"), [_person(each) for each in roster.people])
        _file(roster)
    elif entrance().provider:
        name = settings.name_of("people")
        st.caption(f"Er is geen bestand met personen. Noem er een in {name} om mensen hier een rol te geven.")
    if rules := role_rules(chosen.role_values):
        _rules(str(chosen.role_claim), rules)
    if entrance().provider and chosen.unknown_people:
        st.caption("Wie zich aanmeldt en geen rol heeft, leest openbare lijnen.")


def _person(user: User) -> tuple[str, ...]:
    return (user.name, user.id, ROLE_NAMES[user.role], ", ".join(sorted(user.ministries)))


def _rules(claim: str, rules: Sequence[RoleRule]) -> None:
    st.header("Rollen door een groep")
    st.caption(
        f"Wie niet in het bestand staat, krijgt een rol door wat de aanbieder in „{text.plain(claim)}” zegt. Dit "
        "verandert alleen wie de server beheert."
    )
    rows = [(rule.value, ROLE_NAMES[rule.role], ", ".join(sorted(rule.ministries))) for rule in rules]
    _table(("Waarde", "Rol", "Ministeries"), rows)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    lines = (
        Markup('<tr><th scope="row">{}</th>{}</tr>').format(
            first, joined(Markup("<td>{}</td>").format(each) for each in rest)
        )
        for first, *rest in rows
    )
    st.html(
        Markup(
            '<div class="dk-scroll" tabindex="0"><table class="dk-table"><thead><tr>{}</tr></thead>'
            "<tbody>{}</tbody></table></div>"
        ).format(joined(Markup('<th scope="col">{}</th>').format(each) for each in head), joined(lines))
    )


def _file(roster: Roster) -> None:
    if not roster.writable:
        st.caption(
            f"De app mag het bestand {text.plain(roster.path.name)} niet wijzigen. Wie de server beheert, wijzigt het "
            "daar; een wijziging werkt vanaf de volgende klik. De vorm staat in docs/beheer.md."
        )
        return
    st.header("Een rol geven of wijzigen")
    if roster.has_remarks:
        st.warning(
            "In het bestand staan opmerkingen (achter een #). Die gaan verloren als u hier iets wijzigt.",
            icon=":material/warning:",
        )
    by_id = {each.id: each for each in roster.people}
    wanted = st.selectbox(
        "Wie", [SOMEONE_NEW, *by_id], format_func=lambda name: _called(by_id.get(name), name), key=CHOSEN
    )
    _form(by_id.get(wanted))


def _called(user: User | None, name: str) -> str:
    return name if user is None or user.name == user.id else f"{user.name} ({user.id})"


def _form(user: User | None) -> None:
    """The form for one person; each has keys of their own, so that another choice shows another person."""
    key = user.id if user else "nieuw"
    if user is None:
        st.text_input("Aanmeldnaam", key=f"{key}-id", help="Zoals de aanbieder de persoon noemt, vaak het e-mailadres.")
    st.text_input("Naam", value=user.name if user and user.name != user.id else "", key=f"{key}-naam")
    roles = list(Role)
    place = roles.index(user.role) if user else 0
    role = st.radio("Rol", roles, index=place, format_func=ROLE_NAMES.get, key=f"{key}-rol")
    if role is Role.CONTRIBUTOR:
        own = sorted(user.ministries) if user else []
        st.multiselect(
            "Schrijft voor",
            sorted({*own, *_ministries()}),
            default=own,
            accept_new_options=True,
            key=f"{key}-ministeries",
            placeholder="Kies of typ een ministerie",
        )
    with st.container(horizontal=True):
        label = "Toevoegen" if user is None else "Rol opslaan"
        st.button(label, type="primary", icon=":material/save:", on_click=_save, args=[user and user.id])
        if user:
            with st.popover("Uit de lijst halen", icon=":material/person_remove:"):
                st.caption("De persoon heeft daarna geen rol meer, behalve als een groep er een geeft.")
                st.button(f"Ja, haal {text.plain(user.name)} eruit", on_click=_remove, args=[user.id])


def _ministries() -> set[str]:
    """The ministries that the dossiers name."""
    listed = session.workspace().shelf(session.user()).listed() if session.workspace().editable else ()
    return {ministry.code for each in listed if each.header for ministry in each.header.debate.ministries}


def _roster() -> Roster:
    found = Roster.of(entrance().settings, session.user())
    assert found is not None  # there was one when the button was drawn
    return found


def _save(name: str | None) -> None:
    key = name or "nieuw"
    values = {
        "id": name or st.session_state[f"{key}-id"],
        "name": st.session_state[f"{key}-naam"],
        "role": st.session_state[f"{key}-rol"].value,
        "ministries": st.session_state.get(f"{key}-ministeries", []),
    }
    if values["role"] != Role.CONTRIBUTOR:
        values["ministries"] = []

    def work() -> str:
        roster = _roster()
        (roster.change if name else roster.add)(values)
        return f"{values['id']} is nu {ROLE_NAMES[Role(values['role'])]}."

    if outcome.of(work):
        _forget(key)


def _remove(name: str) -> None:
    def work() -> str:
        _roster().remove(name)
        return f"{name} staat niet meer in de lijst."

    if outcome.of(work):
        _forget(name)


def _forget(key: str) -> None:
    for each in ("id", "naam", "rol", "ministeries"):
        st.session_state.pop(f"{key}-{each}", None)
    st.session_state.pop(CHOSEN, None)
