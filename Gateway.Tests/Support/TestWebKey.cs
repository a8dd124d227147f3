using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Tests.Support;

/// <summary>An ES256 key of a provider: its JWK, and tokens that it signs.</summary>
internal sealed class TestWebKey(string? id = null) : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public string Pem => _key.ExportSubjectPublicKeyInfoPem();

    /// <summary>The public key as a member of a key set.</summary>
    public string Json
    {
        get
        {
            var point = _key.ExportParameters(includePrivateParameters: false).Q;
            var name = id is null ? "" : $"\"kid\":\"{id}\",";
            return $$"""{"kty":"EC",{{name}}"crv":"P-256","x":"{{Base64Url.EncodeToString(point.X)}}","y":"{{Base64Url.EncodeToString(point.Y)}}"}""";
        }
    }

    public static string Set(params ReadOnlySpan<TestWebKey> keys) =>
        $$"""{"keys":[{{string.Join(",", keys.ToArray().Select(key => key.Json))}}]}""";

    public string Token(string payload = "{}", string? header = null)
    {
        header ??= id is null ? """{"alg":"ES256"}""" : $$"""{"alg":"ES256","kid":"{{id}}"}""";
        var input = TestToken.Part(header) + "." + TestToken.Part(payload);
        return input + "." + Base64Url.EncodeToString(_key.SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256));
    }

    /// <summary>r and s side by side, as RFC 9421 and JWTs have them.</summary>
    public byte[] Sign(byte[] content) => _key.SignData(content, HashAlgorithmName.SHA256);

    public void Dispose() => _key.Dispose();
}
