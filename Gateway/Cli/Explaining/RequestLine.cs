using Gateway.Intake;

namespace Gateway.Cli.Explaining;

/// <summary>The first line of a request: <c>POST /path?query HTTP/1.1</c>, the version may be missing.</summary>
/// <param name="Method">The method.</param>
/// <param name="Target">Path and query as they stand there.</param>
/// <param name="Host">The host of an absolute target; null for one that begins with the path.</param>
internal sealed record RequestLine(string Method, string Target, string? Host)
{
    /// <summary>The line; null if it is none, as of a file that begins with its headers.</summary>
    public static RequestLine? Read(string line)
    {
        var parts = line.Split(' ');
        if (parts.Length is not (2 or 3) || !HeaderName.IsValid(parts[0]) || parts[1].Length == 0
            || parts[1].AsSpan().ContainsAnyInRange('\0', ' ')
            || (parts.Length == 3 && !parts[2].StartsWith("HTTP/", StringComparison.Ordinal)))
        {
            return null;
        }

        var target = parts[1];
        if (target[0] == '/')
        {
            return new RequestLine(parts[0], target, Host: null);
        }

        // As logs and proxies write it (RFC 9112, section 3.2.2); the sender's request line had the path alone.
        var authority = target.IndexOf("://", StringComparison.Ordinal) + 3;
        if (authority < 3 || !Uri.TryCreate(target, UriKind.Absolute, out _))
        {
            return null;
        }

        var path = target.IndexOfAny(['/', '?'], authority);
        var host = path < 0 ? target[authority..] : target[authority..path];
        var rest = path < 0 ? "/" : target[path..];
        return new RequestLine(parts[0], rest[0] == '?' ? "/" + rest : rest, host);
    }
}
