using System.Text.RegularExpressions;
using Gateway.Configuration;

namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>The values that are signed stand in a form where the route reads JSON, in JSON where it reads a form, or in the query.</summary>
internal sealed partial class PlaceElsewhere : IHypothesis
{
    public IEnumerable<Suspicion> Suspect(Evidence evidence)
    {
        foreach (var (change, from, to) in ((Func<string, string>, string, string)[])
        [
            (text => Pointer().Replace(text, "form:${last}"), "the members of a JSON body", "the fields of a form"),
            (text => text.Replace("form:", "query:", StringComparison.Ordinal), "the fields of a form", "the query"),
            (text => text.Replace("query:", "form:", StringComparison.Ordinal), "the query", "the fields of a form"),
            (text => Pointer().Replace(text, "query:${last}"), "the members of a JSON body", "the query"),
            (text => FieldName().Replace(text, "body:/${name}"), "the fields of a form", "the members of a JSON body"),
            (text => FieldName().Replace(text, "body:/signature/${name}"), "the fields of a form", "the members of a JSON body"),
            (text => HeaderName().Replace(text, "query:${name}"), "headers", "the query"),
        ])
        {
            var config = Changed(evidence.Config, change);
            if (config is null)
            {
                continue;
            }

            yield return new Suspicion(
                "values-elsewhere",
                $"The signature and what is signed stand in {to}, and the route reads {from}.",
                $"Say in 'Signature': \"From\": \"{config.Signature!.From}\", \"Content\": \"{PlainText.Template(config.Signature.Content ?? "{body}")}\""
                + (config.Replay?.Timestamp is { } stamp && stamp != evidence.Config.Replay?.Timestamp ? $", and in 'Replay': \"Timestamp\": \"{stamp}\"" : "")
                + "; and let the media type in ('Body.ContentTypes'). Or choose the other form at the provider.")
            {
                Config = config,
            };
        }
    }

    private static VerificationConfig? Changed(VerificationConfig config, Func<string, string> change)
    {
        var signature = config.Signature!;
        var changed = config with
        {
            Signature = signature with
            {
                From = signature.From is null ? null : change(signature.From),
                Content = signature.Content is null ? null : change(signature.Content),
            },
            Replay = config.Replay is { Timestamp: { } place } replay ? replay with { Timestamp = change(place) } : config.Replay,
        };
        return changed.Signature.From == signature.From && changed.Signature.Content == signature.Content ? null : changed;
    }

    [GeneratedRegex(@"body:/(?:[\w.~-]+/)*(?<last>[\w.~-]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pointer();

    [GeneratedRegex(@"form:(?<name>[\w.-]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FieldName();

    [GeneratedRegex(@"header:(?<name>[\w-]+)(\[[\w+]+\])?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HeaderName();
}
