using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Benchmarks.Attack;

/// <summary>The dearest requests that are known, by class of header and of body. None of them is signed.</summary>
internal static class AttackRequests
{
    private const int Kilobyte = 1024;
    private const int Megabyte = 1024 * Kilobyte;

    private static readonly string Hash = new('0', 64);
    private static readonly string Now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>What all are compared with.</summary>
    public static AttackRequest Forged { get; } = Hmac("a forged HMAC over 1 KB", Kilobyte);

    /// <summary>What those with a large body are compared with, too.</summary>
    public static AttackRequest ForgedLarge { get; } = Hmac("a forged HMAC over 1 MiB", Megabyte);

    public static IReadOnlyList<AttackRequest> All() =>
    [
        Forged, ForgedLarge, .. Kept(), .. Headers(), .. MessageSignatures(), .. Tokens(), .. Forms(), .. JsonBodies("aws-sns", "adyen", "mailgun", "microsoft-graph", "dropbox-sign", "monday"),
        .. Large(),
    ];

    /// <summary>The same on a route that keeps what it refuses and on one that does not.</summary>
    private static IEnumerable<AttackRequest> Kept()
    {
        foreach (var kilobytes in (int[])[1, 16, 60])
        {
            yield return Hmac($"{kilobytes} KB forged, kept", kilobytes * Kilobyte);
            yield return Hmac($"{kilobytes} KB forged, not kept", kilobytes * Kilobyte, AttackRoutes.Unkept);
        }
    }

    private static AttackRequest Hmac(string name, int length, string route = AttackRoutes.Forged) =>
        AttackRequest.Of(name, route, $"{AttackRequest.Json}X-Signature: {Hash}\r\n", Encoding.ASCII.GetBytes(new string('x', length)));

    private static IEnumerable<AttackRequest> Headers()
    {
        var lines = string.Concat(Enumerable.Range(0, 95).Select(i => $"X-Line-{i}: {new string('v', 300)}\r\n"));
        yield return AttackRequest.Of("95 headers of 300 characters", AttackRoutes.Forged, $"{AttackRequest.Json}X-Signature: {Hash}\r\n{lines}", "{}"u8);
        yield return AttackRequest.Of("no signature at all", AttackRoutes.Forged, AttackRequest.Json, "{}"u8);
        yield return AttackRequest.Of("a query of 4,000 parameters", "mercado-pago", $"{AttackRequest.Json}x-signature: ts={Now},v1={Hash}\r\nx-request-id: a\r\n", "{}"u8, "?" + Repeat("a&", 3900));
        yield return AttackRequest.Of("a sorted query of 100 parameters", "plivo", $"{AttackRequest.Form}X-Plivo-Signature-V3: {Base64(32)}\r\nX-Plivo-Signature-V3-Nonce: 1\r\n", "a=1"u8, "?" + Join(100, i => $"p{i * 37 % 100}={new string('v', 60)}", "&"));
        yield return AttackRequest.Of("32 fields of a signature header", "stripe", $"{AttackRequest.Json}Stripe-Signature: t={Now},{Join(31, i => i < 8 ? $"v1={Hash}" : $"v0={Hash}", ",")}\r\n", "{}"u8);
        yield return AttackRequest.Of("a signature header of 16,000 commas", "stripe", $"{AttackRequest.Json}Stripe-Signature: {Repeat(",", 16_000)}\r\n", "{}"u8);
        yield return AttackRequest.Of("15,000 signed headers listed", "contentful", $"{AttackRequest.Json}x-contentful-signature: {Hash}\r\nx-contentful-timestamp: {Now}000\r\nx-contentful-signed-headers: {Repeat("a,", 15_000)}\r\n", "{}"u8);
        yield return AttackRequest.Of("8 signatures of a list", "svix", $"{AttackRequest.Json}svix-id: a\r\nsvix-timestamp: {Now}\r\nsvix-signature: {Join(8, _ => "v1," + Base64(32), " ")}\r\n", Text(Kilobyte));
        yield return AttackRequest.Of("8 Ed25519 signatures of a list", "standard-webhooks-v1a", $"{AttackRequest.Json}webhook-id: a\r\nwebhook-timestamp: {Now}\r\nwebhook-signature: {Join(8, _ => "v1a," + Edwards, " ")}\r\n", Text(Kilobyte));
        yield return AttackRequest.Of("8 tokens of a list", AttackRoutes.Token, $"{AttackRequest.Json}X-Token: {Join(8, _ => new string('t', 3000), ",")}\r\n", "{}"u8);
        yield return AttackRequest.Of("a JSON header of 4 KB, ECDSA", "ebay", $"{AttackRequest.Json}X-EBAY-SIGNATURE: {Convert.ToBase64String(Encoding.ASCII.GetBytes($$"""{"x":"{{new string('x', 2500)}}","signature":"{{Ecdsa()}}"}"""))}\r\n", Text(Kilobyte));
        yield return AttackRequest.Of("a certificate's URL of 2,000 characters", "paypal", $"{AttackRequest.Json}PAYPAL-TRANSMISSION-SIG: {Base64(256)}\r\nPAYPAL-CERT-URL: https://api.paypal.com/v1/notifications/certs/{Repeat("a-", 950)}/x\r\nPAYPAL-TRANSMISSION-ID: a\r\nPAYPAL-TRANSMISSION-TIME: 2026-01-01T00:00:00Z\r\n", Text(Kilobyte));
    }

    private static IEnumerable<AttackRequest> MessageSignatures()
    {
        var all = "?" + Join(29, i => $"p{i}", "&") + Repeat("&a", 3800);
        var few = "?" + Join(95, i => $"p{i}=%41%C3%A9%2f{i}", "&");
        var digest = $"Content-Digest: sha-256=:{Base64(32)}:\r\n";
        yield return Message("8 inputs of 29 parameters of 3,829", AttackRoutes.Message, 8, Parameters(28), all, ":AAAA:");
        yield return Message("2 inputs of 29 parameters of 95", AttackRoutes.Message, 2, Parameters(28), few, ":AAAA:");
        yield return Message("8 inputs of 8 headers, unknown keys", AttackRoutes.Message, 8, Join(6, i => $"\"x-line-{i}\"", " "), "", ":AAAA:", key: "none");
        yield return Message("8 inputs of a header of 12 KB", AttackRoutes.Message, 8, "\"x-large\"", "", ":AAAA:", $"X-Large: {new string('x', 12_000)}\r\n");
        yield return Message("8 inputs with 2 keys each, Ed25519", AttackRoutes.MessageEd25519, 8, "\"@path\"", "", $":{Edwards}:", key: null);
        yield return AttackRequest.Of("an input of 10,000 labels", AttackRoutes.Message, $"{AttackRequest.Json}{digest}Signature-Input: {Join(3000, i => $"a{i}=()", ",")}\r\nSignature: a=:AAAA:\r\n", "{}"u8);

        static string Parameters(int count) => Join(count, i => $"\"@query-param\";name=\"p{i}\"", " ");

        AttackRequest Message(string name, string route, int count, string covered, string query, string signature, string headers = "", string? key = "key-1")
        {
            var inputs = Join(count, i => $"s{i}=(\"@method\" \"content-digest\" {covered});created={Now}{(key is null ? "" : $";keyid=\"{key}\"")}", ",");
            return AttackRequest.Of(name, route, $"{AttackRequest.Json}{digest}{headers}Signature-Input: {inputs}\r\nSignature: {Join(count, i => $"s{i}={signature}", ",")}\r\n", "{}"u8, query);
        }
    }

    private static IEnumerable<AttackRequest> Tokens()
    {
        var header = Base64Url.EncodeToString("""{"alg":"HS256","typ":"JWT"}"""u8);
        yield return AttackRequest.Of("a JWT of 16 KB", "monday", $"{AttackRequest.Json}Authorization: {header}.{new string('A', 16_000)}.{Base64Url.EncodeToString(new byte[32])}\r\n", "{}"u8);
        yield return AttackRequest.Of("a JWT of 16 segments", "monday", $"{AttackRequest.Json}Authorization: {Join(16, _ => header, ".")}\r\n", "{}"u8);
        var members = Base64Url.EncodeToString(Encoding.ASCII.GetBytes("{" + Join(1000, i => $"\"m{i}\":0", ",") + ",\"alg\":\"HS256\"}"));
        yield return AttackRequest.Of("a JWT with a header of 1,000 members", "monday", $"{AttackRequest.Json}Authorization: {members}.AAAA.{Base64Url.EncodeToString(new byte[32])}\r\n", "{}"u8);
        var nested = Base64Url.EncodeToString(Encoding.ASCII.GetBytes($$"""{"a":{{Repeat("[", 5500)}}"""));
        yield return AttackRequest.Of("a JWT with a header nested deeply", "monday", $"{AttackRequest.Json}Authorization: {nested}.AAAA.AAAA\r\n", "{}"u8);
    }

    private static IEnumerable<AttackRequest> Forms()
    {
        var half = Encoding.ASCII.GetBytes(Repeat("a&", Megabyte / 2));
        var sorted = Encoding.ASCII.GetBytes(Join(256, i => $"n%61me{i * 7919 % 256}=v%20{i}", "&"));
        var long256 = Encoding.ASCII.GetBytes(Join(256, i => $"{new string('n', 2000)}{i * 7919 % 256}={new string('v', 2000)}", "&"));
        yield return AttackRequest.Of("524,288 fields x 15 places", AttackRoutes.Places, AttackRequest.Form, half);
        yield return AttackRequest.Of("1,000 fields x 15 places", AttackRoutes.Places, AttackRequest.Form, Encoding.ASCII.GetBytes(Join(1000, i => $"%70lace{i % 90 + 20}=v", "&")));
        yield return AttackRequest.Of("a sorted form of 256 fields", "twilio", $"{AttackRequest.Form}X-Twilio-Signature: {Base64(20)}\r\n", sorted);
        yield return AttackRequest.Of("a sorted form of 256 long fields, 1 MiB", "mandrill", $"{AttackRequest.Form}X-Mandrill-Signature: {Base64(20)}\r\n", long256);
        yield return AttackRequest.Of("a serialized form of 256 fields", "paddle-classic", AttackRequest.Form, [.. sorted, .. "&p_signature="u8, .. Encoding.ASCII.GetBytes(Uri.EscapeDataString(Base64(512)))]);
        yield return AttackRequest.Of("a sorted query and form", "plivo", $"{AttackRequest.Form}X-Plivo-Signature-V3: {Join(8, _ => Base64(32), ",")}\r\nX-Plivo-Signature-V3-Nonce: 1\r\n", sorted, "?" + Join(100, i => $"p{i * 37 % 100}", "&"));
        yield return AttackRequest.Of("a form's value of 1 MiB of codes", "braintree", AttackRequest.Form, Encoding.ASCII.GetBytes($"bt_signature=a|{Hash[..40]}&bt_payload={Repeat("%41", 345_000)}"));
    }

    private static IEnumerable<AttackRequest> JsonBodies(params string[] routes)
    {
        (string Name, byte[] Body)[] bodies =
        [
            ("zeros", Encoding.ASCII.GetBytes($"[{Repeat("0,", (Megabyte / 2) - 2)}0]")),
            ("empty lists", Encoding.ASCII.GetBytes($"[{Repeat("[],", (Megabyte / 3) - 2)}0]")),
            ("brackets", Encoding.ASCII.GetBytes(Repeat("[", Megabyte))),
            ("names", Encoding.ASCII.GetBytes($"{{{Join(90_000, i => $"\"{i:x5}\":0", ",")}}}")),
            ("one name", Encoding.ASCII.GetBytes($"{{{Join(170_000, _ => "\"a\":0", ",")}}}")),
            ("a text of escapes", Encoding.ASCII.GetBytes($"{{\"a\":\"{Repeat("\\u0041", 170_000)}\"}}")),
            ("a long text", Encoding.ASCII.GetBytes($"{{\"a\":\"{new string('a', Megabyte - 16)}\"}}")),
        ];
        foreach (var route in routes)
        {
            foreach (var (name, body) in bodies)
            {
                var authorization = route == "monday" ? "Authorization: a.b.c\r\n" : "";
                yield return AttackRequest.Of($"1 MiB of JSON, {name}: {route}", route, AttackRequest.Json + authorization, body);
            }
        }

        var elements = Encoding.ASCII.GetBytes($$"""{"value":[{{Join(999, _ => """{"clientState":"x"}""", ",")}}]}""");
        yield return AttackRequest.Of("999 elements of a batch", "microsoft-graph", AttackRequest.Json, elements);
    }

    /// <summary>A megabyte that is merely received and hashed, in each way that there is.</summary>
    private static IEnumerable<AttackRequest> Large()
    {
        yield return AttackRequest.Of("1 MiB of weights", "easypost", $"{AttackRequest.Json}X-Hmac-Signature: hmac-sha256-hex={Hash}\r\n", Encoding.ASCII.GetBytes(Repeat("\"weight\":1,", Megabyte / 12)));
        yield return AttackRequest.Of("1 MiB hashed with 2 secrets", "shopify", $"{AttackRequest.Json}X-Shopify-Hmac-Sha256: {Base64(32)}\r\n", Text(Megabyte));
        yield return AttackRequest.Of("1 MiB, 8 Ed25519 signatures", "standard-webhooks-v1a", $"{AttackRequest.Json}webhook-id: a\r\nwebhook-timestamp: {Now}\r\nwebhook-signature: {Join(8, _ => "v1a," + Edwards, " ")}\r\n", Text(Megabyte));
        yield return AttackRequest.Of("1 MiB of a text without a signature", "slack", AttackRequest.Json, Text(Megabyte));
    }

    private static byte[] Text(int length) => Encoding.ASCII.GetBytes("\"" + new string('x', length - 2) + "\"");

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    private static string Join(int count, Func<int, string> part, string between) => string.Join(between, Enumerable.Range(0, count).Select(part));

    private static string Base64(int bytes) => Convert.ToBase64String(RandomNumberGenerator.GetBytes(bytes));

    /// <summary>A signature over something else: RFC 8032, section 7.1, test 1. Nothing short of the whole computation refuses it.</summary>
    private static string Edwards { get; } = Convert.ToBase64String(Convert.FromHexString(
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"));

    private static string Ecdsa()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Convert.ToBase64String(key.SignData("another"u8, HashAlgorithmName.SHA1, DSASignatureFormat.Rfc3279DerSequence));
    }
}
