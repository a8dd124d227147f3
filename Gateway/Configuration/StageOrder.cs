using Gateway.Outcomes;
using Gateway.Verification;
using Gateway.Verification.Body;
using Gateway.Verification.Deduplication;
using Gateway.Verification.Events;
using Gateway.Verification.Handshake;
using Gateway.Verification.IpAllowList;
using Gateway.Verification.RateLimit;
using Gateway.Verification.Replay;
using Gateway.Verification.Schema;
using Gateway.Verification.Signature;
using Gateway.Verification.Where;

namespace Gateway.Configuration;

/// <summary>
/// The order of the checks, written here and nowhere else: the cheapest first, and trust only what is proven. What a stage gets of
/// another's section is written here, too, by its name.
/// </summary>
internal static class StageOrder
{
    /// <summary>Compiles a route's stages, those it has data for, in the order they run.</summary>
    public static CompiledStages Compile(StageContext context, VerificationConfig config)
    {
        var timestamp = ReplayCompiler.ReadPolicy(context, config.Replay);
        var scheme = ReadScheme(context, config, timestamp);
        var rules = RateLimitCompiler.ReadRules(context, config.RateLimit, hasTenants: config.Tenant is not null);
        var unverified = RateLimitCompiler.CompileUnverified(context, rules);
        var budget = RateLimitCompiler.CompileProven(context, rules);
        if (scheme?.Check.Tenants is { Feed: null } remote && rules.Count == 0)
        {
            context.Report($"is required: whoever calls can have the gateway ask {remote.Name}, and this bounds how often.", "RateLimit");
        }


        IVerificationStage?[] proof =
        [
            IpAllowListCompiler.Compile(context, config.IpAllowList), // the address is known before a byte of the body is read
            RateLimitCompiler.CompileArrival(unverified),             // still before the body: a flood must not buy memory
            BodyCompiler.Compile(                                     // everything below needs the exact bytes
                context, config.Body, scheme: context.Monitored.Contains(StageName.Signature) ? null : scheme, unsignedChallenges: HandshakeCompiler.UnsignedMethods(config.Handshake)),
            HandshakeCompiler.Compile(                                // a challenge without a signature would be refused below
                context, config.Handshake, signed: false, signature: config.Signature, publicUrl: config.PublicUrl),
            SignatureCompiler.Compile(scheme),                        // from here on the sender is proven
            ReplayCompiler.Compile(context, timestamp),               // the stamp means something only because it was signed
            HandshakeCompiler.Compile(                                // a proven challenge, answered like any other
                context, config.Handshake, signed: true, signature: config.Signature, publicUrl: config.PublicUrl),
        ];
        IVerificationStage?[] proven =
        [
            RateLimitCompiler.Compile(                                // only proven traffic uses up the route's budget
                budget, onStoreFailure: config.Deduplication?.OnStoreFailure),
            EventsCompiler.Compile(context, config.Events),           // what nobody wants need not be well-formed
            WhereCompiler.Compile(                                    // the same, by more than its type
                context, config.Where, hasType: config.Events?.Type is not null),
            SchemaCompiler.Compile(                                   // a malformed webhook must not occupy an id
                context, config.Schema, readsEventType: config.Events?.Type is not null,
                contentTypes: config.Body?.ContentTypes, isExtensible: scheme?.IsExtensible == true,
                signsBody: scheme?.Signed?.Body == true, provesSenderAlone: scheme is { Signed: null }),
            DeduplicationCompiler.Compile(                            // last: what is claimed is forwarded
                context, config.Deduplication, signed: scheme?.Signed, timestamp: timestamp?.Source, signature: scheme?.From,
                retryHorizon: config.Info?.RetryHorizon,
                repeatable: timestamp is null ? null : (timestamp.MaxAge, timestamp.MaxSkew),
                queues: context.Queues),
        ];
        return new CompiledStages(
            new StageList([.. proof.OfType<IVerificationStage>()], [.. proven.OfType<IVerificationStage>()]), unverified, budget,
            scheme, timestamp);
    }

    /// <summary>What proves the sender, with all that it goes by.</summary>
    public static SignatureScheme? ReadScheme(StageContext context, VerificationConfig config, TimestampPolicy? timestamp) =>
        SignatureCompiler.ReadScheme(
            context, config.Signature, hasReplay: config.Replay is not null, timestamp: timestamp, publicUrl: config.PublicUrl,
            hasAllowList: config.IpAllowList is { Count: > 0 }, tenant: config.Tenant, answersAnybody: HandshakeCompiler.SignsForAnybody(config.Handshake));
}
