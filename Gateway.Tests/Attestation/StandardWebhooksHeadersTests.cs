using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gateway.Attestation;
using Gateway.Intake.Memory;
using Gateway.Tests.Support;

namespace Gateway.Tests.Attestation;

public sealed class StandardWebhooksHeadersTests
{
    private const string Id = "018c2b5e-0000-7000-8000-000000000001";

    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeSeconds(1_614_265_330);
    private static readonly byte[] SharedKey = Convert.FromBase64String(AttestingKeys.Shared[6..]);

    public static TheoryData<byte[]> Bodies => [[], [0], "{}"u8.ToArray(), [0xff, 0xfe, 0x00], Pattern.Bytes(100_000)];

    /// <summary>The example of the libraries of Standard Webhooks.</summary>
    [Fact]
    public void The_example_of_the_specification_has_its_signature()
    {
        var key = new SharedAttestationKey("key", Convert.FromBase64String("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
        var message = new AttestedMessage("msg_p5jXN8AQM9LWM0D4loKWxJek", At, """{"test": 2432232314}"""u8.ToArray());

        var headers = StandardWebhooksHeaders.Of(message, [key], MemoryAccount.Unlimited());

        Assert.Equal(
            [
                KeyValuePair.Create("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"),
                KeyValuePair.Create("webhook-timestamp", "1614265330"),
                KeyValuePair.Create("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="),
            ],
            headers);
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public void Each_key_adds_a_signature_over_id_time_and_body(byte[] body)
    {
        IAttestationKey[] keys = [new Ed25519AttestationKey(null, AttestingKeys.Seed), new SharedAttestationKey("key", SharedKey)];

        var headers = StandardWebhooksHeaders.Of(new AttestedMessage(Id, At, body), keys, MemoryAccount.Unlimited());

        byte[] signed = [.. Encoding.UTF8.GetBytes($"{Id}.1614265330."), .. body];
        var (publicly, shared) = (Ed25519.Sign(AttestingKeys.Seed, signed), HMACSHA256.HashData(SharedKey, signed));
        Assert.Equal($"v1a,{Convert.ToBase64String(publicly)} v1,{Convert.ToBase64String(shared)}", headers![2].Value);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(400)]
    public void An_id_of_any_length_is_signed_whole(int length)
    {
        var id = new string('\u00e9', length);

        var headers = StandardWebhooksHeaders.Of(new AttestedMessage(id, At, "{}"u8.ToArray()), [new SharedAttestationKey("key", SharedKey)], MemoryAccount.Unlimited());

        var expected = HMACSHA256.HashData(SharedKey, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.1614265330.{{}}")));
        Assert.Equal($"v1,{Convert.ToBase64String(expected)}", headers![2].Value);
    }

    [Fact]
    public void A_copy_of_the_body_is_charged_and_given_back_and_without_memory_nothing_is_signed()
    {
        using var budget = new MemoryBudget(2 * 1024 * 1024, TimeProvider.System);
        var (account, message) = (budget.OpenForDelivery(), new AttestedMessage(Id, At, new byte[64 * 1024]));
        IAttestationKey[] keys = [new Ed25519AttestationKey(null, AttestingKeys.Seed)];

        Assert.NotNull(StandardWebhooksHeaders.Of(message, keys, account));
        Assert.Equal(0, budget.TakenBytes);
        Assert.True(budget.TryTake(2 * 1024 * 1024));
        Assert.Null(StandardWebhooksHeaders.Of(message, keys, account));
        Assert.NotNull(StandardWebhooksHeaders.Of(message, [new SharedAttestationKey("key", SharedKey)], account)); // Which copies nothing.
    }

    [Fact]
    public async Task One_key_signs_for_many_at_once()
    {
        IAttestationKey[] keys = [new SharedAttestationKey("key", SharedKey), new Ed25519AttestationKey(null, AttestingKeys.Seed)];
        var expected = StandardWebhooksHeaders.Of(new AttestedMessage(Id, At, "{}"u8.ToArray()), keys, MemoryAccount.Unlimited());

        var made = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(
            () => StandardWebhooksHeaders.Of(new AttestedMessage(Id, At, "{}"u8.ToArray()), keys, MemoryAccount.Unlimited()))));

        Assert.Equal(64, made.Count(headers => headers![2].Value == expected![2].Value));
    }
}
