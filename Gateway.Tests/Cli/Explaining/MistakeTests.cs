using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Tests.Support;

namespace Gateway.Tests.Cli.Explaining;

/// <summary>Each mistake, made on a provider's vector, is the first that is told.</summary>
[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
public sealed class MistakeTests
{
    private const string Json = """{"name":"Zoë","path":"a/b","tags":["<x>","y"],"n":1.50,"empty":{}}""";
    private const string Pretty = "{\n  \"name\": \"Zoë\",\n  \"path\": \"a/b\",\n  \"tags\": [\n    \"<x>\",\n    \"y\"\n  ],\n  \"n\": 1.50,\n  \"empty\": {}\n}";

    private static readonly Dictionary<string, (string Vector, Action<ExplainScene> Make, string Told)> Mistakes = new(StringComparer.Ordinal)
    {
        ["the file ends with an editor's line end"] = ("github", scene =>
        {
            scene.Headers.Add(("Content-Length", $"{scene.Body.Length}"));
            scene.Body = [.. scene.Body, (byte)'\n'];
        }, "Nothing is wrong with the first"),
        ["the secret is past its time"] = ("github", scene => scene.Signature["Secrets"] = new JsonArray(
            new JsonObject { ["Id"] = "old", ["Value"] = "env:SECRET", ["NotAfter"] = "2023-01-01T00:00:00Z" }),
            "It was signed with the secret 'old', which does not count from 2023-01-01T00:00:00Z on"),
        ["the secret's time has not come"] = ("github", scene => scene.Signature["Secrets"] = new JsonArray(
            new JsonObject { ["Id"] = "new", ["Value"] = "env:SECRET", ["NotBefore"] = "2024-01-01T00:00:00Z" }),
            "It was signed with the secret 'new', which does not count before 2024-01-01T00:00:00Z"),
        ["the signature in two lines"] = ("github", scene => scene.Headers.Add(("X-Hub-Signature-256", scene["X-Hub-Signature-256"])), "The header 'X-Hub-Signature-256' stands 2 times"),
        ["another signature beside it"] = ("github", scene => scene.Headers.Insert(0, ("X-Hub-Signature-256", "sha256=00")), "The header 'X-Hub-Signature-256' stands 2 times"),
        ["the signature twice in one line"] = ("github", scene => scene["X-Hub-Signature-256"] += ", " + scene["X-Hub-Signature-256"], "The header 'X-Hub-Signature-256' holds its value twice"),
        ["a header respelt"] = ("github", scene => Rename(scene, "X-Hub-Signature-256", "HTTP_X_HUB_SIGNATURE_256"), "Headers were renamed on the way: 'HTTP_X_HUB_SIGNATURE_256' in the place of 'X-Hub-Signature-256'"),
        ["a line end pasted at the provider"] = ("github", scene => scene.SignAsGitHub(scene.Text, scene.Secret + "\n"), "The provider's copy of the secret ends with a line end"),
        ["a blank pasted at the provider"] = ("github", scene => scene.SignAsGitHub(scene.Text, scene.Secret + " "), "The provider's copy of the secret ends with a blank"),
        ["the gateway's secret in quotes"] = ("github", scene => scene.Environment["SECRET"] = $"\"{scene.Secret}\"", "The gateway's copy of the secret stands in quotes"),
        ["a character that cannot be seen"] = ("github", scene => scene.Environment["SECRET"] = scene.Secret + "\u200B", "The gateway's copy of the secret holds characters that cannot be seen"),
        ["Svix taken for Stripe"] = ("standard-webhooks", scene => (scene.Signature["Key"], scene.Signature["KeyPrefix"]) = ("utf8", ""), "The provider takes the secret as base64, decoded, without 'whsec_'; the route takes it as the text it is"),
        ["Stripe taken for Svix"] = ("github", scene =>
        {
            const string secret = "whsec_Q9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfK";
            scene.Environment["SECRET"] = secret;
            scene.SignAsGitHub(scene.Text, secret);
            (scene.Signature["Key"], scene.Signature["KeyPrefix"]) = ("base64", "whsec_");
        }, "The provider takes the secret as the text it is; the route takes it as base64, decoded, without 'whsec_'"),
        ["a secret that lost its prefix"] = ("github", scene => scene.SignAsGitHub(scene.Text, "whsec_" + scene.Secret), "The provider's secret begins with 'whsec_'"),
        ["a secret in hex"] = ("github", scene =>
        {
            scene.Environment["SECRET"] = "00112233445566778899aabbccddeeff";
            scene.SignAsGitHub(scene.Text, Convert.FromHexString("00112233445566778899aabbccddeeff"));
        }, "The provider takes the secret as hex, decoded; the route takes it as the text it is"),
        ["a secret in base64"] = ("github", scene =>
        {
            scene.Environment["SECRET"] = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
            scene.SignAsGitHub(scene.Text, Convert.FromBase64String("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
        }, "The provider takes the secret as base64, decoded; the route takes it as the text it is"),
        ["the secret of another route"] = ("github", scene =>
        {
            scene.Environment["OTHER"] = "the other route's own secret";
            scene.SignAsGitHub(scene.Text, "the other route's own secret");
            scene.OtherRoutes["second"] = Section("""{ "Provider": "github", "Signature": { "Secrets": [ "env:OTHER" ] } }""");
        }, "It was signed with the secret 'env:OTHER' of the route 'second'"),
        ["the webhook of another route"] = ("shopify", scene =>
        {
            scene.Environment["OTHER"] = scene.Secret;
            scene.Environment["SECRET"] = "the secret of this route";
            scene.Verification["Provider"] = "github";
            scene.OtherRoutes["shop"] = Section("""{ "Provider": "shopify", "Signature": { "Secrets": [ "env:OTHER" ] } }""");
        }, "It is a genuine webhook of the route 'shop' (provider 'shopify')"),
        ["another provider's webhook"] = ("shopify", scene => scene.Verification["Provider"] = "github", "It is signed as Shopify signs (provider 'shopify')"),
        ["seconds read as milliseconds"] = ("stripe", scene => scene.Verification["Replay"] = Section("""{ "Format": "unix-milliseconds" }"""), "The timestamp is written in unix-seconds, and read as unix-milliseconds"),
        ["seconds read as a date"] = ("stripe", scene => scene.Verification["Replay"] = Section("""{ "Format": "iso-8601" }"""), "The timestamp is written in unix-seconds, and read as iso-8601"),
        ["hex for base64"] = ("shopify", scene => scene["X-Shopify-Hmac-Sha256"] = Convert.ToHexStringLower(Convert.FromBase64String(scene["X-Shopify-Hmac-Sha256"])), "The signature is the right one, written in hex and not base64"),
        ["base64 for hex"] = ("github", scene => scene["X-Hub-Signature-256"] = "sha256=" + Convert.ToBase64String(Convert.FromHexString(scene["X-Hub-Signature-256"][7..])), "The signature is the right one, written in base64 and not hex"),
        ["hex in upper case"] = ("github", scene => scene["X-Hub-Signature-256"] = "sha256=" + scene["X-Hub-Signature-256"][7..].ToUpperInvariant(), "The signature is the right one, written in hex-upper and not hex"),
        ["no prefix"] = ("github", scene => scene["X-Hub-Signature-256"] = scene["X-Hub-Signature-256"][7..], "The signature is the right one, without 'sha256=' before it"),
        ["a prefix that is not configured"] = ("github", scene => scene.Signature["Prefix"] = "", "The signature is the right one, behind 'sha256='"),
        ["a signature in quotes"] = ("github", scene => scene["X-Hub-Signature-256"] = $"\"{scene["X-Hub-Signature-256"]}\"", "The header 'X-Hub-Signature-256' holds the right signature in quotes"),
        ["plus signs decoded"] = ("shopify", scene => SignWithPlus(scene), "The header 'X-Shopify-Hmac-Sha256' holds the right signature with blanks where plus signs were"),
        ["SHA-1 for SHA-256"] = ("shopify", scene => scene["X-Shopify-Hmac-Sha256"] = Convert.ToBase64String(Sha1(scene)), "The signature is made with hmac-sha1 and not hmac-sha256"),
        ["SHA-512 for SHA-256"] = ("shopify", scene => scene["X-Shopify-Hmac-Sha256"] = Convert.ToHexStringLower(HMACSHA512.HashData(Encoding.UTF8.GetBytes(scene.Secret), scene.Body)), "The signature is made with hmac-sha512 and not hmac-sha256, written in hex and not base64"),
        ["the header of the older version"] = ("github", scene =>
        {
            scene.Headers.RemoveAll(header => header.Name == "X-Hub-Signature-256");
            scene.Headers.Add(("X-Hub-Signature", "sha1=" + Convert.ToHexStringLower(Sha1(scene))));
        }, "The signature stands in 'X-Hub-Signature', not in 'X-Hub-Signature-256', made with hmac-sha1 and not hmac-sha256, behind 'sha1='"),
        ["a header of any name"] = ("github", scene => Rename(scene, "X-Hub-Signature-256", "X-My-Proxy-Signature"), "The signature stands in 'X-My-Proxy-Signature', not at 'header:X-Hub-Signature-256'"),
        ["the stamp of another header"] = ("slack", scene =>
        {
            scene.Headers.Add(("X-Event-Time", scene["X-Slack-Request-Timestamp"]));
            scene["X-Slack-Request-Timestamp"] = "1700000001";
        }, "The timestamp that was signed is the one in 'X-Event-Time' (unix-seconds)"),
        ["a stamp changed on the way"] = ("slack", scene => scene["X-Slack-Request-Timestamp"] = "1700000000000", "The timestamp in 'X-Slack-Request-Timestamp' was changed on the way: it was signed in unix-seconds"),
        ["a line end added"] = ("github", scene => scene.Body = [.. scene.Body, (byte)'\n'], "The body ends with a line end that was not signed"),
        ["a line end lost"] = ("github", scene => scene.SignAsGitHub(scene.Text + "\n"), "A line end at the end of the body was lost"),
        ["a Windows line end added"] = ("github", scene => scene.Body = [.. scene.Body, .. "\r\n"u8], "The body ends with a line end (CR LF) that was not signed"),
        ["LF became CR LF"] = ("github", scene => Change(scene, "{\n\"a\": 1,\n\"b\": 2}", "{\r\n\"a\": 1,\r\n\"b\": 2}"), "The line ends of the body were changed from LF to CR LF"),
        ["CR LF became LF"] = ("github", scene => Change(scene, "{\r\n\"a\": 1,\r\n\"b\": 2}", "{\n\"a\": 1,\n\"b\": 2}"), "The line ends of the body were changed from CR LF to LF"),
        ["a byte order mark added"] = ("github", scene => scene.Body = [0xEF, 0xBB, 0xBF, .. scene.Body], "The body begins with a byte order mark that was not signed"),
        ["a byte order mark lost"] = ("github", scene => scene.SignAsGitHub("\uFEFF" + scene.Text), "The body lost a byte order mark"),
        ["UTF-8 twice"] = ("github", scene => Change(scene, Json, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(Json))))), "The body was encoded as UTF-8 once more"),
        ["gzip on the way"] = ("github", scene => scene.Body = Compress(scene.Body), "The body arrived compressed with gzip"),
        ["gzip twice"] = ("github", scene => scene.Body = Compress(Compress(scene.Body)), "The body arrived compressed with gzip twice"),
        ["base64 on the way"] = ("github", scene => scene.Text = Convert.ToBase64String(scene.Body), "The body arrived in base64"),
        ["a JSON string on the way"] = ("github", scene => scene.Text = JsonValue.Create(scene.Text).ToJsonString(), "The body arrived as a JSON string"),
        ["indented on the way"] = ("github", scene => Change(scene, Json, Pretty), "The body was read as JSON and written anew on the way; it was signed without any white space"),
        ["minified on the way"] = ("github", scene => Change(scene, Pretty, Json), "The body was read as JSON and written anew on the way; it was signed indented by 2 blanks."),
        ["minified, and its line end lost"] = ("github", scene => Change(scene, Pretty + "\n", Json), "The body was read as JSON and written anew on the way; it was signed indented by 2 blanks, and a line end behind it"),
        ["indented by 4"] = ("github", scene => Change(scene, Pretty.Replace("  ", "    ", StringComparison.Ordinal), Json), "The body was read as JSON and written anew on the way; it was signed indented by 4 blanks"),
        ["Python's separators"] = ("github", scene => Change(scene, """{"a": 1, "b": ["x", "y"]}""", """{"a":1,"b":["x","y"]}"""), "The body was read as JSON and written anew on the way; it was signed with ', ' and ': '"),
        ["names in order"] = ("github", scene => Change(scene, """{"a":1,"b":2}""", """{"b":2,"a":1}"""), "The body was read as JSON and written anew on the way; it was signed without any white space, as JSON.stringify writes it, its names in order"),
        ["escaped as Python does"] = ("github", scene => Change(scene, """{"name": "Zo\u00eb", "a": 1}""", """{"name":"Zoë","a":1}"""), "The body was read as JSON and written anew on the way; it was signed with ', ' and ': ', as Python's json.dumps writes it, other than ASCII escaped (\\u00e9)"),
        ["no longer escaped"] = ("github", scene => Change(scene, """{"name":"Zoë"}""", """{"name":"Zo\u00eb"}"""), "The body was read as JSON and written anew on the way; it was signed without any white space, as JSON.stringify writes it, characters not escaped"),
        ["slashes as PHP escapes them"] = ("github", scene => Change(scene, """{"path":"a\/b"}""", """{"path":"a/b"}"""), "The body was read as JSON and written anew on the way; it was signed without any white space, as JSON.stringify writes it, slashes escaped"),
        ["tags as Go escapes them"] = ("github", scene => Change(scene, """{"tag":"\u003cx\u003e"}""", """{"tag":"<x>"}"""), "The body was read as JSON and written anew on the way; it was signed without any white space, as JSON.stringify writes it, < and > escaped (\\u003c)"),
        ["a form encoded anew"] = ("github", scene =>
        {
            scene["Content-Type"] = "application/x-www-form-urlencoded";
            Change(scene, "text=a+b&url=https%3A%2F%2Fexample.org", "text=a%20b&url=https%3a%2f%2fexample.org");
        }, "The form was read and encoded anew on the way; it was signed escaped as RFC 3986 says, blanks as +"),
        ["http for https"] = ("twilio", scene => scene.Verification["PublicUrl"] = Url(scene).Replace("https:", "http:", StringComparison.Ordinal), "The URL that was signed is another than the one the gateway takes for it: https in place of http."),
        ["another host"] = ("twilio", scene => scene.Verification["PublicUrl"] = Url(scene).Replace(scene.Vector.Url.Host, "inside.example.net", StringComparison.Ordinal), "The URL that was signed is another than the one the gateway takes for it: the host of the 'Host' header"),
        ["a port too many"] = ("twilio", scene => scene.Verification["PublicUrl"] = Url(scene).Replace(scene.Vector.Url.Host, scene.Vector.Url.Host + ":8443", StringComparison.Ordinal), "The URL that was signed is another than the one the gateway takes for it: the host of the 'Host' header"),
        ["a slash too many"] = ("twilio", scene => scene.Verification["PublicUrl"] = Url(scene) + "/", "The URL that was signed is another than the one the gateway takes for it: without the slash at its end"),
        ["a query added on the way"] = ("twilio", scene => scene.Target += "?trace=1", "The URL that was signed is another than the one the gateway takes for it: without the query"),
        ["a scheme and a path"] = ("twilio", scene => scene.Verification["PublicUrl"] = Url(scene).Replace("https:", "http:", StringComparison.Ordinal) + "/", "The URL that was signed is another than the one the gateway takes for it: https in place of http, and without the slash at its end"),
        ["another content"] = ("stripe", scene =>
        {
            scene.Signature["Content"] = "{timestamp}{body}";
        }, "What is signed is '{timestamp}.{body}', not '{timestamp}{body}'"),
    };

    public static TheoryData<string> Names => [.. Mistakes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_mistake_is_told_by_its_name(string name)
    {
        var (vector, make, told) = Mistakes[name];
        using var scene = new ExplainScene(vector);
        make(scene);
        var exitCode = await scene.RunAsync();

        Assert.True(exitCode == 1, scene.Output + scene.Error);
        Assert.True(scene.Mistake.StartsWith(told, StringComparison.Ordinal), scene.Output);
        Assert.NotEmpty(scene.LineOf("Cure"));
        Each.Is(scene.Environment.Values.Append(scene.Secret), secret => Assert.DoesNotContain(secret, scene.Output, StringComparison.Ordinal));
        Assert.DoesNotContain(scene.Text, scene.Output, StringComparison.Ordinal);
    }

    private static string Url(ExplainScene scene) => scene.Vector.Url.GetLeftPart(UriPartial.Path);

    private static byte[] Sha1(ExplainScene scene)
    {
#pragma warning disable CA5350 // Weak algorithm: it is the mistake.
        return HMACSHA1.HashData(Encoding.UTF8.GetBytes(scene.Secret), scene.Body);
#pragma warning restore CA5350
    }

    private static JsonObject Section(string json) => JsonNode.Parse(json)!.AsObject();

    private static void Rename(ExplainScene scene, string name, string other)
    {
        scene.Headers.Add((other, scene[name]));
        scene.Headers.RemoveAll(header => header.Name == name);
    }

    /// <summary>Signed as one body, arrived as the other.</summary>
    private static void Change(ExplainScene scene, string signed, string arrived)
    {
        scene.SignAsGitHub(signed);
        scene.Text = arrived;
    }

    /// <summary>A body whose signature has a plus sign, of which a form's decoder makes a blank.</summary>
    private static void SignWithPlus(ExplainScene scene)
    {
        var signature = "";
        for (var i = 0; !signature.Contains('+', StringComparison.Ordinal); i++)
        {
            scene.Text = $$"""{"id":{{i}}}""";
            signature = Convert.ToBase64String(Hmac.Sha256(scene.Secret, scene.Body));
        }

        scene["X-Shopify-Hmac-Sha256"] = signature.Replace('+', ' ');
    }

    private static byte[] Compress(byte[] body)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal))
        {
            gzip.Write(body);
        }

        return compressed.ToArray();
    }
}
