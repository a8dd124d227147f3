using System.Net;
using Gateway.Reading;

namespace Gateway.Admin;

/// <summary>Compiles <c>Gateway:Admin</c>.</summary>
internal static class AdminCompiler
{
    /// <param name="section">The section.</param>
    /// <param name="config">As written.</param>
    /// <param name="hasToken">Whether any token is named, here or in <c>Gateway:Tokens</c>.</param>
    public static AdminSettings Compile(SectionContext section, AdminConfig? config, bool hasToken)
    {
        var text = config?.Url ?? AdminAddress.Default;
        var url = AdminAddress.Parse(text);
        if (url is null)
        {
            // Not repeated with user info: that is a password.
            var found = text.Contains('@', StringComparison.Ordinal) ? "found user info" : $"found '{text}'";
            section.Report($"{found}; expected an http URL without a path, such as \"{AdminAddress.Default}\".", "Url");
            url = new Uri(AdminAddress.Default);
        }

        if (!hasToken && !IsLoopback(url))
        {
            section.Report($"'{text}' can be reached from other machines, so 'Admin:Token' or one of 'Tokens' is required.", "Url");
        }

        return new AdminSettings(url);
    }

    private static bool IsLoopback(Uri url) =>
        url.Host == "localhost" || (IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
