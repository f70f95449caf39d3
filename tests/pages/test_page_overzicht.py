"""Overzicht: the debate at a glance."""

import re


def test_it_tells_which_debate(visit, shown):
    """The page says what, when, where and who, and the general line."""
    app = visit("overzicht")
    told = shown(app)

    assert app.title[0].value == "Commissiedebat Kunstmatige intelligentie"
    assert "25 januari 2023, 13.30 uur" in told
    assert "Digitale Zaken" in told
    assert "6 oktober 2022" in told
    assert [each.value for each in app.header][:2] == ["Algemene lijn", "Wat er is en wat ontbreekt"]
    assert app.page_link[-1].proto.query_string == "kaart=0"


def test_the_table_has_a_row_for_each_card_and_each_cell_leads_there(visit, sent):
    """Each of the twelve cards has a row of eight cells, and each cell is a link to that card."""
    table = re.search(r"<tbody>(.*)</tbody>", sent(visit("overzicht")), re.DOTALL).group(1)
    rows = [re.findall(r'<a href="kaarten\?kaart=(\d+)"', row) for row in table.split("</tr>")[:-1]]

    assert rows == [[str(number)] * 8 for number in range(12)]


def test_links_keep_the_internal_view(visit, small, sent):
    """In the internal view the table leads to internal cards."""
    public, internal = visit("overzicht", small), visit("overzicht", small, weergave="Intern")

    assert "weergave=Intern" not in sent(public)
    assert "kaarten?kaart=1&amp;weergave=Intern" in sent(internal)


def test_work_is_listed_for_each_ministry_once_opened(visit, small, shown):
    """What still needs doing is grouped by who supplies it, and sent when its group is opened."""
    app = visit("overzicht", small)

    assert any(re.fullmatch(r"OEV: \d+", each.label) for each in app.expander)
    assert "de reactie op deze aanbeveling" not in shown(app)

    app.session_state["werk-OEV"] = True
    app.run()

    assert "de reactie op deze aanbeveling" in shown(app)


def test_the_way_here_shows_internal_steps_only_internally(visit, small, shown):
    """The timeline shows its public steps in order; an internal step stands in the internal view alone, in its box."""
    public, internal = shown(visit("overzicht", small)), shown(visit("overzicht", small, weergave="Intern"))

    assert public.index("Het advies verscheen.") < public.index("De reactie ging naar de Kamer.")
    assert "kruidkoekberaad" not in public
    assert re.search(r"Intern: niet uitspreken\s+september 2023: Het kruidkoekberaad", internal)


def test_an_empty_dossier_says_what_could_be_here(visit, empty):
    """Without a general line and milestones the page says where to put them."""
    app = visit("overzicht", empty)

    assert any("positions.yaml" in each.value for each in app.info)
    assert any("debate.yaml" in each.value for each in app.info)
