using System.Diagnostics;
using OpenTelemetry;

namespace Gateway.Observability;

/// <summary>Cuts what senders chose of a span before it is exported: ASP.NET Core's has the path and the user agent as long as they were sent.</summary>
internal sealed class SpanBound : BaseProcessor<Activity>
{
    public override void OnEnd(Activity data)
    {
        List<KeyValuePair<string, object?>>? cut = null;
        foreach (ref readonly var tag in data.EnumerateTagObjects())
        {
            if (tag.Value is string { Length: > LogText.LongestPath } text)
            {
                (cut ??= []).Add(new(tag.Key, text[..LogText.LongestPath]));
            }
        }

        foreach (var (name, value) in cut ?? [])
        {
            data.SetTag(name, value);
        }
    }
}
