"""
Provider: an identity provider for the tests, which speaks OpenID Connect as the real ones do.

    browser -> /authorize   asks who they are, then sends them back with a code that can be used once
    app     -> /token       gives for that code, with the proof that belongs to it (PKCE), a signed identity token
    app     -> /jwks        the key to check the signature with
    browser -> /logout      sends them back

It refuses what a real one would: an unknown client, another address to return to, no proof or the wrong one. It runs on
this machine in a thread of the tests.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
import socket
import threading
import time
import uuid
from html import escape
from typing import Any
from urllib.parse import parse_qsl, urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT, CLIENT_SECRET = "debatkit", "een-geheim-van-de-tests"
PERSONS: dict[str, dict[str, Any]] = {
    "coordinator": {"email": "Coordinator@voorbeeld.nl", "email_verified": True, "name": "Co Ordinator"},
    "contributor": {"email": "schrijver@voorbeeld.nl", "email_verified": True, "name": "Sam Schrijver"},
    "reader": {"email": "lezer@voorbeeld.nl", "email_verified": True, "name": "Lia Lezer"},
    "stranger": {"email": "vreemde@elders.nl", "email_verified": True, "name": "Vera Vreemde"},
    # As a directory sends it: many groups, of which one counts here. It makes cookies of more than 8 kilobytes.
    "group": {
        "email": "pers@voorbeeld.nl",
        "email_verified": True,
        "name": "Pia Pers",
        "groups": [*(str(uuid.uuid4()) for _ in range(150)), "debat-pers"],
    },
}


class Provider:
    """The provider, running. `lifetime` is in seconds what the next identity tokens are good for."""

    def __init__(self) -> None:
        self.key = RSAKey.generate_key(2048, parameters={"kid": "een", "use": "sig", "alg": "RS256"})
        self.lifetime = 3600
        self.asked: list[dict[str, str]] = []
        self.codes: dict[str, dict[str, str]] = {}
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://localhost:{self._socket.getsockname()[1]}"
        app = Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self._configuration),
                Route("/authorize", self._ask),
                Route("/authorize", self._answer, methods=["POST"]),
                Route("/token", self._token, methods=["POST"]),
                Route("/jwks", self._keys),
                Route("/logout", self._logout),
            ]
        )
        self._server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True)

    def __enter__(self) -> Provider:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join(timeout=20)
        self._socket.close()

    def secrets(self) -> str:
        """The secrets.toml of an app that uses this provider."""
        return f"""
[auth]
redirect_uri = "http://localhost:{{port}}/oauth2callback"
cookie_secret = "{secrets.token_hex(32)}"
client_id = "{CLIENT}"
client_secret = "{CLIENT_SECRET}"
server_metadata_url = "{self.address}/.well-known/openid-configuration"
"""

    async def _configuration(self, _: Request) -> Response:
        places = {"authorization": "authorize", "token": "token", "end_session": "logout"}
        return JSONResponse(
            {
                "issuer": self.address,
                **{f"{name}_endpoint": f"{self.address}/{path}" for name, path in places.items()},
                "jwks_uri": f"{self.address}/jwks",
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "code_challenge_methods_supported": ["S256"],
            }
        )

    async def _ask(self, request: Request) -> Response:
        asked = dict(request.query_params)
        self.asked.append(asked)
        fitting = (
            asked.get("client_id") == CLIENT
            and asked.get("response_type") == "code"
            and asked.get("code_challenge_method") == "S256"
            and "openid" in asked.get("scope", "").split()
            and asked.get("redirect_uri", "").startswith(("http://localhost:", "https://localhost:"))
            and all(asked.get(name) for name in ("state", "nonce", "code_challenge"))
        )
        if not fitting:
            return PlainTextResponse("refused", status_code=400)
        hidden = "".join(f'<input type="hidden" name="{escape(k)}" value="{escape(v)}">' for k, v in asked.items())
        buttons = "".join(f'<button name="person" value="{name}">{name}</button>' for name in PERSONS)
        return HTMLResponse(f'<h1>Aanbieder</h1><form method="post" action="/authorize">{hidden}{buttons}</form>')

    async def _answer(self, request: Request) -> Response:
        given = dict(parse_qsl((await request.body()).decode()))
        code = secrets.token_urlsafe()
        self.codes[code] = given
        query = urlencode({"code": code, "state": given["state"]})
        return RedirectResponse(f"{given['redirect_uri']}?{query}", status_code=303)

    async def _token(self, request: Request) -> Response:
        given = dict(parse_qsl((await request.body()).decode()))
        expected = base64.b64encode(f"{CLIENT}:{CLIENT_SECRET}".encode()).decode()
        asked = self.codes.pop(given.get("code", ""), None)
        proof = base64.urlsafe_b64encode(hashlib.sha256(given.get("code_verifier", "").encode()).digest())
        if (
            request.headers.get("authorization") != f"Basic {expected}"
            or asked is None
            or given.get("redirect_uri") != asked["redirect_uri"]
            or proof.decode().rstrip("=") != asked["code_challenge"]
        ):
            return JSONResponse({"error": "invalid_grant"}, status_code=400)
        return JSONResponse(
            {
                "access_token": secrets.token_urlsafe(),
                "token_type": "Bearer",
                "expires_in": self.lifetime,
                "id_token": self._identity(asked["person"], asked["nonce"]),
            }
        )

    def _identity(self, person: str, nonce: str) -> str:
        now = int(time.time())
        times = {"iat": now, "exp": now + self.lifetime}
        claims = {"iss": self.address, "aud": CLIENT, "sub": person, "nonce": nonce, **times, **PERSONS[person]}
        return jwt.encode({"alg": "RS256", "kid": "een"}, claims, self.key)

    async def _keys(self, _: Request) -> Response:
        return JSONResponse({"keys": [self.key.as_dict(private=False)]})

    async def _logout(self, request: Request) -> Response:
        return RedirectResponse(request.query_params["post_logout_redirect_uri"])
