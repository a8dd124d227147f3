using System.Globalization;
using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;

namespace Gateway.Tests.Verification.Signature;

/// <summary>What a provider might send and how it might sign, made up for a property; signed here and not by the code under test.</summary>
/// <param name="Body">Any bytes.</param>
/// <param name="Id">Letters and digits.</param>
/// <param name="Time">When it is signed and received.</param>
/// <param name="Key">The HMAC's key, or what it is made of.</param>
/// <param name="Encoding">As <c>Signature:Encoding</c> names it.</param>
/// <param name="KeyForm">As <c>Signature:Key</c> names it.</param>
/// <param name="Change">Which change is made of it, whichever place is changed.</param>
internal sealed record ProvidedWebhook(byte[] Body, string Id, long Time, byte[] Key, string Encoding, string KeyForm, int Change)
{
    /// <summary>
    /// How many letters of ASCII are visible. Secrets under <c>utf8-nfkd</c> are of them alone: the tests run with
    /// InvariantGlobalization too, where .NET normalises nothing else.
    /// </summary>
    private const int Visible = 94;

    private static readonly Gen<byte> Octet = Gen.Choose(0, 255).Select(number => (byte)number);

    public static Arbitrary<ProvidedWebhook> Any { get; } = (
        from body in Octet.ArrayOf()
        from id in Gen.Elements("0123456789abcXYZ-_".ToCharArray()).NonEmptyListOf()
        from time in Gen.Choose(1_000_000_000, int.MaxValue)
        from key in Octet.NonEmptyListOf()
        from encoding in Gen.Elements("hex", "hex-upper", "base64", "base64url")
        from form in Gen.Elements("utf8", "utf8-nfkd", "hex", "base64", "base64url", "sha1")
        from change in Gen.Choose(0, int.MaxValue)
        select new ProvidedWebhook(body, string.Concat(id), time, [.. key], encoding, form, change)).ToArbitrary();

    public string Stamp => Time.ToString(CultureInfo.InvariantCulture);

    public DateTimeOffset At => DateTimeOffset.FromUnixTimeSeconds(Time);

    /// <summary>The secret as it is configured, in the form that its key has.</summary>
    public string Secret => KeyForm switch
    {
        "hex" => Convert.ToHexString(Key),
        "base64" => Convert.ToBase64String(Key),
        "base64url" => System.Buffers.Text.Base64Url.EncodeToString(Key),
        "utf8-nfkd" => string.Concat(Key.Select(octet => Letter((byte)(octet % Visible)))),
        _ => string.Concat(Key.Select(Letter)),
    };

    /// <summary>An HMAC over <paramref name="content"/>, written as <see cref="Encoding"/> says.</summary>
    public string Sign(HashAlgorithmName hash, byte[] content)
    {
        using var hmac = IncrementalHash.CreateHMAC(hash, HmacKey);
        hmac.AppendData(content);
        var signature = hmac.GetHashAndReset();
        return Encoding switch
        {
            "hex" => Convert.ToHexStringLower(signature),
            "hex-upper" => Convert.ToHexString(signature),
            "base64" => Convert.ToBase64String(signature),
            _ => System.Buffers.Text.Base64Url.EncodeToString(signature),
        };
    }

    /// <summary>What is signed, put together without the code under test.</summary>
    public byte[] Content(string template) => template switch
    {
        "{body}" => Body,
        "{timestamp}.{body}" => [.. Ascii(Stamp + "."), .. Body],
        "{body}{timestamp}" => [.. Body, .. Ascii(Stamp)],
        "{header:X-Id}.{timestamp}.{body}" => [.. Ascii($"{Id}.{Stamp}."), .. Body],
        _ => throw new ArgumentOutOfRangeException(nameof(template), template, "not a template of the tests"),
    };

    /// <summary>One byte replaced, taken out or put in somewhere.</summary>
    public byte[] Changed(byte[] bytes)
    {
        var value = (byte)(1 + ((uint)Change / 7 % 255));
        var at = bytes.Length == 0 ? 0 : Change % bytes.Length;
        switch (bytes.Length == 0 ? 2 : (uint)Change % 3)
        {
            case 0:
                var replaced = bytes.ToArray();
                replaced[at] ^= value;
                return replaced;
            case 1:
                return [.. bytes[..at], .. bytes[(at + 1)..]];
            default:
                return [.. bytes[..at], value, .. bytes[at..]];
        }
    }

    public string Changed(string text) => System.Text.Encoding.Latin1.GetString(Changed(System.Text.Encoding.Latin1.GetBytes(text)));

    private byte[] HmacKey => KeyForm switch
    {
        "hex" or "base64" or "base64url" => Key,
#pragma warning disable CA5350 // Weak algorithm: it is the form under test.
        "sha1" => SHA1.HashData(System.Text.Encoding.UTF8.GetBytes(Secret)),
#pragma warning restore CA5350
        _ => System.Text.Encoding.UTF8.GetBytes(Secret),
    };

    /// <summary>Visible ASCII, and letters beyond it.</summary>
    private static char Letter(byte octet) => octet < Visible ? (char)('!' + octet) : (char)(0x100 + octet);

    private static byte[] Ascii(string text) => System.Text.Encoding.ASCII.GetBytes(text);
}
