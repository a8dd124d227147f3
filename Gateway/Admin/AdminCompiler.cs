using System.Net;
using Gateway.Reading;

namespace Gateway.Admin;

/// <summary>Compiles <c>Gateway:Admin</c>.</summary>
internal static class AdminCompiler
{
    public static AdminSettings Compile(SectionContext section, AdminConfig? config)
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

        string? token = null;
        if (config?.Token is { } reference)
        {
            token = section.Files.ResolveSecret(reference, out var error);
            if (token is null)
            {
                section.Report(error, "Token");
            }
            else if (SecretStrength.IsShort(token))
            {
                section.Warn(SecretStrength.Warning, "Token");
            }
        }
        else if (!IsLoopback(url))
        {
            section.Report($"'{text}' can be reached from other machines, so 'Admin:Token' is required.", "Url");
        }

        return new AdminSettings(url, token);
    }

    private static bool IsLoopback(Uri url) =>
        url.Host == "localhost" || (IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
