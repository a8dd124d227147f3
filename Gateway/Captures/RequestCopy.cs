using System.Net.Sockets;
using System.Text;
using Gateway.Intake;
using Gateway.Outcomes;

namespace Gateway.Captures;

/// <summary>Takes a copy of a request, without what must not be kept.</summary>
internal static class RequestCopy
{
    /// <summary>The gateway's own headers, which no sender has sent.</summary>
    private const string Own = "X-Gateway-";

    private const string Forwarded = "Forwarded";

    /// <param name="webhook">The request, still in memory.</param>
    /// <param name="policy">The route's.</param>
    /// <param name="outcome">How it has ended.</param>
    /// <param name="detail">What the log says of it.</param>
    /// <param name="keyOf">Makes a key of this request alone; asked for where there is something to hide.</param>
    /// <param name="id">What it is made of.</param>
    /// <param name="maxBody">The longest body that is kept.</param>
    public static KeptRequest Of(
        InboundWebhook webhook, CapturePolicy policy, Outcome outcome, string? detail, Func<Guid, byte[]> keyOf, Guid id, int maxBody)
    {
        var hidden = new HiddenList(keyOf, id);
        var headers = Headers(webhook, policy, hidden);
        var target = Target(webhook.RawTarget, policy, hidden);
        var note = BodyNote(webhook, policy, outcome, maxBody);
        return new KeptRequest
        {
            Method = webhook.Request.Method,
            Scheme = webhook.Request.Scheme,
            Target = target,
            StatusCode = webhook.Context.Response.StatusCode,
            Detail = detail ?? "",
            Stage = webhook.StoppedAt == StageName.None ? "" : webhook.StoppedAt.ToString(),
            IsFromTrustedProxy = webhook.IsFromTrustedProxy,
            Headers = headers,
            Hidden = hidden.Values,
            HashKey = hidden.Key,
            ReceivedBytes = webhook.Body.ReceivedLength,
            BodyNote = note,
            Body = note.Length == 0 ? webhook.Body.Memory : default,
        };
    }

    private static List<KeyValuePair<string, string>> Headers(InboundWebhook webhook, CapturePolicy policy, HiddenList hidden)
    {
        var lines = new List<KeyValuePair<string, string>>(webhook.Request.Headers.Count);
        foreach (var (name, values) in webhook.Request.Headers)
        {
            if (name.StartsWith(Own, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            var hidesAll = policy.HidesHeader(name);
            foreach (var value in values)
            {
                var isHidden = hidesAll || policy.Tokens.Holds(value);
                if (isHidden)
                {
                    hidden.Add(isHeader: true, lines.Count, name, value);
                }

                lines.Add(new(name, isHidden ? HiddenValue.Mark : value ?? ""));
            }
        }

        if (webhook.Context.Features.Get<InboundWebhook>() is not null)
        {
            AddReplaced(webhook, lines);
        }

        return lines;
    }

    /// <summary>What is taken away or replaced on the way to a backend, and what proxies say above all: without it nothing verifies again.</summary>
    private static void AddReplaced(InboundWebhook webhook, List<KeyValuePair<string, string>> lines)
    {
        if (webhook.SentHost is { } host)
        {
            // In its place: what is hidden is known by the number of its line.
            var place = lines.FindIndex(line => string.Equals(line.Key, "Host", StringComparison.OrdinalIgnoreCase));
            if (place < 0)
            {
                lines.Add(new("Host", host));
            }
            else
            {
                lines[place] = new("Host", host);
            }
        }

        var word = webhook.Forwarded;
        if (string.Equals(webhook.Policy.ClientResolver.Header, Forwarded, StringComparison.OrdinalIgnoreCase))
        {
            if (word != ForwardedWord.None && webhook.Client is { } client)
            {
                var address = client.AddressFamily == AddressFamily.InterNetworkV6 ? $"\"[{client}]\"" : client.ToString();
                lines.Add(new(Forwarded, $"for={address};host=\"{word.Host}\";proto={word.Scheme}"));
            }

            return;
        }

        (string Name, string Value)[] said = [("X-Forwarded-Proto", word.Scheme), ("X-Forwarded-Host", word.Host), ("X-Forwarded-Prefix", word.Prefix)];
        lines.AddRange(said.Where(one => one.Value.Length > 0).Select(one => KeyValuePair.Create(one.Name, one.Value)));
    }

    private static string Target(string target, CapturePolicy policy, HiddenList hidden)
    {
        var query = target.IndexOf('?', StringComparison.Ordinal);
        if (query < 0)
        {
            return target;
        }

        var text = new StringBuilder(target, 0, query + 1, target.Length + 16);
        if (target.AsSpan(query + 1).Count('&') >= UnprovenLimits.QueryParameters)
        {
            // No stage reads so many, and to look at each would cost a refused request more than all stages together.
            hidden.Add(isHeader: false, 0, "", target.AsSpan(query + 1));
            return text.Append(HiddenValue.Mark).ToString();
        }

        var index = 0;
        foreach (var range in target.AsSpan(query + 1).Split('&'))
        {
            var parameter = target.AsSpan(query + 1)[range];
            var equals = parameter.IndexOf('=');

            // Without a name it is a value. Escapes could spell a telling name otherwise: then the value is not told either.
            var name = equals < 0 ? default : parameter[..equals];
            var value = parameter[(equals + 1)..];
            text.Append(index == 0 ? "" : "&");
            if (value.Length > 0
                && (name.IsEmpty || policy.HidesParameter(name) || name.ContainsAny('%', '+') || policy.Tokens.Holds(value)))
            {
                hidden.Add(isHeader: false, index, name.ToString(), value);
                text.Append(name).Append(equals < 0 ? "" : "=").Append(HiddenValue.Mark);
            }
            else
            {
                text.Append(parameter);
            }

            index++;
        }

        return text.ToString();
    }

    private static string BodyNote(InboundWebhook webhook, CapturePolicy policy, Outcome outcome, int maxBody) => webhook switch
    {
        { BodyIsComplete: false } when webhook.AnnouncesBody => "the body was not read to its end",
        _ when policy.HasTokenInBody && webhook.Body.ReceivedLength > 0 => "the body may hold a token",
        _ when webhook.Body.ReceivedLength > maxBody => "the body is larger than Captures.MaxBodyBytes",
        _ when webhook.Body.Length != webhook.Body.ReceivedLength => $"the body was handed on: {outcome.Code}",
        _ => "",
    };
}
