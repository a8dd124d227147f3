using System.Text;
using Gateway.Verification.Signature.Keys;

namespace Gateway.Tests.Verification.Signature.Keys;

/// <summary>Keccak-256 against values of <c>Vectors/sign.py</c>, at the ends of its blocks of 136 bytes, too.</summary>
public sealed class KeccakHashTests
{
    [Theory]
    [InlineData(0, "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470")]
    [InlineData(1, "3ac225168df54212a25c1c01fd35bebfea408fdac2e31ddd6f80a4bbf9a5f1cb")]
    [InlineData(3, "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45")]
    [InlineData(134, "44f9621ea230efc264a52d1d6b1b81162bf5d693101a956baa972fb60bf1ae51")]
    [InlineData(135, "8d237f5df8929398beb5240705b61f6c35b8e03a02fa7d691701f356facafb16")]
    [InlineData(136, "b98753581a7e73d753e1863f91847255c9a0dc6d4f751cbe191e70ce272a3565")]
    [InlineData(137, "e7eedf0c2b2ad46aef681626370d6d7e0f0521d8e54d873c6c7895adb3ff7986")]
    [InlineData(271, "04a65cfea5f7c6e19bf5d8578aea1c5bfe68a36840497e5cf975552e1fa0aff9")]
    [InlineData(272, "2b0ea46cfb00cf48974dc4c219cd38840fe4ad17c810042b2124466850180160")]
    [InlineData(273, "68548e6cf6ff71a495992a111e555c85a2f4a22339e0bd3efefeeca14acaf08e")]
    [InlineData(1000, "15568cea6efcbb97df8b010291fca66d23b1986e4c8d782acd5f4d8ed60112e0")]
    public void A_hash_is_that_of_the_submission(int length, string expected)
    {
        var content = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, length).Select(at => (char)('a' + (at % 26)))));
        var hash = new KeccakHash();
        Span<byte> bytes = stackalloc byte[32];

        hash.Append(content);
        Assert.Equal(32, hash.Finish(bytes));
        Assert.Equal(expected, Convert.ToHexStringLower(bytes));

        // The same in two pieces, by a hash that was used before.
        hash.Append(content.AsSpan(0, length / 3));
        hash.Append(content.AsSpan(length / 3));
        hash.Finish(bytes);
        Assert.Equal(expected, Convert.ToHexStringLower(bytes));
    }
}
