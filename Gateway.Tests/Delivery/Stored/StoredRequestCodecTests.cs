using System.Buffers;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Gateway.Delivery.Stored;
using Gateway.Intake;
using Gateway.Intake.Memory;
using Gateway.Storage;
using Gateway.Tests.Support;
using Xunit.Abstractions;

namespace Gateway.Tests.Delivery.Stored;

public sealed class StoredRequestCodecTests(ITestOutputHelper output) : IDisposable
{
    private static readonly Guid Id = Guid.Parse("01980000-0000-7000-8000-000000000001");
    private static readonly ContentKey Key = new("2026-11 größer", Pattern.Bytes(ContentKey.Size));

    private readonly TestRoute _route = TestRoute.Compile($$"""{ {{SignedWebhook.Scheme}} }""", new Dictionary<string, string> { ["SECRET"] = "a secret of this test" });
    private readonly MemoryBudget _budget = new(16 << 20, TimeProvider.System);

    public static TheoryData<int, bool> Lengths
    {
        get
        {
            var lengths = new TheoryData<int, bool>();
            foreach (var length in (int[])[0, 1, 2, 4095, 4096, 4097, 65_536, 1_000_000, 1 << 20])
            {
                lengths.Add(length, false);
                lengths.Add(length, true);
            }

            return lengths;
        }
    }

    public void Dispose()
    {
        _budget.Dispose();
        _route.Dispose();
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void What_is_stored_is_read_again_as_it_was_and_the_webhook_has_no_body_any_more(int length, bool isEncrypted)
    {
        var codec = Codec(isEncrypted ? [Key] : []);
        using var webhook = Webhook(Pattern.Bytes(length));

        var held = codec.Encode(Id, webhook)!;
        var stored = held.Memory.ToArray();
        held.Dispose();
        var request = codec.Decode(Id, stored)!;

        Assert.Equal((0, 0, length), (webhook.Body.Length, webhook.Body.Memory.Length, webhook.Body.ReceivedLength));
        AssertIsWhatWasSent(request, Pattern.Bytes(length));
        Assert.Equal(0, _budget.TakenBytes);
    }

    /// <summary>Written here as earlier gateways did, with and without a key: their files are there.</summary>
    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(100_000, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(100_000, true)]
    public void What_an_earlier_gateway_has_stored_is_read(int length, bool isEncrypted)
    {
        var body = Pattern.Bytes(length);
        var stored = isEncrypted ? EncryptHeadFirst([.. Head(), .. body]) : [0, .. Head(), .. body];

        AssertIsWhatWasSent(Codec(Key).Decode(Id, stored)!, body);
    }

    [Fact]
    public void What_an_earlier_gateway_has_encrypted_is_not_read_when_a_bit_of_it_is_changed_or_its_key_is_gone()
    {
        var stored = EncryptHeadFirst([.. Head(), .. "{}"u8]);
        Assert.Null(Codec().Decode(Id, stored.ToArray()));
        for (var bit = 8; bit < stored.Length * 8; bit++)
        {
            var changed = stored.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));

            Assert.Null(Codec(Key).Decode(Id, changed));
        }
    }

    [Fact]
    public void Without_memory_for_the_rest_nothing_is_stored_and_the_body_stays()
    {
        using var small = new MemoryBudget(1 << 20, TimeProvider.System);
        using var webhook = Webhook(Pattern.Bytes(1 << 19), small); // Exactly what its array holds: the rest needs twice as much.

        Assert.Null(Codec().Encode(Id, webhook));

        Assert.Equal(Pattern.Bytes(1 << 19), webhook.Body.Memory.ToArray());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_cut_off_anywhere_is_not_read(bool isHeadFirst)
    {
        var stored = Stored(isHeadFirst);
        var end = isHeadFirst ? Head().Length : stored.Length;
        var read = Enumerable.Range(0, end).Where(length => Codec().Decode(Id, stored.AsMemory()[..length]) is not null);

        Assert.InRange(end, 20, stored.Length);
        Assert.Empty(read);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_changed_anyhow_is_a_request_or_none_and_no_accident(bool isHeadFirst)
    {
        var stored = Stored(isHeadFirst);
        var random = Chance.For(output);
        var unread = 0;
        for (var round = 0; round < 20_000; round++)
        {
            var changed = stored.ToArray();
            for (var count = 1 + random.Below(3); count > 0; count--)
            {
                changed[random.Below(changed.Length)] = (byte)random.Below(256);
            }

            unread += Codec(Key).Decode(Id, changed) is null ? 1 : 0;
        }

        Assert.InRange(unread, 1, 19_999);
    }

    private static StoredRequestCodec Codec(params ContentKey[] keys) => new(new ContentCipher(() => keys));

    private static TestRequest Sent(byte[] body) => new TestRequest { Target = "/hook/a%20b?x=1&x=2", Body = body, ContentType = "text/plain" }
        .With("X-Two", "one").With("X-Two", "").With("X-Large", new string('é', 300)).With("traceparent", "00-1-2-01");

    private static void AssertIsWhatWasSent(StoredRequest request, byte[] body)
    {
        Assert.Equal(("POST", "/hook/a%20b?x=1&x=2", "?x=1&x=2"), (request.Method, request.RawTarget, request.Query));
        Assert.Equal(IPAddress.Parse("192.0.2.1"), request.Client);
        Assert.Equal(["one", ""], request.Headers.Where(header => header.Key == "X-Two").Select(header => header.Value));
        Assert.Equal(new string('é', 300), request.Headers.Single(header => header.Key == "X-Large").Value);
        Assert.True(request.Body.Span.SequenceEqual(body));
    }

    private InboundWebhook Webhook(byte[] body, MemoryBudget? budget = null)
    {
        var request = Sent(body);
        var account = (budget ?? _budget).Open(sender: 1, "hook");
        account.Prove();
        var webhook = new InboundWebhook(request.ToContext(), _route.Policy, request.Client, _route.Clock.GetUtcNow(), account);
        Assert.True(webhook.Body.TryReserve(body.Length, body.Length));
        webhook.Body.Append(new ReadOnlySequence<byte>(body));
        return webhook;
    }

    private byte[] Stored(bool isHeadFirst)
    {
        if (isHeadFirst)
        {
            return [0, .. Head(), .. "{}"u8];
        }

        using var webhook = Webhook("{}"u8.ToArray());
        using var held = Codec().Encode(Id, webhook)!;
        return held.Memory.ToArray();
    }

    /// <summary>As it has been from the first version on.</summary>
    private static byte[] Head()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write((byte)1);
        foreach (var text in (string[])["POST", "http", "/hook/a%20b?x=1&x=2", "/hook/a b", "?x=1&x=2", "192.0.2.1"])
        {
            writer.Write(text);
        }

        writer.Write(true);
        writer.Write7BitEncodedInt(1);
        writer.Write("any");
        writer.Write("a b");
        (string, string)[] headers = [("X-Two", "one"), ("X-Two", ""), ("X-Large", new string('é', 300)), ("traceparent", "00-1-2-01")];
        writer.Write7BitEncodedInt(headers.Length);
        foreach (var (name, value) in headers)
        {
            writer.Write(name);
            writer.Write(value);
        }

        writer.Flush();
        return stream.ToArray();
    }

    private static byte[] EncryptHeadFirst(byte[] request)
    {
        var own = HKDF.DeriveKey(
            HashAlgorithmName.SHA256, Key.Key.ToArray(), ContentKey.Size, Id.ToByteArray(), "gateway stored request"u8.ToArray());
        var name = Encoding.UTF8.GetBytes(Key.Id);
        byte[] head = [1, (byte)name.Length, .. name];
        var (nonce, tag, text) = (Pattern.Bytes(12), new byte[16], new byte[request.Length]);
        using var cipher = new AesGcm(own, tag.Length);
        cipher.Encrypt(nonce, request, text, tag, head);
        return [.. head, .. nonce, .. tag, .. text];
    }
}
