using System.Text;
using Gateway.Tests.Support;

namespace Gateway.Tests.Attestation;

/// <summary>An attested request with one thing changed, which no receiver may take for the gateway's.</summary>
internal static class Tampered
{
    /// <summary>What a receiver of Standard Webhooks goes by.</summary>
    public static IEnumerable<(string What, ReceivedRequest Request)> StandardWebhooks(ReceivedRequest request)
    {
        yield return ("another id", With(request, "webhook-id", id => Changed(id)));
        yield return ("no id", Without(request, "webhook-id"));
        yield return ("a second later", With(request, "webhook-timestamp", text => $"{long.Parse(text, System.Globalization.CultureInfo.InvariantCulture) + 1}"));
        yield return ("an hour earlier", With(request, "webhook-timestamp", text => $"{long.Parse(text, System.Globalization.CultureInfo.InvariantCulture) - 3600}"));
        yield return ("no time", Without(request, "webhook-timestamp"));
        yield return ("no signature", Without(request, "webhook-signature"));
        yield return ("another signature", With(request, "webhook-signature", list => string.Join(' ', list.Split(' ').Select(one => ChangedAt(one, one.IndexOf(',', StringComparison.Ordinal) + 3)))));
        foreach (var body in Bodies(request))
        {
            yield return body;
        }
    }

    /// <summary>What a receiver of RFC 9421 goes by.</summary>
    public static IEnumerable<(string What, ReceivedRequest Request)> MessageSignature(ReceivedRequest request)
    {
        yield return ("another method", request with { Method = "PUT" });
        yield return ("another path", request with { Target = "/other" + request.Target });
        yield return ("another query", request with { Target = request.Target + "&more" });
        yield return ("another id", With(request, "webhook-id", Changed));
        yield return ("no id", Without(request, "webhook-id"));
        yield return ("another time", With(request, "signature-input", input => input.Replace(";created=1", ";created=2", StringComparison.Ordinal)));
        yield return ("less is covered", With(request, "signature-input", input => input.Replace("\"content-digest\" ", "", StringComparison.Ordinal)));
        yield return ("another signature", With(request, "signature", list => string.Join(", ", list.Split(", ").Select(one => ChangedAt(one, 10)))));
        yield return ("no signature", Without(request, "signature"));
        yield return ("no input", Without(request, "signature-input"));
        yield return ("no digest", Without(request, "content-digest"));
        yield return ("another body with its digest", With(
            request with { Body = "{}"u8.ToArray() }, "content-digest", _ => "sha-256=:RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=:"));
        foreach (var body in Bodies(request))
        {
            yield return body;
        }
    }

    private static IEnumerable<(string What, ReceivedRequest Request)> Bodies(ReceivedRequest request)
    {
        yield return ("no body", request with { Body = [] });
        yield return ("a blank behind the body", request with { Body = [.. request.Body, (byte)' '] });
        yield return ("another first byte", request with { Body = Encoding.UTF8.GetBytes("[" + request.Text[1..]) });
        yield return ("another last byte", request with { Body = Encoding.UTF8.GetBytes(request.Text[..^1] + "]") });
    }

    private static ReceivedRequest With(ReceivedRequest request, string name, Func<string, string> change)
    {
        var headers = request.Headers.ToDictionary(StringComparer.OrdinalIgnoreCase);
        headers[name] = [change(request.Header(name)!)];
        return request with { Headers = headers };
    }

    private static ReceivedRequest Without(ReceivedRequest request, string name) =>
        request with { Headers = request.Headers.Where(header => !string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase)).ToDictionary(StringComparer.OrdinalIgnoreCase) };

    private static string Changed(string text) => ChangedAt(text, text.Length - 1);

    private static string ChangedAt(string text, int at) => text[..at] + (text[at] == '1' ? '2' : '1') + text[(at + 1)..];
}
