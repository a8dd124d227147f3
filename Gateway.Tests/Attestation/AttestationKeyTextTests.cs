using Gateway.Attestation;

namespace Gateway.Tests.Attestation;

public sealed class AttestationKeyTextTests
{
    private static string Both(byte[] seed, byte[] publicKey) => "whsk_" + Convert.ToBase64String([.. seed, .. publicKey]);

    public static TheoryData<string> EdwardsTexts =>
    [
        AttestingKeys.Pem, AttestingKeys.Pem.TrimEnd(), "whsk_" + Convert.ToBase64String(AttestingKeys.Seed), Both(AttestingKeys.Seed, AttestingKeys.PublicKey),
    ];

    public static TheoryData<string> WrongTexts =>
    [
        "whsec_", "whsec_c2hvcnQ=", "whsec_" + Convert.ToBase64String(new byte[23]), "whsec_" + Convert.ToBase64String(new byte[65]), "whsec_no base64!",
        "whsk_", "whsk_c2hvcnQ=", Both(AttestingKeys.Seed, AttestingKeys.OtherSeed), "whpk_" + Convert.ToBase64String(AttestingKeys.PublicKey), AttestingKeys.PublicPem,
        Convert.ToBase64String(new byte[32]), "secret",
        "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VuBCIEIEJJOo4g9/XYmcYdJi5cg59E1AeiQNyuk2ClIDoXf5cZ\n-----END PRIVATE KEY-----", // X25519
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIEJJOo4g9/XYmcYdJi5cg59E1AeiQNyuk2ClIDoXf5cZ\n-----END ENCRYPTED PRIVATE KEY-----",
        "-----BEGIN EC PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIEJJOo4g9/XYmcYdJi5cg59E1AeiQNyuk2ClIDoXf5cZ\n-----END EC PRIVATE KEY-----",
    ];

    [Theory]
    [MemberData(nameof(EdwardsTexts))]
    public void An_Ed25519_key_may_be_written_in_any_of_its_forms_and_is_known_by_its_thumbprint(string text)
    {
        var key = AttestationKeyText.Read(text, id: null, "env:KEY", out var problem);

        Assert.Equal("", problem);
        Assert.Equal(AttestingKeys.PublicKey, key!.PublicKey.ToArray());
        Assert.Equal(("v1a", "ed25519"), (key.Version, key.Algorithm));

        // printf '{"crv":"Ed25519","kty":"OKP","x":"QX4huqP_GIbYWJYQOYp8lAW3xptnfgBaCP6La8lawro"}' | openssl dgst -sha256 -binary | basenc --base64url
        Assert.Equal(Thumbprint, key.Id);
        Assert.Equal("mine", AttestationKeyText.Read(text, "mine", "env:KEY", out _)!.Id);
    }

    private const string Thumbprint = "1FkIEPbNe-uRUpFThuuNRab9WSfF_ErvDNtuPJwkK0U";

    [Theory]
    [InlineData(24)]
    [InlineData(64)]
    public void A_shared_key_is_known_by_its_reference(int bytes)
    {
        var key = AttestationKeyText.Read("whsec_" + Convert.ToBase64String(new byte[bytes]), id: null, "env:KEY", out var problem);

        Assert.Equal("", problem);
        Assert.Equal(("env:KEY", "v1", "hmac-sha256"), (key!.Id, key.Version, key.Algorithm));
        Assert.True(key.PublicKey.IsEmpty);
    }

    [Theory]
    [MemberData(nameof(WrongTexts))]
    public void Anything_else_is_told_without_being_repeated(string text)
    {
        Assert.Null(AttestationKeyText.Read(text, id: null, "env:KEY", out var problem));

        Assert.NotEqual("", problem);
        var behind = text.Split('_')[^1];
        Assert.DoesNotContain(behind.Length > 0 ? behind : "\0", problem, StringComparison.Ordinal);
    }
}
