using System.Buffers.Text;
using System.Security.Cryptography;
using Gateway.Configuration;
using Gateway.Tests.Support;

namespace Gateway.Tests.Providers;

/// <summary>Every shipped preset, with every vector that is known of it, through the real stages.</summary>
public sealed class ShippedPresetsTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public static TheoryData<string> Vectors() => ProviderVector.All();

    public static TheoryData<string> Presets() => [.. ShippedPresets.Names];

    [Theory]
    [MemberData(nameof(Presets))]
    public void A_preset_says_who_it_is_and_how_the_facts_are_known(string provider)
    {
        var info = ShippedPresets.Find(provider, "$")!.Child("Info")!;

        Assert.NotEmpty(info.Child("Name")!.Value!);
        Assert.Contains(info.Child("Status")!.Value, (string[])["verified", "community"]);
        Assert.NotEmpty(info.Child("Source")!.Value!);
    }

    [Theory]
    [MemberData(nameof(Presets))]
    public void A_preset_links_to_the_documentation_by_https(string provider)
    {
        var link = ShippedPresets.Find(provider, "$")!.At("Info", "Documentation").Value;

        Assert.True(Uri.TryCreate(link, UriKind.Absolute, out var page) && page.Scheme == Uri.UriSchemeHttps, $"'{link}'");
    }

    [Fact]
    public void Every_preset_has_a_vector_but_the_few_that_prove_little() => Assert.Equal(
        (string[])["azure-event-grid", "ideogram-generation", "mailchimp", "mollie-classic", "monday", "strava", "surveymonkey", "viber", "websub"],
        ShippedPresets.Names.Except(ProviderVector.Names(), StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Vectors))]
    public async Task A_vector_is_accepted(string provider)
    {
        using var run = new VectorRun(provider);

        Assert.Equal("passed", await run.Route.OutcomeOfAsync(run.Vector.Request));
    }

    [Theory]
    [MemberData(nameof(ProviderVector.Documented), MemberType = typeof(ProviderVector))]
    public async Task A_vector_of_the_provider_s_own_is_accepted_and_no_other_secret_s(string name)
    {
        using var run = new VectorRun(name);
        using var other = new VectorRun(name, AnotherSecret);

        // LINE documents the challenge of its console, which is answered once it is proven.
        Assert.Equal(run.Vector.Provider == "line" ? "handshake" : "passed", await run.Route.OutcomeOfAsync(run.Vector.Request));
        await other.ExpectRefusedAsync(run.Vector.Request, "another secret");
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public async Task A_signed_header_that_is_missing_doubled_truncated_or_written_otherwise_is_refused(string provider)
    {
        using var run = new VectorRun(provider);
        run.ExpectHeadersIfAnyAreNamed();
        foreach (var (name, value) in run.SignedHeaders)
        {
            await run.ExpectRefusedAsync(run.With(name), $"no {name}");
            await run.ExpectRefusedAsync(run.With(name, ""), $"empty {name}");
            await run.ExpectRefusedAsync(run.With(name, value, value), $"{name} twice");
            await run.ExpectRefusedAsync(run.With(name, value, "anything"), $"two {name}");
            await run.ExpectRefusedAsync(run.With(name, value[..^1]), $"truncated {name}");
            await run.ExpectRefusedAsync(run.With(name, value + "0"), $"longer {name}");
            foreach (var cased in new[] { value.ToUpperInvariant(), value.ToLowerInvariant() }.Where(cased => cased != value))
            {
                await run.ExpectRefusedAsync(run.With(name, cased), $"{name} in another case");
            }
        }
    }

    [Theory]
    [InlineData("circleci", "circleci-signature", ",v2=0a1b")]
    [InlineData("synctera", "Synctera-Signature", ".0a1b")]
    [InlineData("bridge-api", "BridgeApi-Signature", ",v1=0A1B")]
    [InlineData("hookdeck-outpost", "x-outpost-signature", ",0a1b")]
    [InlineData("worldpay-access", "Event-Signature", ",2/SHA256/0a1b")]
    public async Task A_signature_of_another_version_or_secret_may_stand_beside(string provider, string header, string other)
    {
        using var run = new VectorRun(provider);
        var padded = other.Replace("0a1b", new string('a', 64), StringComparison.Ordinal).Replace("0A1B", new string('A', 64), StringComparison.Ordinal);

        Assert.Equal("passed", await run.Route.OutcomeOfAsync(run.With(header, run.Vector.Headers[header] + padded)));
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public async Task Another_secret_refuses_the_vector(string provider)
    {
        using var run = new VectorRun(provider, AnotherSecret);

        await run.ExpectRefusedAsync(run.Vector.Request, "another secret");
    }

    /// <summary>Any account of Google's could have a token signed for the route's URL.</summary>
    [Fact]
    public void A_route_of_Pub_Sub_has_to_name_the_account_that_sends() => Assert.Contains(
        "Signature.Jwt.Claims.email: is empty",
        Assert.Single(TestRoute.ProblemsOf("""{ "Provider": "google-pubsub", "PublicUrl": "https://h.example/hook" }""")),
        StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Vectors))]
    public async Task A_stamp_is_good_up_to_its_bounds_and_not_a_second_beyond(string provider)
    {
        using var run = new VectorRun(provider);
        if (run.Replay is not { } replay)
        {
            Assert.DoesNotContain("{timestamp}", run.Content, StringComparison.Ordinal);
            return;
        }

        var maxAge = TimeSpan.Parse(replay.Child("MaxAge")?.Value ?? "00:05:00", System.Globalization.CultureInfo.InvariantCulture);
        var maxSkew = TimeSpan.Parse(replay.Child("MaxSkew")?.Value ?? "00:05:00", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal("passed", await OutcomeAtAsync(provider, maxAge));
        Assert.Equal("timestamp_too_old", await OutcomeAtAsync(provider, maxAge + Second));
        Assert.Equal("passed", await OutcomeAtAsync(provider, -maxSkew));
        Assert.Equal("timestamp_in_future", await OutcomeAtAsync(provider, -maxSkew - Second));
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public async Task No_other_provider_s_webhook_is_let_in(string provider)
    {
        using var run = new VectorRun(provider);
        var others = ProviderVector.Names().Where(other => other != run.Vector.Provider).ToList();
        Assert.NotEmpty(others);
        foreach (var other in others)
        {
            var foreign = ProviderVector.Load(other);
            var outcome = await run.Route.OutcomeOfAsync(foreign.Request);

            // One that sends the same header is told apart by its secret alone, and the vectors share theirs.
            Assert.True(
                VectorRun.Refused(outcome) || outcome == "content_type_not_allowed" || run.FindsItsSignatureIn(foreign),
                $"{other}'s webhook: {outcome}");
        }
    }

    /// <summary>A secret of the same form; of a public key another one, since most texts are no key at all.</summary>
    private static string AnotherSecret(string algorithm, string secret)
    {
        // RFC 8032, section 7.1, the first test's.
        const string ed25519 = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
        switch (algorithm)
        {
            case "ed25519" when secret.Length == ed25519.Length:
                return ed25519;
            case "ed25519" when !secret.EndsWith('='):
                return Base64Url.EncodeToString(Convert.FromHexString(ed25519));
            case "ed25519":
                return secret[..^44] + Convert.ToBase64String(Convert.FromHexString(ed25519));
            case "http-message-signatures":
                return Convert.ToBase64String(Convert.FromHexString(ed25519));
            case "ecdsa-p256-sha256":
                using (var key = ECDsa.Create(ECCurve.NamedCurves.nistP256))
                {
                    return Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());
                }

            case "jwt" when secret.StartsWith('{'):
                using (var key = ECDsa.Create(ECCurve.NamedCurves.nistP256))
                {
                    var point = key.ExportParameters(includePrivateParameters: false).Q;
                    return $$"""{"kty":"EC","crv":"P-256","x":"{{Base64Url.EncodeToString(point.X)}}","y":"{{Base64Url.EncodeToString(point.Y)}}"}""";
                }

            case "rsa-sha256" when secret.Contains("BEGIN", StringComparison.Ordinal):
            case "jws-detached":
            case "rsa-pss-sha512":
            case "rsa-sha1":
            case "rsa-sha512":
            case "jwt" when secret.Contains("BEGIN", StringComparison.Ordinal):
                using (var key = RSA.Create(2048))
                {
                    return key.ExportSubjectPublicKeyInfoPem();
                }

            case "ecdsa-p256-sha1":
                using (var key = ECDsa.Create(ECCurve.NamedCurves.nistP256))
                {
                    return key.ExportSubjectPublicKeyInfoPem();
                }

            case "rsa-sha256" when secret.Length > 100:
                using (var key = RSA.Create(2048))
                {
                    return Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());
                }

            default:
                return secret[..^3] + (secret[^3] == 'A' ? 'B' : 'A') + secret[^2..];
        }
    }

    private static async Task<string> OutcomeAtAsync(string provider, TimeSpan later)
    {
        using var run = new VectorRun(provider, later: later);
        return await run.Route.OutcomeOfAsync(run.Vector.Request);
    }

}
