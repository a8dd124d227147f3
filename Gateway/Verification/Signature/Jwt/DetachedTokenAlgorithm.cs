using Gateway.Verification.Signature.Keys;
using Gateway.Verification.Values;

namespace Gateway.Verification.Signature.Jwt;

/// <summary><c>jws-detached</c>: a JWS without its payload, which is the body (RFC 7515, appendix F, and RFC 7797), by a public key.</summary>
internal sealed class DetachedTokenAlgorithm : ISignatureAlgorithm
{
    public IReadOnlyList<string> Settings { get; } = ["Jwt", "Key", "KeyPrefix", "KeySet", "KeySetRefresh"];

    public IKeyForm? Compile(SignatureContext context)
    {
        if (context.Config.Separator is not null)
        {
            context.Report("has no effect with the algorithm 'jws-detached': there is one signature.", "Separator");
        }

        var config = context.Config.Jwt ?? new JwtConfig();
        foreach (var (key, isWritten) in ((string, bool)[])[("Claims", config.Claims is { Count: > 0 }), ("Leeway", config.Leeway is not null), ("Chain", config.Chain is not null)])
        {
            if (isWritten)
            {
                context.Report("has no effect with the algorithm 'jws-detached': the body is what is signed, and makes no claims, and its keys are the route's.", "Jwt", key);
            }
        }

        var algorithms = JwtAlgorithm.ReadAlgorithms(context, config);
        if (algorithms.Exists(algorithm => algorithm.Mac is not null))
        {
            context.Report("are of public keys alone with 'jws-detached'; no provider is known that signs so with a shared secret.", "Jwt", "Algorithms");
            return null;
        }

        var signed = new SignedValues(Body: true, Query: false, Named: []);
        context.ReportUnsignedTimestamp(signed, "Read it from the body, or leave 'Replay' out.");
        return algorithms.Count == 0 ? null : JwtAlgorithm.PublicForm(context, algorithms, new DetachedTokenVerifier(algorithms), signed);
    }
}
