#!/usr/bin/env python3
"""Signs the vectors of the presets listed below with hashlib, hmac and openssl, and writes them beside this file.

    python3 Gateway.Tests/Vectors/sign.py [NAME...]

Nothing of the gateway is used. What is signed follows each provider's documentation, or the code named in the preset's
Info.Source. RSA keys are made anew each time; everything else comes out the same.
"""

import base64
import hashlib
import hmac
import json
import pathlib
import subprocess
import sys
import tempfile
import urllib.parse

FOLDER = pathlib.Path(__file__).parent
SECRET = "whk_test_secret_0123456789abcdef"
WHSEC = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
HEX_KEY = "44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056"
ID = "msg_2bTestVector0001"
AT = "2023-11-14T22:13:20Z"
T = "1700000000"
MS = "1700000000000"
JSON = "application/json"
FORM = "application/x-www-form-urlencoded"

# RFC 8032, section 7.1, the third test's.
ED25519_SEED = "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7"
ED25519_PUBLIC = "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025"

VECTORS = {}


def hexa(digest):
    return digest.hex()


def upper(digest):
    return digest.hex().upper()


def base64_(digest):
    return base64.b64encode(digest).decode()


def base64url(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def mac(algorithm, content, key=SECRET):
    key = key.encode() if isinstance(key, str) else key
    content = content.encode() if isinstance(content, str) else content
    return hmac.new(key, content, algorithm).digest()


def write(name, body, headers, provider=None, secret=SECRET, content_type=JSON, route=None, query="", method="POST"):
    vector = {
        "Provider": provider or name,
        "Secret": secret,
        "At": AT,
        "Method": method,
        "Url": f"https://gateway.example.com/hooks/{name}{query}",
        "Headers": {**headers, "Content-Type": content_type} if content_type else headers,
        "BodyBase64": base64_(body.encode()),
    }
    if route:
        vector["Route"] = route

    VECTORS[name] = vector


def body_signed(name, header, body, algorithm="sha256", encode=hexa, prefix="", others=None, content=None, key=None, **more):
    """A digest of the body, or of `content`, in one header."""
    signature = encode(mac(algorithm, body if content is None else content, key if key is not None else SECRET))
    write(name, body, {header: prefix + signature, **(others or {})}, **more)


def pair_signed(name, header, body, field="v1", stamp=T, algorithm="sha256", **more):
    """`t=STAMP,FIELD=SIGNATURE` over `STAMP.BODY`."""
    write(name, body, {header: f"t={stamp},{field}={hexa(mac(algorithm, f'{stamp}.{body}'))}"}, **more)


def standard(name, body, prefix="webhook"):
    """Standard Webhooks, or Svix under its own headers."""
    key = base64.b64decode(WHSEC.removeprefix("whsec_"))
    signature = "v1," + base64_(mac("sha256", f"{ID}.{T}.{body}", key))
    headers = {f"{prefix}-id": ID, f"{prefix}-timestamp": T, f"{prefix}-signature": signature}
    write(name, body, headers, secret=WHSEC)


def openssl(*arguments, data=b""):
    return subprocess.run(["openssl", *arguments], input=data, capture_output=True, check=True).stdout


class Rsa:
    """A key of openssl's."""

    def __init__(self):
        self.private = openssl("genrsa", "2048")
        self.public = openssl("pkey", "-pubout", data=self.private).decode().strip()

    def sign(self, content, digest):
        with tempfile.NamedTemporaryFile() as key:
            key.write(self.private)
            key.flush()
            return openssl("dgst", f"-{digest}", "-sign", key.name, data=content.encode())


def ed25519(content):
    der = bytes.fromhex("302e020100300506032b657004220420" + ED25519_SEED)
    with tempfile.NamedTemporaryFile() as key, tempfile.NamedTemporaryFile() as data:
        key.write(der)
        key.flush()
        data.write(content.encode())
        data.flush()
        return openssl("pkeyutl", "-sign", "-rawin", "-keyform", "DER", "-inkey", key.name, "-in", data.name)


def token(header, claims, sign):
    parts = ".".join(base64url(json.dumps(part, separators=(",", ":")).encode()) for part in (header, claims))
    return f"{parts}.{base64url(sign(parts))}"


def form(fields):
    return urllib.parse.urlencode(fields)


def event(kind="example.event", **more):
    return json.dumps({"id": "evt_1", "type": kind, "created_at": AT, **more}, separators=(",", ":"))


def aftership():
    body = '{"event":"tracking_update","event_id":"fa1b2c3d-0000-4000-8000-000000000001","ts":1700000000,"msg":{"id":"trk_1","tag":"Delivered"}}'
    body_signed("aftership", "aftership-hmac-sha256", body, encode=base64_)
    body = '{"event":"return.created","created_at":"2023-11-14T22:13:20Z","data":{"id":"rma_1"}}'
    body_signed("aftership-returns", "as-signature-hmac-sha256", body, encode=base64_)
    body = '{"meta":{"code":200},"data":{"id":"label_1","status":"created"}}'
    body_signed("aftership-shipping", "am-webhook-signature", body, encode=base64_, prefix="hmac-sha256=")


def bodies():
    """A digest of the body alone."""
    body_signed("alchemy", "X-Alchemy-Signature", '{"webhookId":"wh_1","id":"whevt_1","createdAt":"2023-11-14T22:13:20Z","type":"ADDRESS_ACTIVITY","event":{}}')
    body_signed(
        "autodesk", "x-adsk-signature", '{"version":"1.0","hook":{"hookId":"h1","event":"dm.version.added"},"payload":{"name":"plan.dwg"}}',
        "sha1", prefix="sha1hash=", others={"x-adsk-delivery-id": "11111111-2222-4333-8444-555555555555"})
    body_signed("bolt", "X-Bolt-Hmac-Sha256", '{"object":"transaction","type":"payment","data":{"id":"tr_1"}}', encode=base64_)
    body_signed("castle", "X-Castle-Signature", event("$incident.confirmed"), encode=base64_)
    body_signed(
        "chargify", "X-Chargify-Webhook-Signature-Hmac-Sha-256", form({"id": "15", "event": "payment_success", "payload[site][id]": "7"}),
        others={"X-Chargify-Webhook-Id": "15"}, content_type=FORM)
    body_signed("clearbit", "X-Request-Signature", event("person"), "sha1", prefix="sha1=")
    body_signed(
        "heroku", "Heroku-Webhook-Hmac-SHA256",
        '{"id":"d1","action":"update","resource":"app","webhook_metadata":{"attempt":{"id":"a1"},"delivery":{"id":"d1"},"event":{"id":"e1","include":"api:app"}}}',
        encode=base64_)
    body_signed("mongodb-atlas", "X-MMS-Signature", '{"id":"a1","status":"OPEN","eventTypeName":"NO_PRIMARY","updated":"2023-11-14T22:13:20Z"}', "sha1", base64_)
    body_signed(
        "sonatype-nexus", "X-Nexus-Webhook-Signature", '{"timestamp":"2023-11-14T22:13:20.000+0000","nodeId":"n1","initiator":"admin","action":"CREATED"}',
        "sha1", others={"X-Nexus-Webhook-Id": "rm:repository:asset"})
    body_signed(
        "worldline-connect", "X-GCS-Signature",
        '{"apiVersion":"v1","id":"97a4fcdf-0000-4000-8000-69bfd7e1d59d","created":"2023-11-14T22:13:20.000+0000","merchantId":"20000","type":"payment.created"}',
        encode=base64_, others={"X-GCS-KeyId": "key-1"})
    body_signed("bridge-api", "BridgeApi-Signature", '{"content":{"item_id":1},"timestamp":1700000000000,"type":"item.created"}', encode=upper, prefix="v1=")
    body_signed("clio", "X-Hook-Signature", '{"data":{"id":1,"etag":"\\"1\\""},"meta":{"event":"updated","webhook_id":7}}')
    body_signed(
        "enode", "x-enode-signature", '[{"event":"user:vehicle:updated","createdAt":"2023-11-14T22:13:20Z","user":{"id":"u1"}}]', "sha1",
        prefix="sha1=", others={"x-enode-delivery": "11111111-2222-4333-8444-555555555555"})
    body_signed("flexport", "X-Hub-Signature-256", event("/shipment#estimated_arrival"), prefix="sha256=")
    body_signed("nuvemshop", "x-linkedstore-hmac-sha256", '{"store_id":123,"event":"order/created","id":456}')
    body_signed("picqer", "X-Picqer-Signature", '{"idhook":1,"name":"orders","event":"orders.created","event_triggered_at":"2023-11-14 22:13:20","data":{"idorder":2}}', encode=base64_)
    body_signed("shopline", "X-Shopline-Hmac-Sha256", event("order"), others={"X-Shopline-Topic": "orders/create"})
    body_signed("smartcar", "SC-Signature", '{"version":"2.0","webhookId":"w1","eventName":"schedule","mode":"live","payload":{"vehicles":[]}}')
    body_signed("nango", "X-Nango-Hmac-Sha256", '{"type":"sync","connectionId":"c1","modifiedAfter":"2023-11-14T22:13:20Z"}')
    body_signed("rutter", "X-Rutter-Signature", event("CONNECTION"), encode=base64_, prefix="sha256=")
    body_signed("sardine", "x-sardine-signature", event("case"))
    body_signed("veriff", "X-HMAC-SIGNATURE", '{"id":"s1","attemptId":"a1","action":"submitted","code":7002}')
    body_signed("getstream", "X-Signature", '{"type":"message.new","cid":"messaging:fun","created_at":"2023-11-14T22:13:20.000000001Z"}')
    body_signed("cloudconvert", "CloudConvert-Signature", '{"event":"job.finished","job":{"id":"j1","status":"finished"}}')
    body_signed("kontent-ai", "x-kc-signature", '{"message":{"id":"m1","operation":"publish"},"data":{"items":[]}}', encode=base64_)
    body_signed("chargily", "signature", event("checkout.paid"))
    body_signed(
        "shopware", "shopware-shop-signature",
        '{"data":{"event":"product.written","payload":[]},"source":{"shopId":"s1","eventId":"e1"},"timestamp":1700000000}')
    body_signed("sinch-numbers", "X-Sinch-Signature", '{"eventId":"e1","timestamp":"2023-11-14T22:13:20Z","eventType":"PROVISIONING_TO_VOICE_PLATFORM"}', "sha1")
    body_signed("fourthwall", "X-Fourthwall-Hmac-SHA256", event("ORDER_PLACED"), encode=base64_)
    body_signed("ably", "X-Ably-Signature", '{"items":[{"source":"channel.message","timestamp":1700000000000}]}', encode=base64_)
    body_signed(
        "onfleet", "X-Onfleet-Signature", '{"taskId":"t1","time":1700000000000,"triggerId":0,"triggerName":"taskStarted"}', "sha512",
        key=bytes.fromhex(HEX_KEY), secret=HEX_KEY)
    body_signed("primer", "X-Signature-Primary", '{"eventType":"PAYMENT.STATUS","date":"2023-11-14T22:13:20.000Z","payment":{"id":"p1"}}', encode=base64_)
    body_signed("clickup", "X-Signature", '{"event":"taskUpdated","history_items":[{"id":"1"}],"task_id":"t1","webhook_id":"w1"}')
    body_signed("npm", "x-npm-signature", '{"event":"package:change","name":"x","type":"package","time":1700000000000}', prefix="sha256=")
    body_signed(
        "hookdeck-outpost", "x-outpost-signature", '{"user_id":"usr_123"}', prefix="v0=",
        others={"x-outpost-event-id": "evt_abc123", "x-outpost-topic": "user.created", "x-outpost-timestamp": AT})
    body_signed("vercel-log-drains", "x-vercel-signature", '[{"id":"1","message":"GET /","timestamp":1700000000000,"source":"lambda"}]', "sha1")
    body_signed("aiprise", "X-HMAC-SIGNATURE", '{"verification_session_id":"s1","aiprise_summary":{"verification_result":"APPROVED"}}')
    body_signed("dub", "Dub-Signature", '{"id":"evt_1","event":"link.created","createdAt":"2023-11-14T22:13:20.000Z","data":{}}')
    body_signed("doppler", "X-Doppler-Signature", '{"type":"config.secrets.update","config":{"name":"prd"}}', prefix="sha256=")
    body_signed("shiphero", "x-shiphero-hmac-sha256", '{"webhook_type":"Shipment Update","fulfillment":{"shipment_id":1}}', encode=base64_)
    body_signed("unit", "X-Unit-Signature", '{"data":[{"id":"53","type":"authorization.created","attributes":{"createdAt":"2023-11-14T22:13:20.000Z"}}]}', "sha1", base64_)
    body_signed(
        "worldpay-access", "Event-Signature", '{"eventId":"e1","eventTimestamp":"2023-11-14T22:13:20.000Z","eventDetails":{"type":"sentForAuthorization"}}',
        prefix="1/SHA256/", route={"Signature": {"Prefix": "1/SHA256/"}})


def more_than_the_body():
    """The body with something before or behind it, and what stands in its place."""
    body = '{"type":"EVENT","payload":{"id":1}}'
    body_signed("linkedin", "X-LI-Signature", body, content=f"hmacsha256={body}")
    body = event("payment.completed")
    body_signed("tebex", "X-Signature", body, content=hashlib.sha256(body.encode()).hexdigest())
    body = '{"type":1,"tts_notification_id":"7327112393057371910","shop_id":"s1","timestamp":1700000000,"data":{}}'
    body_signed("tiktok-shop", "Authorization", body, content=f"29a39d{body}", route={"Signature": {"Content": "29a39d{body}"}})
    body = '{"payloadId":"p1","action":"created","card":{"cardId":"c1"}}'
    url = "https://gateway.example.com/hooks/favro"
    body_signed("favro", "X-Favro-Webhook", body, "sha1", base64_, content=f"p1{url}", route={"PublicUrl": "https://gateway.example.com/hooks/favro"})
    body = '{"event_id":"e1","event_type":"transaction.sale.success","event_body":{}}'
    write("nmi", body, {"Webhook-Signature": f"t=e8b4b1a6,s={hexa(mac('sha256', f'e8b4b1a6.{body}'))}"})
    fields = {"CallSid": "CA1", "From": "+14158675309", "To": "+18005551212"}
    url = "https://gateway.example.com/hooks/signalwire"
    body_signed(
        "signalwire", "X-SignalWire-Signature", form(fields), "sha1", base64_,
        content=url + "".join(name + fields[name] for name in sorted(fields)), content_type=FORM,
        route={"PublicUrl": "https://gateway.example.com/hooks/signalwire"})


def stamped():
    """A timestamp and the body."""
    body = event()
    body_signed("airship", "X-UA-SIGNATURE", body, content=f"{T}:{body}", others={"X-UA-TIMESTAMP": T})
    body_signed("frame-io", "X-Frameio-Signature", body, prefix="v0=", content=f"v0:{T}:{body}", others={"X-Frameio-Request-Timestamp": T})
    body_signed("pinwheel", "x-pinwheel-signature", body, prefix="v2=", content=f"v2:{T}:{body}", others={"X-Timestamp": T})
    body_signed("akeneo", "X-Akeneo-Request-Signature", body, content=f"{T}.{body}", others={"X-Akeneo-Request-Timestamp": T})
    body_signed("pylon", "Pylon-Webhook-Signature", body, prefix="hs256=", content=f"{T}.{body}", others={"Pylon-Webhook-Timestamp": T})
    body_signed("synctera", "Synctera-Signature", body, content=f"{T}.{body}", others={"Request-Timestamp": T})
    body_signed(
        "zerohash", "x-zh-hook-signature", body, content=f"{body}{MS}",
        others={"x-zh-hook-timestamp": MS, "x-zh-hook-notification-id": "n1", "x-zh-hook-payload-type": "trade_status_changed"})
    body_signed("port", "X-Port-Signature", body, encode=base64_, prefix="v1,", content=f"{T}.{body}", others={"X-Port-Timestamp": T})
    body_signed("filestack", "FS-Signature", '{"id":1,"action":"fp.upload","timestamp":1700000000,"text":{}}', content=T + '.{"id":1,"action":"fp.upload","timestamp":1700000000,"text":{}}', others={"FS-Timestamp": T})
    body_signed("cashfree", "x-webhook-signature", body, encode=base64_, content=f"{MS}{body}", others={"x-webhook-timestamp": MS})
    body_signed("lob", "Lob-Signature", body, content=f"{T}.{body}", others={"Lob-Signature-Timestamp": T})
    body_signed("oura", "x-oura-signature", body, encode=upper, content=f"{T}{body}", others={"x-oura-timestamp": T}, route={"Handshake": {"Secret": "env:VERIFY"}})
    pair_signed("tiktok", "Tiktok-Signature", body, "s")
    pair_signed("persona", "Persona-Signature", '{"data":{"type":"event","id":"evt_1","attributes":{"name":"inquiry.completed"}}}')
    pair_signed("terra", "terra-signature", body)
    pair_signed("shippo", "Shippo-Auth-Signature", body)
    pair_signed("affirm", "X-Affirm-Signature", body, "v0", algorithm="sha512")
    pair_signed("courier", "courier-signature", body, "signature", MS)


def plain_digests():
    """Digests over content that holds the secret."""
    body = '{"notification_type":"upload","public_id":"sample"}'
    write("cloudinary", body, {"X-Cld-Timestamp": T, "X-Cld-Signature": hashlib.sha1(f"{body}{T}{SECRET}".encode()).hexdigest()})
    body = '{"encrypt":"P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk="}'
    digest = hashlib.sha256(f"{T}7f3c2a{SECRET}{body}".encode()).hexdigest()
    write("lark", body, {"X-Lark-Request-Timestamp": T, "X-Lark-Request-Nonce": "7f3c2a", "X-Lark-Signature": digest})


def shared():
    """What shows a secret and signs nothing."""
    write("meraki", json.dumps({"version": "0.1", "sharedSecret": SECRET, "sentAt": AT, "alertType": "Settings changed"}, separators=(",", ":")), {})
    write("brevo", event("delivered"), {"Authorization": f"Bearer {SECRET}"})
    pair = f"user:{SECRET}"
    write("vmware-workspace-one", event("device"), {"Authorization": "Basic " + base64_(pair.encode())}, secret=pair)


def standards():
    for name in ("dodo-payments", "liveblocks", "gemini"):
        standard(name, event())

    standard("etsy", '{"event_type":"order.paid","resource_url":"https://openapi.etsy.com/v3/application/shops/42/receipts/54321","shop_id":"42"}')

    for name in ("seam", "privy", "vanta", "beehiiv", "guesty", "nash", "pleo", "psi-fi", "safebase"):
        standard(name, event(), "svix")


def public_keys():
    key = Rsa()
    body = '{"type":"TRANSACTION_STATUS_UPDATED","tenantId":"t1","timestamp":1700000000000,"data":{"id":"tx_1"}}'
    write("fireblocks", body, {"Fireblocks-Signature": base64_(key.sign(body, "sha512"))}, secret=key.public)
    body = event("TRANSACTION.SUCCESS", event_type="TRANSACTION.SUCCESS")
    headers = {"Wechatpay-Timestamp": T, "Wechatpay-Nonce": "7f3c2a9b", "Wechatpay-Serial": "PUB_KEY_ID_1"}
    write("wechat-pay", body, {**headers, "Wechatpay-Signature": base64_(key.sign(f"{T}\n7f3c2a9b\n{body}\n", "sha256"))}, secret=key.public)
    body = '{"message_id":"m1","content":"hello"}'
    headers = {"Kick-Event-Message-Id": "01HF8ZK3", "Kick-Event-Message-Timestamp": AT, "Kick-Event-Type": "chat.message.sent"}
    write("kick", body, {**headers, "Kick-Event-Signature": base64_(key.sign(f"01HF8ZK3.{AT}.{body}", "sha256"))}, secret=key.public)
    body = event("transfer")
    write(
        "token-io", body, {"token-signature": base64url(ed25519(body)), "token-event": "TRANSFER_STATUS_CHANGED"},
        secret=base64url(bytes.fromhex(ED25519_PUBLIC)))

    digest = "sha-256=:" + base64_(hashlib.sha256(event("delivered").encode()).digest()) + ":"
    parameters = f'("content-digest");created={T};alg="ed25519";keyid="mckey"'
    base = f'"content-digest": {digest}\n"@signature-params": {parameters}'
    write(
        "mailchannels", event("delivered"),
        {"Content-Digest": digest, "Signature-Input": f"sig1={parameters}", "Signature": f"sig1=:{base64_(ed25519(base))}:"},
        secret=base64_(bytes.fromhex(ED25519_PUBLIC)),
        route={"PublicUrl": "https://gateway.example.com/hooks/mailchannels", "Signature": {"Secrets": [{"Id": "mckey", "Value": "env:SECRET"}]}})


def tokens():
    key = Rsa()
    rs256 = {"alg": "RS256", "typ": "JWT"}
    claims = {"event_id": "event_1", "event_timestamp": AT, "source": "admin", "type": "user.updated", "iat": 1700000000}
    text = token(rs256, claims, lambda parts: key.sign(parts, "sha256"))
    write("kinde", text, {}, secret=key.public, content_type="application/jwt")
    body = '{"message":{"data":"aGVsbG8=","messageId":"1","publishTime":"2023-11-14T22:13:20Z"},"subscription":"projects/p/subscriptions/s"}'
    account = "push@example.iam.gserviceaccount.com"
    claims = {
        "iss": "https://accounts.google.com", "aud": "https://gateway.example.com/hooks/google-pubsub", "email": account, "email_verified": True,
        "iat": 1700000000, "exp": 1700003600,
    }
    text = token(rs256, claims, lambda parts: key.sign(parts, "sha256"))
    write(
        "google-pubsub", body, {"Authorization": f"Bearer {text}"}, secret=key.public,
        route={"PublicUrl": "https://gateway.example.com/hooks/google-pubsub", "Signature": {"KeySet": None, "Jwt": {"Claims": {"email": account}}}})
    claims = {"iss": "client-key", "iat": 1700000000, "exp": 1700000180, "qsh": hashlib.sha256(b"POST&/hooks/jira-connect&").hexdigest()}
    text = token({"alg": "HS256", "typ": "JWT"}, claims, lambda parts: mac("sha256", parts))
    write("jira-connect", '{"timestamp":1700000000000,"webhookEvent":"jira:issue_updated","issue":{"id":"1"}}', {"Authorization": f"JWT {text}"})


def composio():
    """Standard Webhooks, but for the key: the secret's text."""
    body = event()
    signature = "v1," + base64_(mac("sha256", f"{ID}.{T}.{body}", WHSEC))
    write("composio", body, {"webhook-id": ID, "webhook-timestamp": T, "webhook-signature": signature}, secret=WHSEC)


def variants():
    """Webhooks of presets in another form than that of their first vector."""
    body = '{"id":12345,"type":"payment","action":"payment.updated","data":{"id":"ABC999"}}'
    request = "11111111-2222-4333-8444-555555555555"
    stamped_ = hexa(mac("sha256", f"id:abc999;ts:{T};"))
    write("Variants/mercado-pago-no-request-id", body, {"x-signature": f"ts={T},v1={stamped_}"}, "mercado-pago", query="?data.id=ABC999&type=payment")
    stamped_ = hexa(mac("sha256", f"request-id:{request};ts:{T};"))
    write("Variants/mercado-pago-no-id", body, {"x-signature": f"ts={T},v1={stamped_}", "x-request-id": request}, "mercado-pago")

    body = '{"id":"evt_1","type":"onchain.activity.detected","data":{"amount":"1.5"}}'
    names = "x-hook0-id x-event-type"
    content = f"{T}.{names}.11111111-2222-4333-8444-555555555555.onchain.activity.detected.{body}"
    headers = {"x-hook0-id": "11111111-2222-4333-8444-555555555555", "x-event-type": "onchain.activity.detected"}
    write("Variants/coinbase-cdp-v1", body, {"X-Hook0-Signature": f"t={T},h={names},v1={hexa(mac('sha256', content))}", **headers}, "coinbase-cdp")

    token_ = "e0b5477167110d68991efc6b9f89f0a11066af27834600e123"
    fields = {"event": "delivered", "timestamp": T, "token": token_, "signature": hexa(mac("sha256", T + token_))}
    write("Variants/mailgun-form", form(fields), {}, "mailgun", content_type=FORM)

    url = "https://gateway.example.com/hooks/Variants/twilio-get?CallSid=CA1&From=%2B14158675309"
    write(
        "Variants/twilio-get", "", {"X-Twilio-Signature": base64_(mac("sha1", url))}, "twilio", content_type=None,
        route={"PublicUrl": "https://gateway.example.com/hooks/Variants/twilio-get"}, query="?CallSid=CA1&From=%2B14158675309", method="GET")

    # Events without what others of the provider have for an id.
    body = '{"event":"subscription.create","data":{"domain":"test","status":"active","subscription_code":"SUB_1","amount":50000,"createdAt":"2023-11-14T22:13:20.000Z"}}'
    write("Variants/paystack-subscription", body, {"x-paystack-signature": hexa(mac("sha512", body))}, "paystack")
    body = '{"triggerEvent":"OOO_CREATED","createdAt":"2023-11-14T22:13:20.000Z","payload":{"oooEntry":{"id":100,"start":"2023-11-20T00:00:00+00:00","notes":"Holiday"}}}'
    write("Variants/cal-com-away", body, {"X-Cal-Signature-256": hexa(mac("sha256", body))}, "cal-com")
    body = '{"number":4,"email":"a@example.com","id":"5f0e0c1b","form_id":"5f0e0c10","form_name":"contact","created_at":"2023-11-14T22:13:20.000Z"}'
    header = base64url(b'{"alg":"HS256"}')
    claims = base64url(json.dumps({"iss": "netlify", "sha256": hashlib.sha256(body.encode()).hexdigest()}, separators=(",", ":")).encode())
    token = f"{header}.{claims}"
    write("Variants/netlify-form", body, {"X-Webhook-Signature": f"{token}.{base64url(mac('sha256', token))}", "X-Netlify-Event": "submission_created"}, "netlify")


def keccak256(data):
    """Keccak-256 with the padding of the submission, as web3.utils.sha3; hashlib has only the standard's."""
    mask = (1 << 64) - 1
    constants, register = [], 1
    for _ in range(24):
        constant = 0
        for bit in range(7):
            if register & 1:
                constant |= 1 << ((1 << bit) - 1)
            register = (register << 1) ^ (0x171 if register & 0x80 else 0)
        constants.append(constant)

    def rotate(lane, by):
        return ((lane << by) | (lane >> (64 - by))) & mask if by else lane

    state = [[0] * 5 for _ in range(5)]
    padded = data + b"\x01" + b"\0" * (135 - len(data) % 136)
    padded = padded[:-1] + bytes([padded[-1] | 0x80])
    for start in range(0, len(padded), 136):
        for i in range(17):
            state[i % 5][i // 5] ^= int.from_bytes(padded[start + 8 * i:start + 8 * i + 8], "little")
        for constant in constants:
            c = [state[x][0] ^ state[x][1] ^ state[x][2] ^ state[x][3] ^ state[x][4] for x in range(5)]
            d = [c[x - 1] ^ rotate(c[(x + 1) % 5], 1) for x in range(5)]
            state = [[state[x][y] ^ d[x] for y in range(5)] for x in range(5)]
            moved, (x, y) = [[0] * 5 for _ in range(5)], (1, 0)
            moved[0][0] = state[0][0]
            for turn in range(24):
                moved[y][(2 * x + 3 * y) % 5] = rotate(state[x][y], ((turn + 1) * (turn + 2) // 2) % 64)
                x, y = y, (2 * x + 3 * y) % 5
            state = [[moved[x][y] ^ (~moved[(x + 1) % 5][y] & mask & moved[(x + 2) % 5][y]) for y in range(5)] for x in range(5)]
            state[0][0] ^= constant
    return b"".join(state[i % 5][i // 5].to_bytes(8, "little") for i in range(4))


def apple(name, claims):
    """A token with its certificates in x5c; needs the package cryptography."""
    import datetime
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec, utils

    def certify(subject, key, issuer, issuer_key, extension, is_authority):
        builder = (
            x509.CertificateBuilder()
            .subject_name(x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, subject)]))
            .issuer_name(x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, issuer)]))
            .public_key(key.public_key()).serial_number(x509.random_serial_number())
            .not_valid_before(datetime.datetime(2023, 1, 1)).not_valid_after(datetime.datetime(2033, 1, 1))
            .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True))
        if extension:
            builder = builder.add_extension(x509.UnrecognizedExtension(x509.ObjectIdentifier(extension), b"\x05\x00"), critical=False)
        return builder.sign(issuer_key, hashes.SHA256())

    keys = [ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP384R1()), ec.generate_private_key(ec.SECP384R1())]
    root = certify("Root of a test", keys[2], "Root of a test", keys[2], None, True)
    between = certify("Issuer of a test", keys[1], "Root of a test", keys[2], "1.2.840.113635.100.6.2.1", True)
    leaf = certify("Signer of a test", keys[0], "Issuer of a test", keys[1], "1.2.840.113635.100.6.11.1", False)
    x5c = [base64_(one.public_bytes(serialization.Encoding.DER)) for one in (leaf, between, root)]

    def sign(parts):
        r, s = utils.decode_dss_signature(keys[0].sign(parts.encode(), ec.ECDSA(hashes.SHA256())))
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")

    text = token({"alg": "ES256", "x5c": x5c}, claims, sign)
    fingerprint = root.fingerprint(hashes.SHA256()).hex()
    write(
        name, json.dumps({"signedPayload": text}, separators=(",", ":")), {}, secret=None,
        route={"Signature": {"Jwt": {
            "Chain": {"Roots": [fingerprint]},
            "Claims": {"/data/bundleId | /summary/bundleId | /externalPurchaseToken/bundleId | /appData/bundleId": "com.example.app"}}}})


def new_schemes():
    """Digests of digests, Keccak, tokens with certificates, names of keys."""
    claims = {
        "notificationType": "SUBSCRIBED", "subtype": "INITIAL_BUY", "notificationUUID": "002e14d5-51f5-4503-b5a8-c3a1af68eb20", "version": "2.0",
        "signedDate": 1700000000000, "data": {"bundleId": "com.example.app", "environment": "Sandbox"},
    }
    apple("apple-app-store", claims)

    body = '{"event_id":"wh_1","event_category":"transfer","event_type":"transfer.updated","event_object":{"id":"tr_1"}}'
    key = Rsa()
    with tempfile.NamedTemporaryFile() as private:
        private.write(key.private)
        private.flush()
        signature = openssl("dgst", "-sha256", "-sign", private.name, data=hashlib.sha256(f"{MS}.{body}".encode()).digest())
    write("bridge-xyz", body, {"X-Webhook-Signature": f"t={MS},v0={base64_(signature)}"}, secret=key.public)

    body = '{"event_type":"contact.created","contact_id":"1"}'
    key = Rsa()
    head = base64url(json.dumps({"alg": "RS256", "ts": 1700000000, "b64": False, "crit": ["b64"]}, separators=(",", ":")).encode())
    write(
        "constant-contact", body, {"X-CTCT-WEBHOOK-SIG": f"{head}..{base64url(key.sign(f'{head}.{body}', 'sha256'))}"}, secret=key.public,
        route={"Signature": {"KeySet": None}})

    body = '{"data":{"id":"1","type":"webhook-events","attributes":{"event":"license.created","payload":"{}"}}}'
    date, host = "Tue, 14 Nov 2023 22:13:20 GMT", "gateway.example.com"
    digest = base64_(hashlib.sha256(body.encode()).digest())
    signed = f"(request-target): post /hooks/keygen\nhost: {host}\ndate: {date}\ndigest: sha-256={digest}"
    fields = f'keyid="1fddcec8-8dd3-4d8d-9b16-215cac0f9b52", algorithm="ed25519", signature="{base64_(ed25519(signed))}"'
    write(
        "keygen", body,
        {
            "Keygen-Signature": f'{fields}, headers="(request-target) host date digest"', "Date": date, "Host": host, "Digest": f"sha-256={digest}",
        },
        secret=ED25519_PUBLIC, content_type="application/vnd.api+json")

    body = '{"confirmed":true,"chainId":"0x1","tag":"transfers","streamId":"s1","txs":[{"hash":"0xabc"}]}'
    write("moralis", body, {"x-signature": "0x" + keccak256((body + SECRET).encode()).hex()})

    payload = '{"users":[{"userId":"1","address":"12/14 rue de la Paix","city":"Orl\u00e9ans","amount":10.50}]}'
    canonical = payload.replace("/", "\\/").encode("ascii", "backslashreplace").decode().replace("\\xe9", "\\u00e9")
    signature = base64_(mac("sha256", canonical))
    write(
        "treezor", f'{{"webhook":"user.create","webhook_id":"1","object":"user","object_id":"1","object_payload":{payload},'
        f'"object_payload_signature":"{signature}"}}', {}, content_type="text/plain")

    fields = {"CallSid": "CA1", "From": "+14158675309", "To": "+18005551212"}
    url = "https://gateway.example.com/hooks/twilio-shared-key"
    signed = url + "".join(name + fields[name] for name in sorted(fields))
    write(
        "twilio-shared-key", form(fields),
        {"X-Twilio-Signature": base64_(mac("sha256", signed)), "X-Twilio-Webhooks-Signature-Settings": "key=SK1,algorithm=HMAC_SHA256"},
        content_type=FORM, route={"PublicUrl": url, "Signature": {"Secrets": [{"Id": "SK1", "Value": "env:SECRET"}]}})


def main():
    for make in (
            aftership, bodies, more_than_the_body, stamped, plain_digests, shared, standards, public_keys, tokens, composio, new_schemes, variants):
        make()

    names = sys.argv[1:] or sorted(VECTORS)
    for name in names:
        (FOLDER / f"{name}.json").write_text(json.dumps(VECTORS[name], indent=2) + "\n")


main()
