using System.Net;

namespace Gateway.Verification.Fetching;

/// <summary>Where something that proves a sender may be fetched from.</summary>
internal static class ProviderUrl
{
    public static bool IsUrl(string? text) =>
        text?.StartsWith("https://", StringComparison.Ordinal) == true || text?.StartsWith("http://", StringComparison.Ordinal) == true;

    /// <summary>The URL, or null and what is wrong with it.</summary>
    public static Uri? Parse(string text, out string? error)
    {
        error = null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.UserInfo.Length > 0 || url.Fragment.Length > 0)
        {
            error = "is not a URL without user and fragment.";
            return null;
        }

        // Whoever stands on the way could put keys of their own in; on one machine nobody stands there.
        if (url.Scheme != Uri.UriSchemeHttps && !(IsLiteral(url.IdnHost, out var address) && IPAddress.IsLoopback(address)))
        {
            error = "needs https; http is for an address such as 127.0.0.1 alone.";
            return null;
        }

        return url;
    }

    /// <summary>Whether the host is written as an address, so that whoever configured it meant that very machine.</summary>
    public static bool IsLiteral(string host, out IPAddress address) => IPAddress.TryParse(host.Trim('[', ']'), out address!);
}
