using System.Text;
using Gateway.Intake;
using Gateway.Verification.Signature.Content;
using Gateway.Verification.Signature.Keys;

namespace Gateway.Verification.Signature.HttpMessageSignatures;

/// <summary>Puts together what is signed (RFC 9421, section 2.5).</summary>
internal static class SignatureBase
{
    /// <summary>False if the request lacks one of the components.</summary>
    /// <param name="input">What is signed.</param>
    /// <param name="webhook">The request.</param>
    /// <param name="url">The URL as the provider knows it.</param>
    /// <param name="content">Where it is put.</param>
    /// <param name="query">The query's parameters, read for the signatures before; null for the first.</param>
    public static bool TryAppend(
        SignatureInput input, InboundWebhook webhook, IPublicUrl url, GatheredContent content, QueryComponents? query = null)
    {
        query ??= new QueryComponents(webhook);
        foreach (var (written, component) in input.Components)
        {
            if (ComponentValue.Of(component, webhook, url, query) is not { } value)
            {
                return false;
            }

            Append(written, content);
            content.Append(": "u8);
            Append(value, content);
            content.Append("\n"u8);
        }

        content.Append("\"@signature-params\": "u8);
        Append(input.Written, content);
        return true;
    }

    // Latin-1 gives back the bytes of a header; all else is ASCII.
    private static void Append(string text, GatheredContent content) => content.Append(Encoding.Latin1.GetBytes(text));
}
