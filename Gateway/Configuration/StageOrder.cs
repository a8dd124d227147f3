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

namespace Gateway.Configuration;

/// <summary>The order of the checks, written here and nowhere else: the cheapest first, and trust only what is proven.</summary>
internal static class StageOrder
{
    /// <summary>Compiles a route's stages, those it has data for, in the order they run.</summary>
    public static IReadOnlyList<IVerificationStage> Compile(
        StageContext context,
        SignatureScheme? scheme,
        TimestampPolicy? timestamp,
        IReadOnlyList<RateLimitRule> rules,
        UnverifiedBudget? unverified)
    {
        IVerificationStage?[] stages =
        [
            IpAllowListCompiler.Compile(context),              // the address is known before a byte of the body is read
            RateLimitCompiler.CompileArrival(unverified),      // still before the body: a flood must not buy memory
            BodyCompiler.Compile(context, scheme),             // everything below needs the exact bytes
            HandshakeCompiler.Compile(context, signed: false), // a challenge without a signature would be refused below
            SignatureCompiler.Compile(scheme),                 // from here on the sender is proven
            ReplayCompiler.Compile(timestamp, context),        // the stamp means something only because it was signed
            HandshakeCompiler.Compile(context, signed: true),  // a proven challenge, answered like any other
            RateLimitCompiler.Compile(rules, context),         // only proven traffic uses up the route's budget
            EventsCompiler.Compile(context),                   // what nobody wants need not be well-formed
            SchemaCompiler.Compile(context),                   // a malformed webhook must not occupy an id
            DeduplicationCompiler.Compile(context, scheme?.Signed), // last: what is claimed is forwarded
        ];
        return [.. stages.OfType<IVerificationStage>()];
    }
}
