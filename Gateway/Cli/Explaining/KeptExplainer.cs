using System.CommandLine;
using System.Net;
using Gateway.Admin.Captures;
using Gateway.Admin.Explanations;

namespace Gateway.Cli.Explaining;

/// <summary>Explains a kept request for the admin listener: as <c>gateway explain --request-id</c> does, by the same file.</summary>
internal static class KeptExplainer
{
    /// <param name="options">What the running gateway was started with.</param>
    public static CaptureExplainer Of(GatewayOptions options) => (kept, cancellation) => ExplainAsync(options, kept, cancellation);

    private static async Task<ExplanationAnswer> ExplainAsync(GatewayOptions options, CaptureSheet kept, CancellationToken cancellation)
    {
        await using var said = new StringWriter();
        var console = new InvocationConfiguration { Output = said, Error = said };
        var order = new ExplainOrder(
            File: null, kept.Route, kept.ReceivedAt, IPAddress.TryParse(kept.Client, out var client) ? client : null, FetchesKeys: false)
        {
            Kept = kept,
        };
        var (explanation, _) = await new Explainer(options, console).FindAsync(order, cancellation);
        return explanation is null
            ? new ExplanationAnswer(IsAccepted: false, [], said.ToString())
            : new ExplanationAnswer(explanation.IsAccepted, ExplanationText.Of(explanation), Problem: null);
    }
}
