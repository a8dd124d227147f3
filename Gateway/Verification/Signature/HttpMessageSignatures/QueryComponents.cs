using Gateway.Intake;

namespace Gateway.Verification.Signature.HttpMessageSignatures;

/// <summary>
/// The parameters of a query as <c>@query-param</c> names them (RFC 9421, section 2.2.8): encoded anew once, when the first is asked
/// for, however many of them the signatures of a request cover.
/// </summary>
internal sealed class QueryComponents(InboundWebhook webhook)
{
    private Dictionary<string, string?>? _values;

    /// <summary>The value; null for one that is not there, and for one that stands twice, which must not be signed by its name.</summary>
    public string? Of(string name)
    {
        _values ??= Read(webhook.Query);
        return _values.GetValueOrDefault(name);
    }

    private static Dictionary<string, string?> Read(QueryParameters query)
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var parameter in query.All)
        {
            var name = FormText.Encode(parameter.Name.Span);
            values[name] = values.ContainsKey(name) ? null : FormText.Encode(parameter.Value.Span);
        }

        return values;
    }
}
