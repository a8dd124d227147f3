using System.Diagnostics.Metrics;

namespace Gateway.Admin;

/// <summary>Meters that nobody listens to, whatever they are asked to be called.</summary>
internal sealed class UnseenMeters : IMeterFactory
{
    private readonly Meter _meter = new("Gateway.Probe");

    public Meter Create(MeterOptions options) => _meter;

    public void Dispose() => _meter.Dispose();
}
