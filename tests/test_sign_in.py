"""Sign-in: in doubt, nobody."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debatkit import sign_in
from debatkit.errors import SettingsError, SignedOutError, UnknownPersonError
from debatkit.people import People, Role, User
from debatkit.settings import Settings
from debatkit.sign_in import Provider

NOW = 1_700_000_000
ANNA = User("anna@minezk.nl", "Anna de Vries", Role.COORDINATOR)
PEOPLE = People({ANNA.id: ANNA})
CLAIMS = {"is_logged_in": True, "exp": NOW + 1, "email": "Anna@minezk.nl", "name": "A. de Vries"}
BY_FILE = Settings(people="personen.yaml")
BY_CLAIM = Settings(role_claim="groups", role_values="pers = reader; ezk = contributor EZK")
FOR_ALL = Settings(unknown_people=True)
BAS = {**CLAIMS, "email": "bas@minbzk.nl", "name": "Bas"}
NOBODY = "U hebt nog geen rol in Debatkit."

# What is said of a visitor who is not signed in, or no longer.
SIGNED_OUT = {
    "nothing known": {},
    "only a name": {"email": "anna@minezk.nl", "exp": NOW + 1},
    "signed out": {**CLAIMS, "is_logged_in": False},
    "a text from a header": {**CLAIMS, "is_logged_in": "True"},
    "a number": {**CLAIMS, "is_logged_in": 1},
    "expired now": {**CLAIMS, "exp": NOW},
    "expired long ago": {**CLAIMS, "exp": 0},
    "without an end": {key: value for key, value in CLAIMS.items() if key != "exp"},
    "the end is no number": {**CLAIMS, "exp": str(NOW + 1)},
    "the end is a truth": {**CLAIMS, "exp": True},
    "the end is never": {**CLAIMS, "exp": float("inf")},
    "the end is not a number": {**CLAIMS, "exp": float("nan")},
}
# Claims and settings, and who that is: a user, or why nobody.
PERSONS = {
    "in the file": (CLAIMS, BY_FILE, ANNA),
    "not in the file": (BAS, BY_FILE, NOBODY),
    "by another claim": ({**BAS, "upn": "anna@minezk.nl"}, Settings(user_claim="upn"), ANNA),
    "the other claim is missing": (CLAIMS, Settings(user_claim="upn"), "zegt niet wie u bent"),
    "without a name": ({**CLAIMS, "email": " "}, FOR_ALL, "zegt niet wie u bent"),
    "the name is a list": ({**CLAIMS, "email": ["anna@minezk.nl"]}, FOR_ALL, "zegt niet wie u bent"),
    "the name has a line end": ({**CLAIMS, "email": "a@b.nl\x00"}, FOR_ALL, "zegt niet wie u bent"),
    "the name is endless": ({**CLAIMS, "email": "a" * 321}, FOR_ALL, "zegt niet wie u bent"),
    "an address that was verified": ({**CLAIMS, "email_verified": True}, BY_FILE, ANNA),
    "an address that was not": ({**CLAIMS, "email_verified": False}, BY_FILE, "heeft niet vastgesteld"),
    "an address that was not, as text": ({**CLAIMS, "email_verified": "false"}, BY_FILE, "heeft niet vastgesteld"),
    "a claim with a rule": ({**BAS, "groups": ["x", "pers"]}, BY_CLAIM, User("bas@minbzk.nl", "Bas", Role.READER)),
    "a claim that is one text": ({**BAS, "groups": "pers"}, BY_CLAIM, User("bas@minbzk.nl", "Bas", Role.READER)),
    "two rules": (
        {**BAS, "groups": ["pers", "ezk"]},
        BY_CLAIM,
        User("bas@minbzk.nl", "Bas", Role.CONTRIBUTOR, frozenset({"EZK"})),
    ),
    "a claim without a rule": ({**BAS, "groups": ["Pers"]}, BY_CLAIM, NOBODY),
    "a claim of another kind": ({**BAS, "groups": {"pers": True}}, BY_CLAIM, NOBODY),
    "a claim with odd values": ({**BAS, "groups": [None, ["pers"], 1]}, BY_CLAIM, NOBODY),
    "no claim": (BAS, BY_CLAIM, NOBODY),
    "the file goes before the claim": ({**CLAIMS, "groups": ["pers"]}, BY_CLAIM, ANNA),
    "a claim that no setting names": ({**BAS, "groups": ["pers"]}, BY_FILE, NOBODY),
    "everyone may read": (BAS, FOR_ALL, User("bas@minbzk.nl", "Bas", Role.READER)),
    "a name with signs that hide": (
        {**BAS, "name": "  Bas\u202e \n de Boer "},
        FOR_ALL,
        User("bas@minbzk.nl", "Bas de Boer", Role.READER),
    ),
    "no name to show": ({**BAS, "name": None}, FOR_ALL, User("bas@minbzk.nl", "bas@minbzk.nl", Role.READER)),
}
AUTH = {
    "redirect_uri": "https://Debat.voorbeeld.nl/oauth2callback",
    "cookie_secret": "x" * 32,
    "client_id": "debatkit",
    "client_secret": "geheimpje",
    "server_metadata_url": "https://aanmelden.voorbeeld.nl/.well-known/openid-configuration",
}
OF_PROVIDER = {key: AUTH[key] for key in ("client_id", "client_secret", "server_metadata_url")}
SHARED = {key: AUTH[key] for key in ("redirect_uri", "cookie_secret")}
LOCAL = {"redirect_uri": "http://localhost:8501/oauth2callback", "server_metadata_url": "http://127.0.0.1:9/x"}
# What is wrong with the section, or the settings, and what is told.
HALF = {
    "empty": ({}, BY_FILE, "[auth]: 'redirect_uri' ontbreekt"),
    "no secret": ({**AUTH, "cookie_secret": ""}, BY_FILE, "[auth]: 'cookie_secret' ontbreekt"),
    "a short secret": ({**AUTH, "cookie_secret": "x" * 31}, BY_FILE, "'cookie_secret' is te kort"),
    "no client": ({**AUTH, "client_id": None}, BY_FILE, "[auth]: 'client_id' ontbreekt"),
    "no client secret": ({**AUTH, "client_secret": 5}, BY_FILE, "[auth]: 'client_secret' ontbreekt"),
    "no provider": (SHARED, BY_FILE, "[auth]: 'server_metadata_url' ontbreekt"),
    "another callback": ({**AUTH, "redirect_uri": "https://d.nl/"}, BY_FILE, "moet eindigen op /oauth2callback"),
    "read along": ({**AUTH, "redirect_uri": "http://d.nl/oauth2callback"}, BY_FILE, "moet met https:// beginnen"),
    "a provider read along": (
        {**AUTH, "server_metadata_url": "http://a.nl/x"},
        BY_FILE,
        "'server_metadata_url' moet met https:// beginnen",
    ),
    "no address": ({**AUTH, "redirect_uri": "https://[x/oauth2callback"}, BY_FILE, "moet met https:// beginnen"),
    "two providers": ({**AUTH, "een": OF_PROVIDER}, BY_FILE, "meer aanbieders"),
    "two named providers": ({**SHARED, "een": OF_PROVIDER, "twee": OF_PROVIDER}, BY_FILE, "meer aanbieders"),
    "half a named provider": ({**SHARED, "een": {"client_id": "x"}}, BY_FILE, "[auth.een]: 'client_secret' ontbreekt"),
    "a name that cannot be": ({**SHARED, "mijn_een": OF_PROVIDER}, BY_FILE, "geen liggend streepje"),
    "nobody has a role": (AUTH, Settings(), "DEBATKIT_PEOPLE: niemand heeft een rol"),
    "a claim without rules": (AUTH, Settings(role_claim="groups"), "DEBATKIT_ROLE_CLAIM: hoort samen met"),
    "rules without a claim": (AUTH, Settings(role_values="pers = reader"), "DEBATKIT_ROLE_CLAIM: hoort samen met"),
    "no rule": (AUTH, Settings(role_claim="groups", role_values="pers"), "DEBATKIT_ROLE_VALUES: 'pers' is geen regel"),
}
WHOLE = {
    "in the section itself": (AUTH, Provider(None, "https://debat.voorbeeld.nl")),
    "named": ({**SHARED, "een": OF_PROVIDER}, Provider("een", "https://debat.voorbeeld.nl")),
    "with its own wishes": ({**AUTH, "client_kwargs": {"prompt": "login"}}, Provider(None, "https://debat.voorbeeld.nl")),
    "on this machine": ({**AUTH, **LOCAL}, Provider(None, "http://localhost:8501")),
}  # fmt: skip


@pytest.mark.parametrize("case", SIGNED_OUT)
def test_who_is_not_certainly_signed_in_is_not(case):
    """Signed in is who the web server says is, until the provider's token ends; whatever the settings allow."""
    for chosen in (BY_FILE, FOR_ALL):
        with pytest.raises(SignedOutError):
            sign_in.user(SIGNED_OUT[case], chosen, PEOPLE, NOW)


@pytest.mark.parametrize("case", PERSONS)
def test_who_is_signed_in_has_the_role_they_were_given(case):
    """The file goes before the claim; who is in neither has no role, unless everyone may read."""
    claims, chosen, outcome = PERSONS[case]
    if isinstance(outcome, User):
        assert sign_in.user(claims, chosen, PEOPLE, NOW) == outcome
        return
    with pytest.raises(UnknownPersonError, match=outcome):
        sign_in.user(claims, chosen, PEOPLE, NOW)


def test_who_has_no_role_is_told_their_name():
    """A person without a role learns under which name a role can be given."""
    with pytest.raises(UnknownPersonError) as caught:
        sign_in.user(BAS, BY_FILE, PEOPLE, NOW)

    assert caught.value.person == "bas@minbzk.nl"


ANYTHING = st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists, max_leaves=4)


@given(st.dictionaries(st.sampled_from([*CLAIMS, "groups", "email_verified"]), ANYTHING))
def test_whatever_is_claimed_only_the_named_get_more_than_reading(claims):
    """No claims whatever give someone a higher role, except by their name or by a rule."""
    for chosen in (BY_FILE, BY_CLAIM, FOR_ALL):
        try:
            user = sign_in.user(claims, chosen, PEOPLE, NOW)
        except (SignedOutError, UnknownPersonError):
            continue
        assert user == ANNA or user.role is Role.READER or "ezk" in claims["groups"]


@pytest.mark.parametrize("case", HALF)
def test_half_a_sign_in_is_an_error(case):
    """What is missing or wrong is named; no secret is repeated."""
    auth, chosen, message = HALF[case]
    with pytest.raises(SettingsError) as caught:
        sign_in.provider(auth, chosen)

    assert message in str(caught.value)
    assert "geheimpje" not in str(caught.value)
    assert "xxx" not in str(caught.value)


def test_everything_that_is_missing_is_told_at_once():
    """Who sets up sign-in sees all of it in one go."""
    with pytest.raises(SettingsError, match="6 fouten"):
        sign_in.provider({}, Settings())


@pytest.mark.parametrize("case", WHOLE)
def test_a_whole_sign_in_names_its_provider_and_the_address_of_the_app(case):
    """The one provider, in [auth] itself or in a section of its own, is found."""
    auth, provider = WHOLE[case]

    assert sign_in.provider(auth, BY_FILE) == provider


@pytest.mark.parametrize("chosen", [BY_FILE, BY_CLAIM, FOR_ALL])
def test_roles_come_from_a_file_a_claim_or_for_all(chosen):
    """Each way to give people a role is enough by itself."""
    assert sign_in.provider(AUTH, chosen)


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("localhost", True),
        ("LOCALHOST", True),
        ("127.0.0.1", True),
        ("127.8.9.1", True),
        ("::1", True),
        ("::ffff:127.0.0.1", True),
        ("::ffff:10.0.0.1", False),
        ("0.0.0.0", False),
        ("::", False),
        ("10.0.0.1", False),
        ("fe80::1%lo", False),
        ("localhost.voorbeeld.nl", False),
        ("127.0.0.1.voorbeeld.nl", False),
        ("2130706433", False),
        ("127.1", False),
        ("testclient", False),
        ("", False),
    ],
)
def test_this_machine_is_known_by_its_loopback_addresses(host, here):
    """What only looks like this machine is another."""
    assert sign_in.is_this_machine(host) is here
