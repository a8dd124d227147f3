using Gateway.Intake;
using Gateway.Intake.Memory;
using Gateway.Outcomes;
using Gateway.Secrets;
using Gateway.Tests.Support;
using Gateway.Verification.Signature;
using Gateway.Verification.Signature.Keys;
using Gateway.Verification.Signature.Tenants;
using Gateway.Verification.Values;

namespace Gateway.Tests.Verification.Signature.Tenants;

/// <summary>How often a tenant's keys are made: no more than once for whoever is who it says, and as often for whoever is not.</summary>
public sealed class TenantCheckTests : IDisposable
{
    private readonly MemoryBudget _budget = new(1 << 20, TimeProvider.System);
    private readonly TestRoute _route = TestRoute.Compile("""{ "Mode": "None", "Reason": "a test" }""");
    private readonly PlayedTenants _tenants = new();
    private readonly PlayedVerifier _verifier = new();
    private readonly TenantCheck<ISignatureKey> _check;
    private int _made;

    public TenantCheckTests() => _check = new TenantCheck<ISignatureKey>(
        _tenants,
        TenantPlace.Parse("header:X-Tenant", path: null)!,
        new TenantKeys<ISignatureKey>(
            _ =>
            {
                _made++;
                return new PlayedKey();
            },
            namesKey: false),
        _verifier,
        queues: false)
    { Judge = _ => throw new NotSupportedException() };

    public void Dispose()
    {
        _budget.Dispose();
        _route.Dispose();
    }

    [Fact]
    public async Task Keys_that_were_made_before_the_body_are_tried_behind_it()
    {
        await SendAsync();
        Assert.Equal(1, _made);

        await SendAsync();
        await SendAsync();
        Assert.Equal(2, _made); // Kept since the second.
    }

    [Fact]
    public async Task A_secret_that_changes_while_the_body_comes_is_the_new_one()
    {
        using var webhook = Receive();
        Assert.True(_check.IsAnyWellFormed(webhook, Candidates()));
        _tenants.Set("another secret");
        _verifier.IsGenuine = true;

        Assert.NotNull((await _check.ProveAsync(webhook, Candidates())).SecretId);

        Assert.Equal(2, _made);
    }

    [Theory]
    [InlineData(true, true)] // Tried in vain.
    [InlineData(true, false)] // Refused for something else, or waited for, before they are tried.
    [InlineData(false, false)] // Not tried at all.
    public async Task A_refusal_takes_as_much_work_whether_keys_were_kept_or_not(bool isWellFormed, bool isTried)
    {
        await RefuseAsync(isWellFormed, isTried);
        var before = _made;
        for (var i = 0; i < 3; i++)
        {
            await SendAsync();
        }

        _made = 0;
        await RefuseAsync(isWellFormed, isTried);

        Assert.Equal((1, 1), (before, _made));
    }

    private async Task RefuseAsync(bool isWellFormed, bool isTried)
    {
        using var webhook = Receive();
        (_verifier.IsWellFormed, _verifier.IsGenuine) = (isWellFormed, false);
        Assert.Equal(isWellFormed, _check.IsAnyWellFormed(webhook, Candidates()));
        if (isTried)
        {
            await _check.ProveAsync(webhook, Candidates());
        }

        webhook.LetGoOfReadings(); // Before every wait and answer.
    }

    private async Task SendAsync()
    {
        using var webhook = Receive();
        (_verifier.IsWellFormed, _verifier.IsGenuine) = (true, true);
        Assert.True(_check.IsAnyWellFormed(webhook, Candidates()));
        Assert.NotNull((await _check.ProveAsync(webhook, Candidates())).SecretId);
    }

    private InboundWebhook Receive() => _route.Receive(new TestRequest().With("X-Tenant", PlayedTenants.Name), _budget);

    private static CandidateList Candidates()
    {
        var candidates = new CandidateList("", separator: null);
        Assert.True(candidates.TryAdd("signature".AsMemory()));
        return candidates;
    }

    private sealed class PlayedTenants : ITenantSource
    {
        public const string Name = "acme";

        public PlayedTenants() => Set("a secret");

        string ITenantSource.Name => "a test";

        public TenantTable Tenants { get; } = new();

        public IReadOnlyDictionary<string, string> Unreadable => new Dictionary<string, string>();

        public ITenantFeed? Feed => null;

        public void Set(string secret) => Tenants.Set(TenantRecord.Pack(
            Name, [new TenantSecret(TenantRecord.OnlyId, secret, DateTimeOffset.MinValue, DateTimeOffset.MaxValue)]));
    }

    private sealed class PlayedVerifier : ISignatureVerifier<ISignatureKey>
    {
        public bool IsGenuine { get; set; }

        public bool IsWellFormed { get; set; } = true;

        public Proof Verify(InboundWebhook webhook, in CandidateList candidates, ReadOnlySpan<SigningSecret<ISignatureKey>> secrets) =>
            IsGenuine ? Proof.By(secrets[0].Id) : Proof.None(Outcome.SignatureInvalid);

        public bool IsAnyWellFormed(InboundWebhook webhook, in CandidateList candidates, ReadOnlySpan<SigningSecret<ISignatureKey>> secrets) => IsWellFormed;
    }

    private sealed class PlayedKey : ISignatureKey
    {
        public bool CanSign => false;

        public bool MayBeShown => false;

        public string Sign(InboundWebhook webhook) => throw new NotSupportedException();
    }
}
