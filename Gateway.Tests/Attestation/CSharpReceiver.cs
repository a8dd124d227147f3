using Microsoft.AspNetCore.Http;
using StandardWebhooks;

namespace Gateway.Tests.Attestation;

/// <summary>The example in C# of docs/attestation.md.</summary>
internal static class CSharpReceiver
{
    // secret: what the gateway signs with, "whsec_...". body: exactly as received, read as UTF-8. Throws unless all is right.
    public static void Verify(string secret, IHeaderDictionary headers, string body) => new StandardWebhook(secret).Verify(body, headers);
}
