using Gateway.Intake;

namespace Gateway.Verification.Body;

/// <summary>The compiled <c>Body</c> section.</summary>
/// <param name="MaxBytes">The largest body.</param>
/// <param name="Timeout">How long the sender may take.</param>
/// <param name="ContentTypes">Media types let in; empty for any.</param>
internal sealed record BodyPolicy(long MaxBytes, TimeSpan Timeout, string[] ContentTypes)
{
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
                return true;
            }
        }

        return false;
    }
}
