using System.Globalization;
using System.Text;
using Serilog.Core;
using Serilog.Events;

namespace Gateway.Observability;

/// <summary>Serilog's end of the output: every line that is not written straight to it.</summary>
/// <param name="output">Ends with the logger that has this sink.</param>
internal sealed class LogOutputSink(LogOutput output) : ILogEventSink, IDisposable
{
    private readonly LogLineFormatter _formatter = new();

    public void Emit(LogEvent logEvent)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        _formatter.Format(logEvent, text);
        output.Write(Encoding.UTF8.GetBytes(text.ToString()), isUrgent: logEvent.Level >= LogEventLevel.Warning);
    }

    public void Dispose() => output.Dispose();
}
