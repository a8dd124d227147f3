using System.Security.Cryptography;
using Gateway.Tests.Support;
using Gateway.Verification.Signature.Keys;

namespace Gateway.Tests.Verification.Signature.Keys;

/// <summary>HMACs made with shared hashes are those of the runtime, whatever the lengths; RFC 4231's vectors are in HmacVectorTests.</summary>
public sealed class HmacKeyTests
{
    public static TheoryData<string> Algorithms => ["SHA1", "SHA256", "SHA384", "SHA512"];

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Keys_and_contents_of_every_length_around_a_block_are_hashed_as_the_runtime_does(string algorithm)
    {
        var (hashes, name) = (HashesOf(algorithm), new HashAlgorithmName(algorithm));
        Span<byte> made = stackalloc byte[HMACSHA512.HashSizeInBytes];
        var wrong = new List<(int Key, int Content)>();
        foreach (var keyLength in (int[])[1, 20, 63, 64, 65, 127, 128, 129, 1000])
        {
            var secret = Pattern.Bytes(keyLength, start: 3);
            var key = new HmacKey(hashes, secret);
            foreach (var length in (int[])[0, 1, 63, 64, 65, 447, 448, 449, 511, 512, 513, 5000])
            {
                var content = Pattern.Bytes(length, start: 7);
                var hash = key.Begin();
                hash.Append(content.AsSpan(0, length / 3));
                hash.Append(content.AsSpan(length / 3));
                var written = hash.Finish(made);
                key.End(hash);
                if (!made[..written].SequenceEqual(CryptographicOperations.HmacData(name, secret, content)))
                {
                    wrong.Add((keyLength, length));
                }
            }
        }

        Assert.Empty(wrong);
        Assert.Equal(CryptographicOperations.HmacData(name, [1], []).Length, hashes.LengthInBytes);
    }

    [Fact]
    public void Two_keys_that_hash_at_the_same_time_know_nothing_of_each_other()
    {
        byte[][] secrets = [Pattern.Bytes(32, start: 1), Pattern.Bytes(32, start: 2)];
        HmacKey[] keys = [.. secrets.Select(secret => new HmacKey(HmacHashes.Sha256, secret))];
        IContentHash[] begun = [.. keys.Select(key => key.Begin())];
        Assert.NotSame(begun[0], begun[1]);

        begun[0].Append("one"u8);
        begun[1].Append("two"u8);
        var made = begun.Select(hash => Finish(hash)).ToList();

        Assert.Equal([HMACSHA256.HashData(secrets[0], "one"u8), HMACSHA256.HashData(secrets[1], "two"u8)], made);
        Each.Is(keys.Zip(begun), pair => pair.First.End(pair.Second));
    }

    private static byte[] Finish(IContentHash hash)
    {
        var made = new byte[hash.LengthInBytes];
        hash.Finish(made);
        return made;
    }

    private static HmacHashes HashesOf(string algorithm) => algorithm switch
    {
        "SHA1" => HmacHashes.Sha1,
        "SHA256" => HmacHashes.Sha256,
        "SHA384" => HmacHashes.Sha384,
        _ => HmacHashes.Sha512,
    };
}
