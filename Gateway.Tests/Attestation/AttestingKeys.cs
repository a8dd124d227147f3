using System.Text.Json.Nodes;

namespace Gateway.Tests.Attestation;

/// <summary>Keys that attest, and what others made of them: openssl of the pair.</summary>
internal static class AttestingKeys
{
    public const string Shared = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    public const string OtherShared = "whsec_ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=";

    /// <summary>Of <c>openssl genpkey -algorithm ed25519</c>.</summary>
    public const string Pem = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIEJJOo4g9/XYmcYdJi5cg59E1AeiQNyuk2ClIDoXf5cZ\n-----END PRIVATE KEY-----\n";

    /// <summary>Its public half, of <c>openssl pkey -pubout</c>.</summary>
    public const string PublicPem = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAQX4huqP/GIbYWJYQOYp8lAW3xptnfgBaCP6La8lawro=\n-----END PUBLIC KEY-----\n";

    /// <summary>Another one, as Standard Webhooks writes it.</summary>
    public static string Private => "whsk_" + Convert.ToBase64String(OtherSeed);

    /// <summary>The private key of the pair.</summary>
    public static byte[] Seed => Convert.FromHexString("42493a8e20f7f5d899c61d262e5c839f44d407a240dcae9360a5203a177f9719");

    public static byte[] OtherSeed => [.. Enumerable.Range(1, 32).Select(number => (byte)number)];

    public static byte[] PublicKey =>
        Convert.FromHexString("417e21baa3ff1886d8589610398a7c9405b7c69b677e005a08fe8b6bc95ac2ba");

    /// <summary>The environment of a gateway that attests by them.</summary>
    public static void AddTo(IDictionary<string, string> environment)
    {
        environment["SHARED"] = Shared;
        environment["OTHER_SHARED"] = OtherShared;
        environment["PEM"] = Pem.TrimEnd();
        environment["PRIVATE"] = Private;
    }

    /// <summary>A section of the configuration.</summary>
    public static JsonObject Section(string form, params string[] keys) =>
        new() { ["As"] = form, ["Key"] = new JsonArray([.. keys.Select(key => (JsonNode)$"env:{key}")]) };
}
