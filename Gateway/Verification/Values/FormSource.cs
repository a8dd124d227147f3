using System.Text;
using Gateway.Intake;

namespace Gateway.Verification.Values;

/// <summary><c>form:NAME</c>: one field of a form, be it <c>application/x-www-form-urlencoded</c> or
/// <c>multipart/form-data</c>; it must stand once, and be no file.</summary>
internal sealed record FormSource(string Name) : IValueSource
{
    private readonly byte[] _utf8 = Encoding.UTF8.GetBytes(Name);

    public bool IsInBody => true;

    public bool MayBeInBody => true;

    public bool IsHeader => false;

    public string? BodyType => "application/x-www-form-urlencoded";

    public bool StandsAlone => true;

    public bool IsCoveredBy(SignedValues signed) => signed.Body || signed.Contains(this);

    public ValueState Read(InboundWebhook webhook, out ReadOnlyMemory<char> value)
    {
        value = default;
        return webhook.Form?.Read(Name, _utf8, out value) ?? ValueState.Missing;
    }

    public bool Equals(FormSource? other) => Name == other?.Name;

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    public bool TryWrite(HttpRequest request, string value) => false;
}
