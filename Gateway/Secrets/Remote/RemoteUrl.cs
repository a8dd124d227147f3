using System.Net;

namespace Gateway.Secrets.Remote;

/// <summary>Where a source of secrets may be.</summary>
internal static class RemoteUrl
{
    /// <summary>What stands for the tenant's name.</summary>
    public const string Tenant = "{tenant}";

    /// <summary>The URL; null, and why, if secrets cannot be asked for there.</summary>
    public static Uri? Parse(string text, out string problem)
    {
        problem = "";
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.UserInfo.Length > 0 || url.Fragment.Length > 0)
        {
            problem = "is not a URL without user and fragment.";
        }
        else if (url.Scheme != Uri.UriSchemeHttps && !(url.Scheme == Uri.UriSchemeHttp && IsThisMachine(url)))
        {
            problem = "needs https: secrets are sent over it. http is for this machine alone, such as http://127.0.0.1:7000.";
        }

        return problem.Length == 0 ? url : null;
    }

    private static bool IsThisMachine(Uri url) =>
        url.IdnHost == "localhost" || (IPAddress.TryParse(url.IdnHost.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
