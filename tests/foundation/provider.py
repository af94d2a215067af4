"""A small OpenID Connect provider on a port of its own: discovery, keys, authorization code with PKCE, signed tokens.

It knows one person, who is always signed in there; what its tokens say, and how they are wrong, a test decides.
"""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa

CLIENT_ID, CLIENT_SECRET = "attest", "a secret of the tests"
Change = Callable[[dict[str, Any]], dict[str, Any]]


def _same(claims: dict[str, Any]) -> dict[str, Any]:
    return claims


class Provider:
    def __init__(self) -> None:
        self.key, self.kid = rsa.generate_private_key(public_exponent=65537, key_size=2048), "one"
        self.person = {"sub": "248289761001", "email": "priya@meridane.example", "email_verified": True}
        self.claims: Change = _same  # what a token says instead
        self.signed: Callable[[dict[str, Any]], str] = self.sign
        self.described: Change = _same  # what discovery says instead
        self.userinfo: dict[str, Any] | None = None
        self.codes: dict[str, dict[str, str]] = {}
        self.asked: list[dict[str, str]] = []  # what was asked for at the authorization endpoint
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def sign(self, claims: dict[str, Any], *, algorithm: str = "RS256", key: Any = None, kid: str | None = None) -> str:
        return jwt.encode(claims, key or self.key, algorithm=algorithm, headers={"kid": kid or self.kid})

    def description(self) -> dict[str, Any]:
        paths = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
        facts = {"issuer": self.issuer, "userinfo_endpoint": f"{self.issuer}/userinfo"}
        return self.described(facts | {name: f"{self.issuer}/{path}" for name, path in paths.items()})

    def keys(self) -> dict[str, Any]:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [public | {"kid": self.kid, "alg": "RS256", "use": "sig"}]}

    def authorize(self, asked: dict[str, str]) -> str:
        """The address the browser is sent back to."""
        self.asked.append(asked)
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, given: dict[str, str]) -> dict[str, Any] | None:
        """The tokens for a code, which works once, for who knows the secret and the verifier."""
        asked = self.codes.pop(given.get("code", ""), None)
        verifier = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(verifier).decode().rstrip("=")
        known = (given.get("client_id"), given.get("client_secret")) == (CLIENT_ID, CLIENT_SECRET)
        if (
            asked is None
            or not known
            or challenge != asked["code_challenge"]
            or asked["code_challenge_method"] != "S256"
        ):
            return None
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT_ID, "iat": now, "exp": now + 300, "auth_time": now}
        claims |= self.person | {"nonce": asked["nonce"]}
        token = self.signed(self.claims(claims))
        return {"access_token": "opaque", "token_type": "Bearer", "expires_in": 300, "id_token": token}


def _handler(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            address = urlsplit(self.path)
            if address.path == "/authorize":
                self._send(302, {}, provider.authorize({name: one for name, [one] in parse_qs(address.query).items()}))
            answers = {
                "/.well-known/openid-configuration": provider.description,
                "/keys": provider.keys,
                "/userinfo": lambda: provider.userinfo or provider.person,
            }
            if address.path in answers:
                self._send(200, answers[address.path]())

        def do_POST(self) -> None:
            given = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            tokens = provider.token({name: one for name, [one] in given.items()})
            self._send(200 if tokens else 400, tokens or {"error": "invalid_grant"})

        def _send(self, status: int, said: dict[str, Any], to: str = "") -> None:
            content = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            if to:
                self.send_header("Location", to)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_words: Any) -> None:
            pass

    return Handler


def another_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def curve_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


__all__ = ["CLIENT_ID", "CLIENT_SECRET", "Provider", "another_key", "curve_key"]
