using System.Buffers;
using Gateway.Cli.Explaining.Hypotheses;
using Gateway.Configuration;
using Gateway.Intake;
using Gateway.Intake.Memory;
using Gateway.Reading;
using Gateway.Verification;
using Gateway.Verification.Replay;
using Gateway.Verification.Signature;
using Gateway.Verification.Values;

namespace Gateway.Cli.Explaining;

/// <summary>
/// Verifies a request once more with one thing changed, by the compiler and the verifier that the gateway itself uses: a
/// suspicion is a diagnosis only if the signature is right then.
/// </summary>
internal sealed class SchemeTrial(Evidence evidence, GatewaySettings settings, StageServices services, string folder)
{
    private const string Variable = "SECRET";

    private static readonly ConfigurationNode NoNode = ConfigurationNode.From(new ConfigurationBuilder().Build(), "$");

    private readonly Dictionary<string, CompiledScheme?> _compiled = new(StringComparer.Ordinal);

    /// <summary>The id of the secret that made the signature, if the suspicion is right; else null.</summary>
    public async ValueTask<string?> TryAsync(Suspicion suspicion)
    {
        // Each secret is a verification of its own.
        var body = (suspicion.Request ?? evidence.Request).Body.Length;
        var algorithm = (suspicion.Config?.Signature ?? evidence.Signature).Algorithm;
        if (evidence.Secrets.Count == 0 && suspicion.Secrets is null)
        {
            return evidence.Work.TryTrial(body, KeyCost.Of(algorithm, keyLength: 0, evidence.Claims.Count)) ? await VerifyAsync(suspicion, Compile(suspicion, secret: null)) : null;
        }

        foreach (var secret in suspicion.Secrets ?? evidence.Secrets)
        {
            if (!evidence.Work.TryTrial(body, KeyCost.Of(algorithm, secret.Text.Length, evidence.Claims.Count)))
            {
                return null;
            }

            if (await VerifyAsync(suspicion, CompileOnce(suspicion, secret)) is { } id)
            {
                return id;
            }
        }

        return null;
    }

    /// <summary>The texts that stand where the route looks for a signature, its prefix taken off.</summary>
    public IReadOnlyList<string> ReadClaims()
    {
        var scheme = Compile(new Suspicion("", "", ""), evidence.Secrets.Count > 0 ? evidence.Secrets[0] : null);
        if (scheme is null)
        {
            return [];
        }

        using var webhook = Receive(evidence.Request, scheme, evidence.Instant);
        if (scheme.Scheme.ReadCandidates(webhook, out var candidates) is not null)
        {
            return [];
        }

        var claims = new List<string>();
        for (var i = 0; i < candidates.Count; i++)
        {
            claims.Add(candidates[i].ToString());
        }

        return claims;
    }

    /// <summary>The route's own scheme is the same for every changed request.</summary>
    private CompiledScheme? CompileOnce(Suspicion suspicion, KnownSecret secret)
    {
        if (suspicion.Config is not null || suspicion.Text is not null || suspicion.IgnoresValidity || suspicion.Secrets is not null)
        {
            return Compile(suspicion, secret);
        }

        if (!_compiled.TryGetValue(secret.Id, out var scheme))
        {
            scheme = Compile(suspicion, secret);
            _compiled[secret.Id] = scheme;
        }

        return scheme;
    }

    /// <summary>The changed scheme with one secret; null if it cannot be, such as with a secret that is not of its form.</summary>
    private CompiledScheme? Compile(Suspicion suspicion, KnownSecret? secret)
    {
        var config = suspicion.Config ?? evidence.Config;
        string? text = null;
        if (secret is not null)
        {
            text = suspicion.Text is null ? secret.Text : suspicion.Text(secret.Text);
            if (text is null)
            {
                return null;
            }

            var written = secret.Config with { Id = secret.Id, Value = $"env:{Variable}" };
            written = suspicion.IgnoresValidity ? written with { NotBefore = null, NotAfter = null } : written;
            config = config with { Signature = Under(config.Signature ?? evidence.Signature, written, suspicion.Secrets is null) };
        }

        var problems = new ProblemList();
        var files = new ConfigurationFiles(folder, name => name == Variable ? text : null);
        var policy = evidence.Policy;
        var context = new StageContext(
            policy.Route, new SectionContext(NoNode, problems, files), settings.Limits, settings.ClientResolver, services, new BodyPointers())
        {
            HasToken = config.Signature?.HasToken == true,
        };
        var timestamp = ReplayCompiler.ReadPolicy(context, config.Replay);
        var scheme = StageOrder.ReadScheme(context, config, timestamp);
        return scheme is null || problems.Count > 0
            ? null
            : new CompiledScheme(scheme, new SignatureStage(scheme), timestamp, policy with { BodyPointers = context.BodyPointers.Build() });
    }

    /// <summary>The scheme with one secret, whatever name the webhook says and whatever certificate the connection had; what another route's provider publishes is not asked for.</summary>
    private static SignatureConfig Under(SignatureConfig signature, SecretConfig secret, bool isOwn) => signature with
    {
        Secrets = [secret],
        KeyId = null,
        ClientCertificate = null,
        KeySet = null,
        KeySetRefresh = null,
        Certificate = isOwn ? signature.Certificate : null,
    };

    private async ValueTask<string?> VerifyAsync(Suspicion suspicion, CompiledScheme? scheme)
    {
        if (scheme is null)
        {
            return null;
        }

        using var webhook = Receive(suspicion.Request ?? evidence.Request, scheme, suspicion.Instant ?? evidence.Instant);
        var verdict = await scheme.Stage.VerifyAsync(webhook, CancellationToken.None);
        return verdict.Passed && HasStamp(webhook, scheme.Timestamp) ? webhook.KeyId : null;
    }

    private static InboundWebhook Receive(CapturedRequest request, CompiledScheme scheme, DateTimeOffset instant)
    {
        var webhook = new InboundWebhook(request.ToContext(), scheme.Policy, client: null, instant, MemoryAccount.Unlimited());
        webhook.Body.TryReserve(request.Body.Length);
        webhook.Body.Append(new ReadOnlySequence<byte>(request.Body));
        BodyDecoding.TryAttach(webhook);
        return webhook;
    }

    /// <summary>What has no stamp that can be read would be refused all the same.</summary>
    private static bool HasStamp(InboundWebhook webhook, TimestampPolicy? timestamp) =>
        timestamp is null
        || (timestamp.Source.Read(webhook, out var text) == ValueState.Found
            && TimestampText.TryRead(text.Span, timestamp.Format, out var stamp)
            && StampText.IsPlausible(stamp, webhook.ReceivedAt));

    private sealed record CompiledScheme(SignatureScheme Scheme, SignatureStage Stage, TimestampPolicy? Timestamp, RoutePolicy Policy);
}
