using Gateway.Expectations;

namespace Gateway.Admin.Expectations;

/// <summary>What <c>/api/silence</c> answers.</summary>
/// <param name="Routes">The routes that something is expected of.</param>
internal sealed record SilenceAnswer(IReadOnlyList<RouteSilence> Routes);
