using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Gateway.Observability;

/// <summary>Collects the instruments when asked, and writes them as Prometheus text.</summary>
internal sealed class PrometheusReader : BaseExportingMetricReader
{
    private readonly Lock _gate = new();
    private readonly TextExporter _exporter;

    public PrometheusReader()
        : this(new TextExporter())
    {
    }

    private PrometheusReader(TextExporter exporter)
        : base(exporter) => _exporter = exporter;

    /// <summary>The state of all instruments right now. One scrape at a time.</summary>
    public string Scrape()
    {
        lock (_gate)
        {
            _exporter.Text = "";
            Collect();
            return _exporter.Text;
        }
    }

    private sealed class TextExporter : BaseExporter<Metric>
    {
        public string Text { get; set; } = "";

        public override ExportResult Export(in Batch<Metric> batch)
        {
            Text = PrometheusText.Write(batch);
            return ExportResult.Success;
        }
    }
}
