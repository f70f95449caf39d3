"""
Sign-in: what an identity provider says of someone -> a `User`, and what is missing before it can.

The exchange with the provider (OpenID Connect) is the web server's. Here is judged what came of it: whether anyone is
signed in, whether that still holds, and which role they have. The one rule that must hold: in doubt, nobody.

    signed in?    no, or the token has expired                         -> SignedOutError
    known?        in the file of people                                -> that role
                  else a value of the role claim that has a rule       -> that role
                  else, if the settings say that everyone may read     -> reader
                  else                                                 -> UnknownPersonError
"""

from __future__ import annotations

import ipaddress
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from debatkit import settings
from debatkit.errors import Mistake, SettingsError, SignedOutError, UnknownPersonError
from debatkit.people import People, Role, RoleRule, User, granted, role_rules, same_id
from debatkit.settings import Settings
from debatkit.values import REFUSED

FILE = "secrets.toml"
CALLBACK = "/oauth2callback"  # where the web server awaits people who come back from the provider
LONGEST_ID = 320  # characters; the longest e-mail address there can be
LONGEST_NAME = 100  # characters of a name that are shown
SHORTEST_SECRET = 32  # characters; what signs the cookies must not be guessed
_SHARED = ("redirect_uri", "cookie_secret")
_OF_PROVIDER = ("client_id", "client_secret", "server_metadata_url")
_EMAIL = "email"


@dataclass(frozen=True)
class Provider:
    """The identity provider in use. `name` None is the one in [auth] itself; `origin` is where the app is found."""

    name: str | None
    origin: str


def provider(auth: Mapping[str, Any], chosen: Settings) -> Provider:
    """Return the provider that the section [auth] describes.

    Raises:
        SettingsError: with everything that is missing or wrong. No value of the section is repeated in it.
    """
    named = {key: value for key, value in auth.items() if isinstance(value, Mapping) and key != "client_kwargs"}
    own = any(key in auth for key in _OF_PROVIDER)
    problems = [f"[auth]: '{key}' ontbreekt" for key in _SHARED if not _text(auth, key)]
    problems += _wrong(auth)
    if len(named) + own > 1:
        problems.append("[auth]: er staan meer aanbieders in; Debatkit werkt met een")
    elif not named:
        problems += _of_provider("auth", auth)
    for name, section in named.items():
        if "_" in name:
            problems.append(f"[auth.{name}]: de naam van een aanbieder mag geen liggend streepje (_) hebben")
        problems += _of_provider(f"auth.{name}", section)
    mistakes = [Mistake(FILE, None, problem) for problem in problems] + _without_roles(chosen)
    if mistakes:
        raise SettingsError(tuple(mistakes))
    address = urlsplit(str(auth["redirect_uri"]))
    return Provider(next(iter(named), None), f"{address.scheme}://{address.netloc}".lower())


def _wrong(auth: Mapping[str, Any]) -> list[str]:
    found = []
    address = _text(auth, "redirect_uri")
    if address and not address.endswith(CALLBACK):
        found.append(f"[auth]: 'redirect_uri' moet eindigen op {CALLBACK}")
    if address and not _safe(address):
        found.append("[auth]: 'redirect_uri' moet met https:// beginnen (http:// kan alleen met localhost)")
    secret = _text(auth, "cookie_secret")
    if secret and len(secret) < SHORTEST_SECRET:
        found.append(f"[auth]: 'cookie_secret' is te kort; neem ten minste {SHORTEST_SECRET} willekeurige tekens")
    return found


def _of_provider(name: str, section: Mapping[str, Any]) -> list[str]:
    found = [f"[{name}]: '{key}' ontbreekt" for key in _OF_PROVIDER if not _text(section, key)]
    address = _text(section, "server_metadata_url")
    if address and not _safe(address):
        found.append(f"[{name}]: 'server_metadata_url' moet met https:// beginnen (http:// kan alleen met localhost)")
    return found


def _text(section: Mapping[str, Any], key: str) -> str:
    value = section.get(key)
    return value.strip() if isinstance(value, str) else ""


def _safe(address: str) -> bool:
    """Whether nobody on the way can read along."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and is_this_machine(host)))


def is_this_machine(host: str) -> bool:
    """Whether a host's name or address leads to the machine itself.

    >>> is_this_machine("::ffff:127.0.0.1"), is_this_machine("localhost.voorbeeld.nl")
    (True, False)
    """
    if host.lower() == "localhost":
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return (mapped or address).is_loopback


def _without_roles(chosen: Settings) -> list[Mistake]:
    """What is wrong with where roles come from."""
    try:
        rules = role_rules(chosen.role_values)
    except SettingsError as error:
        return list(error.mistakes)
    claim, values, people, unknown = map(settings.name_of, ("role_claim", "role_values", "people", "unknown_people"))
    if bool(chosen.role_claim) != bool(rules):
        return [Mistake(claim, None, f"hoort samen met {values}: de claim, en wat haar waarden betekenen")]
    if not (chosen.people or rules or chosen.unknown_people):
        message = f"niemand heeft een rol; stel dit in, of {claim} met {values}, of {unknown}"
        return [Mistake(people, None, message)]
    return []


def user(claims: Mapping[str, Any], chosen: Settings, people: People, now: float) -> User:
    """Return who `claims`, as the web server keeps them, say that someone is; `now` in seconds since 1970.

    Raises:
        SignedOutError: nobody is signed in, or the provider's token has expired.
        UnknownPersonError: the person has no role.
    """
    if claims.get("is_logged_in") is not True:  # a text "False", from a header, would be true
        raise SignedOutError("U bent niet aangemeld.")
    expires = claims.get("exp")
    if isinstance(expires, bool) or not isinstance(expires, int | float) or not math.isfinite(expires):
        raise SignedOutError("Uw aanmelding zegt niet tot wanneer zij geldt. Meld u opnieuw aan.")
    if expires <= now:
        raise SignedOutError("Uw aanmelding is verlopen. Meld u opnieuw aan.")
    name = claims.get(chosen.user_claim)
    if not isinstance(name, str) or not name.strip() or len(name) > LONGEST_ID or REFUSED.search(name):
        raise UnknownPersonError("De aanbieder van uw aanmelding zegt niet wie u bent.", "")
    if chosen.user_claim == _EMAIL and claims.get("email_verified", True) not in (True, "true"):
        raise UnknownPersonError("De aanbieder heeft niet vastgesteld dat dit e-mailadres van u is.", name.strip())
    if known := people.find(name):
        return known
    return _by_claim(name, claims, chosen)


def _by_claim(name: str, claims: Mapping[str, Any], chosen: Settings) -> User:
    rules: tuple[RoleRule, ...] = role_rules(chosen.role_values) if chosen.role_claim else ()
    given = claims.get(chosen.role_claim) if chosen.role_claim else None
    values = [given] if isinstance(given, str) else given if isinstance(given, list | tuple) else []
    role = granted(rules, (each for each in values if isinstance(each, str)))
    if role is None and not chosen.unknown_people:
        raise UnknownPersonError("U hebt nog geen rol in Debatkit.", name.strip())
    shown = claims.get("name")
    shown = " ".join(REFUSED.sub(" ", shown).split())[:LONGEST_NAME] if isinstance(shown, str) else ""
    return User(same_id(name), shown or name.strip(), *(role or (Role.READER, frozenset())))
