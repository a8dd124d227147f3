namespace Gateway.Admin;

/// <summary>Where the admin listener may be.</summary>
internal static class AdminAddress
{
    public const string Default = "http://127.0.0.1:9901";

    /// <summary>The address, or null if the text is none.</summary>
    public static Uri? Parse(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url)
        && url.Scheme == Uri.UriSchemeHttp && url.PathAndQuery == "/" && url.UserInfo.Length == 0
            ? url
            : null;
}
