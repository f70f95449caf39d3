"""
Debatkit: prepare and support a committee debate.

This is the public face: what pages, scripts and the command line may use. Start with a `Workspace`:

    workspace = Workspace(Path("data"), Path("qa"))
    view = workspace.view("opgave-ai", Viewer(Audience.PUBLIC))
    view.cards, view.search("algoritmeregister"), view.sheet(Selection())
"""
