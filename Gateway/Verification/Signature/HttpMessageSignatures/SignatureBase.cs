using System.Text;
using Gateway.Intake;
using Gateway.Verification.Signature.Content;
using Gateway.Verification.Signature.Keys;

namespace Gateway.Verification.Signature.HttpMessageSignatures;

/// <summary>Puts together what is signed (RFC 9421, section 2.5).</summary>
internal static class SignatureBase
{
    /// <summary>False if the request lacks one of the components.</summary>
    public static bool TryAppend(
        SignatureInput input, InboundWebhook webhook, IPublicUrl url, QueryComponents query, GatheredContent content)
    {
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
