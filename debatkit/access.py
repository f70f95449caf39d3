"""
Access: who may see what. The gate.

In goes a dossier and a viewer; out comes the dossier as that viewer may know it. Cards, search and sheets are made
from what comes out, so what is not in it cannot be found, printed or counted. The one rule that must hold: nothing
internal passes for a viewer of public lines, neither text nor source nor reference to it.

    viewer            sees
    public            what is marked public, and public sources
    internal          everything
"""

from __future__ import annotations

from dataclasses import dataclass

from debatkit.model import Audience, Citation, Dossier, Milestones, Path, Statement, map_statements


@dataclass(frozen=True)
class Viewer:
    """Someone who looks at a dossier. Roles and ministries will be added here; the gate stays the only judge."""

    audience: Audience = Audience.PUBLIC

    def may_see(self, audience: Audience) -> bool:
        """Whether something for `audience` is for this viewer."""
        return self.audience is Audience.INTERNAL or audience is Audience.PUBLIC


def view(dossier: Dossier, viewer: Viewer) -> Dossier:
    """Return the dossier as `viewer` may know it; each statement in it has its audience spelled out."""
    sources = tuple(source for source in dossier.sources if viewer.may_see(source.audience))
    known = frozenset(source.id for source in sources)

    def passed(citations: tuple[Citation, ...]) -> tuple[Citation, ...]:
        return tuple(citation for citation in citations if citation.source in known)

    def change(_: Path, statement: Statement, audience: Audience) -> Statement | None:
        if not viewer.may_see(audience):
            return None
        return statement.model_copy(update={"audience": audience, "citations": passed(statement.citations)})

    # Earlier dates come from the preparation; until the Kamer's own agenda is cited they are for internal eyes.
    earlier = dossier.debate.earlier_dates if viewer.may_see(Audience.INTERNAL) else ()
    debate = dossier.debate.model_copy(update={"citations": passed(dossier.debate.citations), "earlier_dates": earlier})
    recommendations = tuple(
        each.model_copy(update={"citations": passed(each.citations)}) for each in dossier.recommendations
    )
    return dossier.model_copy(
        update={
            "debate": debate,
            "sources": sources,
            "recommendations": recommendations,
            "milestones": map_statements(Milestones(milestones=dossier.milestones), change).milestones,
            "themes": tuple(map_statements(theme, change) for theme in dossier.themes),
            **{
                name: tuple(
                    map_statements(item, change) for item in getattr(dossier, name) if viewer.may_see(item.audience)
                )
                for name in ("positions", "questions", "remarks")
            },
        }
    )
