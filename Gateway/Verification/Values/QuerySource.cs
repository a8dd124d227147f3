using Gateway.Intake;

namespace Gateway.Verification.Values;

/// <summary><c>query:NAME</c>: one parameter of the query, which must stand once.</summary>
internal sealed record QuerySource(string Name) : IValueSource
{
    public bool IsInBody => false;

    public bool MayBeInBody => false;

    public bool IsHeader => false;

    public bool StandsAlone => true;

    public bool IsCoveredBy(SignedValues signed) => signed.Query || signed.Contains(this);

    public ValueState Read(InboundWebhook webhook, out ReadOnlyMemory<char> value) =>
        webhook.Query.Read(Name, out value);

    public bool TryWrite(HttpRequest request, string value)
    {
        request.QueryString = request.QueryString.Add(Name, value);
        return true;
    }
}
