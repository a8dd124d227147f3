using System.Text.RegularExpressions;
using Gateway.Configuration;
using Gateway.JsonSchema;
using Gateway.Reading;
using Gateway.Tests.Support;

namespace Gateway.Tests.Providers;

/// <summary>One vector and the route of its preset.</summary>
internal sealed partial class VectorRun : IDisposable
{
    private const string MessageSignatures = "http-message-signatures";

    private readonly ConfigurationNode _preset;

    public VectorRun(string provider, Func<string, string, string>? change = null, TimeSpan later = default)
    {
        Vector = ProviderVector.Load(provider);
        if (change is not null && Vector is { Secret: null, Certificate: not null })
        {
            Vector = Vector.WithCertificate(CertificateHost.Other());
        }

        if (change is not null && Vector is { Secret: null, Certificate: null })
        {
            Vector = Vector.WithAnotherRoot();
        }

        _preset = TestSection.Read(Vector.Verification).Over(ShippedPresets.Find(Vector.Provider, "$")!);
        Route = TestRoute.Compile(
            Vector.Verification,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["SECRET"] = Vector.Secret is { } secret ? change?.Invoke(Algorithm, secret) ?? secret : "", ["VERIFY"] = "a token" },
            at: Vector.At + later);
    }

    public ProviderVector Vector { get; }

    public TestRoute Route { get; }

    public ConfigurationNode? Replay => _preset.Child("Replay");

    /// <summary>Of a token the claims say whether it covers the body; of HTTP message signatures <c>Content-Digest</c> does.</summary>
    public bool SignsBody => Signed.Contains("body}", StringComparison.Ordinal) || Algorithm == MessageSignatures || From == "body";

    /// <summary>The bytes of the body that are signed one by one: where it begins and ends, for each.</summary>
    public IEnumerable<Range> SignedMembers
    {
        get
        {
            string[] fields = Content == "{aws-sns-fields}"
                ? ["/Message", "/MessageId", "/Subject", "/Timestamp", "/TopicArn", "/Type"]
                : Content == "{adyen-fields}"
                ? [.. ((string[])["pspReference", "originalReference", "merchantAccountCode", "merchantReference", "amount/value", "amount/currency", "eventCode", "success", "additionalData/hmacSignature"])
                    .Select(name => $"/notificationItems/0/NotificationRequestItem/{name}")]
                : [.. BodyPointer().Matches($"{Content}{{{From}}}").Select(match => match.Groups["pointer"].Value.Replace("*", "1", StringComparison.Ordinal))];
            var pointers = new JsonPointerSet(fields);
            var values = new LocatedValue[fields.Length];
            pointers.Read(Vector.Body, StrictJsonOptions.Default, values);
            return values.Where(value => value.IsFound).Select(value => value.Start..(value.Start + value.Length));
        }
    }

    public IEnumerable<(string Name, string Value)> SignedHeaders
    {
        get
        {
            var places = $"{From} {Content} {Replay?.Child("Timestamp")?.Value}";
            return Vector.Headers
                .Where(header => places.Contains($"header:{header.Key}", StringComparison.OrdinalIgnoreCase))
                .Select(header => (header.Key, header.Value));
        }
    }

    public string Algorithm => _preset.At("Signature", "Algorithm").Value!;

    /// <summary>All that names what is signed: the content, or the claims of a token.</summary>
    public string Signed => Content + string.Concat(_preset.At("Signature", "Jwt", "Claims").Children.Select(claim => claim.Value.Value));

    public string Content => Algorithm is "shared-token" or "basic" or "jwt" or MessageSignatures ? "" : _preset.At("Signature", "Content").Value ?? "{body}";

    public string From => Algorithm == MessageSignatures
        ? "header:Signature + header:Signature-Input + header:Content-Digest"
        : _preset.At("Signature", "From").Value!;

    public bool FindsItsSignatureIn(ProviderVector foreign) =>
        foreign.Headers.Keys.Any(name => From.Contains($"header:{name}", StringComparison.OrdinalIgnoreCase));

    /// <summary>Where in a header's text something stands that is signed: an element before it, or others in quotes around it, may be nobody's.</summary>
    public (int From, int Until) SignedRange(string name, string value)
    {
        if (QuotedField().Match(From) is { Success: true } quoted && From.StartsWith($"header:{name}[", StringComparison.OrdinalIgnoreCase))
        {
            var begin = value.IndexOf($"{quoted.Groups["field"].Value}=\"", StringComparison.Ordinal) + quoted.Groups["field"].Length + 2;
            return (begin, value.IndexOf('"', begin));
        }

        var isBehindOne = From.Equals($"header:{name}[1]", StringComparison.OrdinalIgnoreCase) && Replay is null;
        return (isBehindOne ? value.IndexOfAny([',', ';']) : 0, value.Length);
    }

    public TestRequest With(string name, params string[] values)
    {
        var request = Vector.Request;
        var kept = request.Headers.Where(header => header.Name != name);
        return request with { Headers = [.. kept, .. values.Select(value => (name, value))] };
    }

    /// <summary>Without any there is nothing in a header that could be changed: only where the preset names none.</summary>
    public void ExpectHeadersIfAnyAreNamed() => Assert.Equal(
        $"{From} {Content} {Replay?.Child("Timestamp")?.Value}".Contains("header:", StringComparison.OrdinalIgnoreCase), SignedHeaders.Any());

    public async Task ExpectRefusedAsync(TestRequest request, string what)
    {
        var outcome = await Route.OutcomeOfAsync(request);
        Assert.True(Refused(outcome), $"{what}: {outcome}");
    }

    public void Dispose() => Route.Dispose();

    public static bool Refused(string outcome) =>
        outcome.StartsWith("signature_", StringComparison.Ordinal) || outcome.StartsWith("timestamp_", StringComparison.Ordinal);

    [GeneratedRegex("\\['(?<field>[^']+)'\\]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex QuotedField();

    [GeneratedRegex("(body|every):(?<pointer>/[^}?| ]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex BodyPointer();
}
