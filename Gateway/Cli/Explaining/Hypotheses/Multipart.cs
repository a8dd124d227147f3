using System.Text;
using Microsoft.Net.Http.Headers;

namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>Takes multipart/form-data apart (RFC 7578), for a look at what stands in it.</summary>
internal static class Multipart
{
    private const int MostParts = 64;

    /// <summary>The parts that are no files, by their names; null if the body is not of the type.</summary>
    public static IReadOnlyList<(string Name, byte[] Content)>? Parts(CapturedRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.Header("Content-Type"), out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase) || type.Boundary.Length is 0 or > 70)
        {
            return null;
        }

        var border = Encoding.Latin1.GetBytes("--" + HeaderUtilities.RemoveQuotes(type.Boundary));
        var parts = new List<(string, byte[])>();
        var rest = request.Body.AsSpan();
        while (parts.Count < MostParts && rest.IndexOf(border) is >= 0 and var start)
        {
            rest = rest[(start + border.Length)..];
            var end = rest.IndexOf(border);
            var head = rest.IndexOf("\r\n\r\n"u8);
            if (end < 0 || head < 0 || head + 4 > end)
            {
                break;
            }

            var content = rest[(head + 4)..end];
            if (NameOf(Encoding.UTF8.GetString(rest[..head])) is { } name)
            {
                parts.Add((name, (content.EndsWith("\r\n"u8) ? content[..^2] : content).ToArray()));
            }
        }

        return parts;
    }

    private static string? NameOf(string head)
    {
        foreach (var line in head.Split("\r\n"))
        {
            if (line.StartsWith("Content-Disposition:", StringComparison.OrdinalIgnoreCase)
                && ContentDispositionHeaderValue.TryParse(line["Content-Disposition:".Length..], out var disposition)
                && disposition.FileName.Length == 0)
            {
                return HeaderUtilities.RemoveQuotes(disposition.Name).ToString();
            }
        }

        return null;
    }
}
