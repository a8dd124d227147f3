from standardwebhooks import Webhook


def verify(secret, headers, body):
    """secret: what the gateway signs with, 'whsec_...'. body: exactly as received. Raises unless all is right."""
    Webhook(secret).verify(body, headers, json_parse=False)
