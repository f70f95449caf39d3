"""Beheer: a dossier from a template and from another, the archive, and what the server says of itself."""

from __future__ import annotations


def button(app, label):
    """The button of that label."""
    return next(each for each in app.button if each.label.startswith(label))


def fill(app, **values):
    """Fill in what a new dossier needs."""
    for name, value in values.items():
        app.text_input(key=f"dossier-{name}").set_value(value)
    app.date_input(key="dossier-datum").set_value("2025-03-14")
    return app.run()


def test_a_dossier_is_made_from_a_template(visit, small, shown):
    """With its headings; it can be chosen at once, and each of its parts can be written."""
    app = visit("beheer", small)
    app.selectbox(key="dossier-begin").set_value("Voortgang van beleid").run()
    fill(app, titel="Kades in 2025", onderwerp="Voortgang kades", commissie="Oevers")
    button(app, "Dossier maken").click().run()

    assert "Het dossier „Kades in 2025” is er" in shown(app)
    made = visit("bewerken", small, dossier="kades-in-2025")
    made.session_state["nieuw-onderdeel"] = True
    assert not made.run().exception
    assert "Stand van zaken" in shown(
        visit("bewerken", small, dossier="kades-in-2025", onderdeel="theme:stand-van-zaken")
    )


def test_what_is_missing_is_told(visit, small, shown):
    """In the words of the form; what was filled in stays."""
    app = visit("beheer", small)
    app.text_input(key="dossier-titel").set_value("Kades in 2025").run()
    button(app, "Dossier maken").click().run()

    assert "Dit is niet gelukt" in shown(app)
    assert app.text_input(key="dossier-titel").value == "Kades in 2025"


def test_a_dossier_is_copied_for_the_next_debate(visit, small, shown):
    """All of it a draft; the first one stays as it was."""
    app = visit("beheer", small)
    choice = app.selectbox(key="dossier-begin")
    choice.set_value(next(each for each in choice.options if each.startswith("Kopie van: "))).run()
    fill(app, titel="Waterkades, tweede keer", naam="waterkade-2")
    button(app, "Dossier maken").click().run()

    assert "is er. Kies het bovenaan" in shown(app)
    copied = visit("bewerken", small, dossier="waterkade-2", onderdeel="question:waarom-nu")
    assert "concept" in shown(copied)
    assert "akkoord" in shown(visit("bewerken", small, dossier="waterkade", onderdeel="question:waarom-nu"))


def test_a_dossier_goes_to_the_archive_and_comes_back(visit, small, shown):
    """It is nowhere to be seen in between."""
    app = visit("beheer", small)
    button(app, "Ja, archiveer").click().run()
    assert "staat in het archief" in shown(app)
    assert "Er is nog geen dossier" in shown(visit("kaarten", small))
    button(app, "„").click().run()

    assert "is terug uit het archief" in shown(app)
    assert "1." in shown(visit("kaarten", small))


def test_without_sign_in_there_are_no_roles_to_give(visit, small, shown):
    """It says who may do what."""
    assert "Deze app draait zonder aanmelding" in shown(visit("beheer", small, deel="Personen"))


def test_a_backup_can_be_had_and_put_back(visit, small, shown):
    """What happens to what is there is said first. The file itself comes and goes in tests/browser."""
    told = shown(visit("beheer", small, deel="Reservekopie"))

    assert "Reservekopie downloaden" in told
    assert "er wordt gekeken wat erin zit" in told


def test_the_server_says_where_everything_is(visit, small, shown):
    """Database, tables, index and version."""
    told = shown(visit("beheer", small, deel="Deze server"))

    assert "SQLite, in het bestand" in told
    assert "Zoekindex" in told
