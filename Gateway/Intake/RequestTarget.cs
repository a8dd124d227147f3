using System.Buffers;

namespace Gateway.Intake;

/// <summary>The target of a request as it was sent (RFC 9112, section 3.2), in the forms that name a path.</summary>
internal static class RequestTarget
{
    /// <summary>All but what has an escape, parameters or a backslash in it, and what no path may have (RFC 3986, section 3.3).</summary>
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("!$&'()*+,-./0123456789:=@ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~");

    /// <summary>
    /// Finds the path: of the origin form, which every sender uses, of an absolute URL, which servers have to take, too, and of the
    /// asterisk, which has none. False for what is no target: with a fragment, a control character or a byte outside ASCII, or with
    /// neither of these forms, as that of <c>CONNECT</c>.
    /// </summary>
    public static bool TryFindPath(ReadOnlySpan<char> target, out ReadOnlySpan<char> path)
    {
        path = default;
        if (target.ContainsAnyExceptInRange('!', '~') || target.Contains('#'))
        {
            return false;
        }

        var query = target.IndexOf('?');
        var rest = query < 0 ? target : target[..query];
        if (!rest.StartsWith('/') && rest is not "*")
        {
            var authority = rest.IndexOf("://");
            if (authority <= 0)
            {
                return false;
            }

            rest = rest[(authority + 3)..];
            var slash = rest.IndexOfAny('/', '\\');
            rest = slash < 0 ? default : rest[slash..];
        }

        path = rest;
        return true;
    }

    /// <summary>Whether all backends read the path alike, and as it stands; of most paths it does not take more than this to know it.</summary>
    public static bool IsPlain(ReadOnlySpan<char> path) =>
        !path.ContainsAnyExcept(Plain) && !path.Contains("//", StringComparison.Ordinal) && !path.Contains("/.", StringComparison.Ordinal)
        && !path.Contains("./", StringComparison.Ordinal) && !path.Contains(":$", StringComparison.Ordinal) && !path.EndsWith('.')
        && PathRule.IsPlain(path);
}
