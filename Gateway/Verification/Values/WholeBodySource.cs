using System.Text;
using Gateway.Intake;

namespace Gateway.Verification.Values;

/// <summary><c>body</c>: all of it as one text, for providers whose webhook is one token (Wix). Nothing but ASCII is text here.</summary>
internal sealed record WholeBodySource : IValueSource
{
    /// <summary>In bytes. A token with the whole of an event in it; four times as much memory is made of it before it is proven.</summary>
    private const int MostLength = 256 * 1024;

    public bool IsInBody => true;

    public bool MayBeInBody => true;

    public bool IsHeader => false;

    public bool StandsAlone => true;

    public bool IsCoveredBy(SignedValues signed) => signed.Body;

    public ValueState Read(InboundWebhook webhook, out ReadOnlyMemory<char> value)
    {
        var bytes = webhook.Body.Memory.Span;
        value = default;
        if (bytes.IsEmpty)
        {
            return ValueState.Missing;
        }

        if (bytes.Length > MostLength || !Ascii.IsValid(bytes))
        {
            return ValueState.Unreadable;
        }

        // As text, and what is decoded of it.
        if (!webhook.Memory.TryTakePassing(bytes.Length * (long)(sizeof(char) + sizeof(char))))
        {
            return ValueState.Unreadable;
        }

        value = Encoding.ASCII.GetString(bytes).AsMemory();
        return ValueState.Found;
    }

    public bool TryWrite(HttpRequest request, string value) => false;
}
