using Gateway.Configuration;
using Gateway.Intake;

namespace Gateway.Cli.Explaining;

/// <summary>All that was found out about one request.</summary>
/// <param name="Request">The request.</param>
/// <param name="Route">The route it was judged by.</param>
/// <param name="HowRouted">How the route was chosen.</param>
/// <param name="Notes">What is odd about the capture.</param>
/// <param name="Now">How it is judged at the asked instant.</param>
/// <param name="AtItsTime">How it is judged when it says it was signed; null if that is within bounds.</param>
internal sealed record Explanation(
    CapturedRequest Request,
    CompiledRoute Route,
    string HowRouted,
    IReadOnlyList<string> Notes,
    Judgement Now,
    Judgement? AtItsTime)
{
    public RoutePolicy Policy => Route.Policy;

    /// <summary>The evidence of a signature that was refused; null if it was not.</summary>
    public Evidence? Evidence { get; init; }

    /// <summary>The mistake that explains it; null if none was found.</summary>
    public Diagnosis? Diagnosis { get; init; }

    /// <summary>How the mended request would be judged; null if that is not the request's fault.</summary>
    public Judgement? Mended { get; init; }

    /// <summary>Why the gateway would not take the request to this route; null if it would.</summary>
    public Finding? Unrouted { get; init; }

    /// <summary>Whether the sender would be told that all is well.</summary>
    public bool IsAccepted => Unrouted is null && Now.IsAccepted;
}
