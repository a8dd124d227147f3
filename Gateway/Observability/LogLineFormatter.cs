using System.Globalization;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Json;
using Serilog.Parsing;

namespace Gateway.Observability;

/// <summary>
/// One event as a line of JSON, as Serilog's own formatter writes it, but with the message for people in the place of its template: texts stand in it as they
/// are, without quotes that would have to be escaped.
/// </summary>
internal sealed class LogLineFormatter : ITextFormatter
{
    private readonly JsonValueFormatter _values = new();

    public void Format(LogEvent logEvent, TextWriter output)
    {
        output.Write("{\"Timestamp\":\"");
        output.Write(logEvent.Timestamp.ToString("O", CultureInfo.InvariantCulture));
        output.Write("\",\"Level\":\"");
        output.Write(logEvent.Level);
        output.Write("\",\"RenderedMessage\":");
        JsonValueFormatter.WriteQuotedJsonString(Render(logEvent), output);
        if (logEvent.TraceId is { } trace)
        {
            output.Write($",\"TraceId\":\"{trace}\"");
        }

        if (logEvent.SpanId is { } span)
        {
            output.Write($",\"SpanId\":\"{span}\"");
        }

        if (logEvent.Exception is { } exception)
        {
            output.Write(",\"Exception\":");
            JsonValueFormatter.WriteQuotedJsonString(exception.ToString(), output);
        }

        output.Write(",\"Properties\":{");
        var comma = "";
        foreach (var (name, value) in logEvent.Properties)
        {
            output.Write(comma);
            comma = ",";
            JsonValueFormatter.WriteQuotedJsonString(name, output);
            output.Write(':');
            _values.Format(value, output);
        }

        output.Write("}}\n");
    }

    private static string Render(LogEvent logEvent)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        foreach (var token in logEvent.MessageTemplate.Tokens)
        {
            if (token is PropertyToken property && logEvent.Properties.TryGetValue(property.PropertyName, out var value))
            {
                if (value is ScalarValue { Value: string plain })
                {
                    text.Write(plain);
                }
                else
                {
                    value.Render(text, property.Format, CultureInfo.InvariantCulture);
                }
            }
            else
            {
                text.Write(token.ToString());
            }
        }

        return text.ToString();
    }
}
