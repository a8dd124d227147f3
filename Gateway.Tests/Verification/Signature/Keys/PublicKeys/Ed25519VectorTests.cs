using Gateway.Tests.Support;
using Gateway.Verification.Signature.Keys.PublicKeys;

namespace Gateway.Tests.Verification.Signature.Keys.PublicKeys;

/// <summary>RFC 8032, section 7.1, and what its section 5.1.7 refuses.</summary>
public sealed class Ed25519VectorTests
{
    private static readonly byte[] Seed = [.. Enumerable.Repeat((byte)7, 32)];

    public static TheoryData<string> Vectors =>
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Vectors", "PublicKeys", "ed25519-rfc8032.txt")).Where(line => line[0] != '#')];

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Every_RFC_vector_verifies_and_no_bit_of_it_may_change(string vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        var fields = vector.Split(' ');
        var key = Ed25519PublicKey.Import(Ed25519PublicKey.Info(Convert.FromHexString(fields[2])));
        var message = fields[3] == "-" ? [] : Convert.FromHexString(fields[3]);
        var signature = Convert.FromHexString(fields[4]);

        Assert.True(key.Verify(message, signature));
        for (var bit = 0; bit < 8 * signature.Length; bit++)
        {
            Assert.False(key.Verify(message, Flip(signature, bit)));
        }

        Assert.False(key.Verify([.. message, 0], signature));
        Assert.False(message.Length > 0 && key.Verify(Flip(message, (8 * message.Length) - 1), signature));
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void The_signer_of_the_tests_agrees_with_the_RFC(string vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        var fields = vector.Split(' ');
        var secret = Convert.FromHexString(fields[1]);

        Assert.Equal(fields[2], Convert.ToHexStringLower(Ed25519.PublicKey(secret)));
        Assert.Equal(fields[4], Convert.ToHexStringLower(Ed25519.Sign(secret, fields[3] == "-" ? [] : Convert.FromHexString(fields[3]))));
    }

    [Fact]
    public void No_second_signature_can_be_made_of_a_first()
    {
        var key = Ed25519PublicKey.Import(Ed25519PublicKey.Info(Ed25519.PublicKey(Seed)));
        var signature = Ed25519.Sign(Seed, "content"u8.ToArray());

        Assert.True(key.Verify("content"u8, signature));
        Assert.False(key.Verify("content"u8, Ed25519.Malleate(signature)));
    }

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000", "small order")]
    [InlineData("0100000000000000000000000000000000000000000000000000000000000000", "small order")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000080", "small order")]
    [InlineData("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", "small order")]
    [InlineData("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05", "small order")]
    [InlineData("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a", "small order")]
    [InlineData("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", "is no Ed25519 public key")]
    [InlineData("0200000000000000000000000000000000000000000000000000000000000000", "is no Ed25519 public key")]
    public void A_key_that_is_nobody_s_is_refused(string key, string message) =>
        Assert.Contains(
            message,
            Assert.Throws<FormatException>(() => Ed25519PublicKey.Import(Ed25519PublicKey.Info(Convert.FromHexString(key)))).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Many_threads_may_use_one_key()
    {
        var key = Ed25519PublicKey.Import(Ed25519PublicKey.Info(Ed25519.PublicKey(Seed)));
        var signature = Ed25519.Sign(Seed, "content"u8.ToArray());

        Parallel.For(0, 400, i => Assert.Equal(i % 2 == 0, key.Verify(i % 2 == 0 ? "content"u8 : "another"u8, signature)));
    }

    private static byte[] Flip(byte[] bytes, int bit)
    {
        var changed = bytes.ToArray();
        changed[bit / 8] ^= (byte)(1 << (bit % 8));
        return changed;
    }
}
