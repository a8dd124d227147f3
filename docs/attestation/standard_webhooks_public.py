import base64
import time

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def verify(keys, headers, body):
    """keys: those of /.well-known/jwks.json. body: exactly as received. Raises unless all is right."""
    timestamp = headers["webhook-timestamp"]
    if not (timestamp.isascii() and timestamp.isdigit()) or abs(time.time() - int(timestamp)) > 300:
        raise ValueError("too old, or from the future")

    signed = f"{headers['webhook-id']}.{timestamp}.".encode() + body
    for one in headers["webhook-signature"].split(" "):
        version, _, signature = one.partition(",")
        for key in keys if version == "v1a" else []:
            public = Ed25519PublicKey.from_public_bytes(base64.urlsafe_b64decode(key["x"] + "="))
            try:
                return public.verify(base64.b64decode(signature), signed)
            except InvalidSignature:
                continue

    raise ValueError("no signature is right")
