using Gateway.Intake;

namespace Gateway.Verification.Body;

/// <summary>The compiled <c>Body</c> section.</summary>
/// <param name="MaxBytes">The largest body.</param>
/// <param name="Timeout">How long the sender may take.</param>
/// <param name="ContentTypes">Media types let in; empty for any.</param>
/// <param name="ChallengeMethods">The methods by which the provider sends challenges that it does not sign.</param>
internal sealed record BodyPolicy(long MaxBytes, TimeSpan Timeout, string[] ContentTypes, string[] ChallengeMethods)
{
    /// <summary>Whether a request by this method may be a challenge without a signature.</summary>
    public bool MayBeChallenge(string method)
    {
        foreach (var challenge in ChallengeMethods)
        {
            if (string.Equals(method, challenge, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    public bool Allows(string? contentType)
    {
        if (ContentTypes.Length == 0)
        {
            return true;
        }

        foreach (var allowed in ContentTypes)
        {
            if (MediaType.Is(contentType, allowed))
            {
                return !MediaType.HasOtherCharset(contentType);
            }
        }

        return false;
    }
}
