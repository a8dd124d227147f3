using System.Globalization;
using System.Text;
using Gateway.Intake;
using Gateway.Verification.Signature.Keys;

namespace Gateway.Verification.Signature.HttpMessageSignatures;

/// <summary>Signs a request as the provider would: for <c>gateway send</c> and the tests.</summary>
internal sealed class MessageWriter(MessagePolicy policy)
{
    private const string DefaultLabel = "sig1";

    /// <summary>Puts <c>Content-Digest</c> and <c>Signature-Input</c> on the request, and returns what <c>Signature</c> is.</summary>
    public string Write(InboundWebhook draft, Func<byte[], byte[]> sign)
    {
        var headers = draft.Request.Headers;
        headers[Component.ContentDigest] = ContentDigest.Write(draft.Body.Memory.Span);
        var label = policy.Label ?? DefaultLabel;
        var input = SignatureFields.ReadInputs(Input(draft, label))![0];
        headers["Signature-Input"] = $"{label}={input.Written}";

        var content = new GatheredContent();
        if (!SignatureBase.TryAppend(input, draft, policy.Url, content))
        {
            throw new InvalidOperationException("The request lacks a component that its scheme signs.");
        }

        return $"{label}=:{Convert.ToBase64String(sign(content.Bytes.ToArray()))}:";
    }

    private string Input(InboundWebhook draft, string label)
    {
        var input = new StringBuilder(label).Append("=(");
        foreach (var component in policy.Required)
        {
            input.Append('"').Append(component.Name).Append('"');
            input.Append(component.Parameter is null ? "" : $";name=\"{Escape(component.Parameter)}\"");
            input.Append(component.IsStructured ? ";sf" : "");
            input.Append(component.Key is null ? "" : $";key=\"{Escape(component.Key)}\"").Append(' ');
        }

        input.Append(policy.Required.Any(component => component.Name == Component.ContentDigest) ? "" : "\"content-digest\" ");
        input.Length--;
        input.Append(CultureInfo.InvariantCulture, $");created={draft.ReceivedAt.ToUnixTimeSeconds()}");
        return input.Append(policy.Tag is null ? "" : $";tag=\"{Escape(policy.Tag)}\"").ToString();
    }

    private static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
