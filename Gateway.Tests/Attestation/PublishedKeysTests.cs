using System.Text;
using Gateway.Attestation;

namespace Gateway.Tests.Attestation;

public sealed class PublishedKeysTests
{
    private static readonly Ed25519AttestationKey Public = new("new", AttestingKeys.Seed);
    private static readonly Ed25519AttestationKey Old = new("old", AttestingKeys.OtherSeed);
    private static readonly SharedAttestationKey Shared = new("env:KEY", Convert.FromBase64String(AttestingKeys.Shared[6..]));

    [Fact]
    public void Public_keys_are_listed_once_and_shared_ones_never()
    {
        var keys = PublishedKeys.Of(
        [
            new(AttestationForm.StandardWebhooks, [Public, Shared], KeyPublication.Admin),
            new(AttestationForm.HttpMessageSignature, [Public, Old], KeyPublication.Everywhere),
        ]);

        const string first = """{"kty":"OKP","crv":"Ed25519","alg":"EdDSA","use":"sig","kid":"new","x":"QX4huqP_GIbYWJYQOYp8lAW3xptnfgBaCP6La8lawro"}""";
        var second = $$"""{"kty":"OKP","crv":"Ed25519","alg":"EdDSA","use":"sig","kid":"old","x":"{{System.Buffers.Text.Base64Url.EncodeToString(Support.Ed25519.PublicKey(AttestingKeys.OtherSeed))}}"}""";
        var expected = $$"""{"keys":[{{first}},{{second}}]}""";
        Assert.Equal(expected, Encoding.UTF8.GetString(keys.OnAdmin.Span));
        Assert.Equal(expected, Encoding.UTF8.GetString(keys.OnWebhooks!.Value.Span));
    }

    [Fact]
    public void Who_publishes_nothing_everywhere_has_nothing_on_the_other_listener()
    {
        var keys = PublishedKeys.Of([new(AttestationForm.StandardWebhooks, [Public], KeyPublication.Admin)]);

        Assert.Null(keys.OnWebhooks);
        Assert.Equal("""{"keys":[]}""", Encoding.UTF8.GetString(PublishedKeys.None.OnAdmin.Span));
    }
}
