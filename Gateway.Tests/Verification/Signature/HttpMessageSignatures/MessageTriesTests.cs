using Gateway.Intake;
using Gateway.Tests.Support;
using Gateway.Verification.Signature;
using Gateway.Verification.Signature.Content;
using Gateway.Verification.Signature.HttpMessageSignatures;
using Gateway.Verification.Values;

namespace Gateway.Tests.Verification.Signature.HttpMessageSignatures;

/// <summary>Signatures times keys: neither list multiplies the other.</summary>
public sealed class MessageTriesTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(8, 1, 8)]
    [InlineData(2, 2, 4)]
    [InlineData(4, 2, 8)]
    [InlineData(8, 2, 8)]
    [InlineData(8, 4, 8)]
    [InlineData(1, 10, 10)]
    [InlineData(2, 10, 10)]
    [InlineData(8, 10, 10)]
    [InlineData(8, 30, 30)]
    public void Signatures_that_name_no_key_are_tried_as_often_as_there_are_keys_or_eight_times(int signatures, int keys, int tries)
    {
        using var route = TestRoute.Unsigned("\"Body\": {}");
        var labels = Enumerable.Range(0, signatures).Select(i => $"s{i}").ToList();
        using var webhook = route.Receive(new TestRequest { Body = [], ContentType = null }.With(
            "Signature-Input", string.Join(", ", labels.Select(label => $"{label}=(\"@method\");created=1"))));
        var candidates = new CandidateList("", separator: null);
        Assert.True(candidates.TryAdd(string.Join(", ", labels.Select(label => $"{label}=:AAAA:")).AsMemory()));
        var key = new CountingKey();
        SigningSecret<IMessageKey>[] secrets =
            [.. Enumerable.Range(0, keys).Select(i => new SigningSecret<IMessageKey>($"key-{i}", key, DateTimeOffset.MinValue, DateTimeOffset.MaxValue))];
        var policy = new MessagePolicy("hmac-sha256", [new Component("@method", Parameter: null)], Label: null, Tag: null, PublicUrl.Parse("https://h.example")!);

        var proof = new MessageVerifier(policy).Verify(webhook, candidates, secrets);

        Assert.Null(proof.SecretId);
        Assert.Equal(tries, key.Tries);
    }

    private sealed class CountingKey : IMessageKey
    {
        public int Tries { get; private set; }

        public bool CanSign => false;

        public bool MayBeShown => false;

        public string Sign(InboundWebhook webhook) => throw new NotSupportedException();

        public bool Verify(ReadOnlySpan<byte> signatureBase, ReadOnlySpan<byte> signature)
        {
            Tries++;
            return false;
        }
    }
}
