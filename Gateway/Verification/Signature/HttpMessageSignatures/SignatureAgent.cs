using Gateway.Intake;

namespace Gateway.Verification.Signature.HttpMessageSignatures;

/// <summary>
/// Reads who the sender says it is: the one agent in <c>Signature-Agent</c>, a text, or the only member of a dictionary whose value is one
/// (draft-meunier-http-message-signatures-directory).
/// </summary>
internal static class SignatureAgent
{
    private const string Header = "signature-agent";
    private const int MostChars = 1024;

    /// <summary>The agent; null where there is none, or more than one.</summary>
    public static string? Of(InboundWebhook webhook) => webhook.Request.Headers[Header] is [{ } line] ? Read(line) : null;

    /// <summary>The agent in the header's only line; null where it names none, or more than one.</summary>
    public static string? Read(string line)
    {
        if (line.Length > MostChars)
        {
            return null;
        }

        var written = new StructuredReader(line).TakeDictionary() is [var (_, value)] ? value : line.Trim(' ', '\t');
        var text = new StructuredText(written);
        return text.TryTakeString(out var agent) && text.IsAtEnd ? agent : null;
    }

    /// <summary>Whether the signature covers the header, in whichever form.</summary>
    public static bool IsCovered(SignatureInput input)
    {
        foreach (var (_, component) in input.Components)
        {
            if (component.Name == Header)
            {
                return true;
            }
        }

        return false;
    }
}
