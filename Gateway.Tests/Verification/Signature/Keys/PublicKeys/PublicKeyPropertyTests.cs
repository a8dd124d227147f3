using FsCheck;
using FsCheck.Fluent;
using Gateway.Tests.Support;
using Gateway.Verification.Signature.Keys;
using Gateway.Verification.Signature.Keys.PublicKeys;
using Xunit.Abstractions;

namespace Gateway.Tests.Verification.Signature.Keys.PublicKeys;

/// <summary>For any content and, where keys are cheap to make, any key.</summary>
public sealed class PublicKeyPropertyTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, PublicKeyAlgorithm> Algorithms = new(StringComparer.Ordinal)
    {
        ["ed25519"] = PublicKeyAlgorithms.Ed25519,
        ["ecdsa-p256-sha256"] = PublicKeyAlgorithms.EcdsaP256Sha256,
        ["ecdsa-p256-sha256-p1363"] = PublicKeyAlgorithms.EcdsaP256Sha256P1363,
        ["rsa-sha1"] = PublicKeyAlgorithms.RsaSha1,
        ["rsa-sha256"] = PublicKeyAlgorithms.RsaSha256,
        ["rsa-sha512"] = PublicKeyAlgorithms.RsaSha512,
        ["rsa-pss-sha256"] = PublicKeyAlgorithms.RsaPssSha256,
    };

    /// <summary>Of the letters that encodings use, so that many can be read.</summary>
    private static readonly Arbitrary<string> Texts =
        Gen.Elements("09afAFgzGZ+/-_=".ToCharArray()).ListOf().Select(letters => string.Concat(letters)).ToArbitrary();

    public static TheoryData<string> Names => [.. Algorithms.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_signed_verifies_and_one_byte_changed_anywhere_does_not(string name)
    {
        Prop.ForAll<byte[], byte, int>((content, seed, change) =>
        {
            var key = name == "ed25519" ? TestKey.Edwards(seed) : TestKey.Of(name);
            var verifier = Algorithms[name].Import(key.Info);
            var signature = key.Sign(content);

            return verifier.Verify(content, signature)
                && !verifier.Verify(content, Changed(signature, change))
                && !verifier.Verify(content, [.. signature, (byte)change])
                && !verifier.Verify([.. content, (byte)change], signature)
                && (content.Length == 0 || !verifier.Verify(Changed(content, change), signature));
        }).Check(RepeatedCases.Of(60, output));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_bytes_whatever_are_a_signature_or_an_exception(string name)
    {
        var verifier = Algorithms[name].Import(TestKey.Of(name).Info);

        Prop.ForAll<byte[], byte[]>((content, signature) => !verifier.Verify(content, signature))
            .Check(RepeatedCases.Of(300, output));
    }

    [Fact]
    public void Any_bytes_have_one_text_in_each_encoding()
    {
        foreach (var encoding in Enum.GetValues<SignatureEncoding>())
        {
            Prop.ForAll<byte[]>(bytes =>
            {
                var text = new char[(3 * bytes.Length) + 4];
                var length = SignatureText.Write(bytes, encoding, text);
                var read = new byte[bytes.Length];
                return SignatureText.TryRead(text.AsSpan(0, length), encoding, read, out var written)
                    && read.AsSpan(0, written).SequenceEqual(bytes);
            }).Check(RepeatedCases.Of(300, output));
            var read = 0;
            Prop.ForAll(Texts, text =>
            {
                var bytes = new byte[64];
                var again = new char[172];
                if (!SignatureText.TryRead(text, encoding, bytes, out var length))
                {
                    return true;
                }

                read++;
                return text == new string(again, 0, SignatureText.Write(bytes.AsSpan(0, length), encoding, again));
            }).Check(RepeatedCases.Of(300, output));
            Assert.True(read > 0, $"None of the texts was one in {encoding}.");
        }
    }

    private static byte[] Changed(byte[] bytes, int change)
    {
        var changed = bytes.ToArray();
        changed[(uint)change % (uint)bytes.Length] ^= (byte)(1 + ((uint)change % 255));
        return changed;
    }
}
