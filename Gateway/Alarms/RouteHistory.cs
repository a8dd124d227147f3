namespace Gateway.Alarms;

/// <summary>The last ten minutes of one route, a sample a minute.</summary>
internal sealed class RouteHistory
{
    private const int Minutes = 10;
    private const double OfADay = 1.0 / (24 * 60);

    private readonly Queue<TallySample> _samples = [];

    public TallySample Window { get; private set; }

    /// <summary>Forged requests of ten minutes on the average of about a day.</summary>
    public double UsuallyForged { get; private set; }

    /// <summary>A look, which keeps a sample if a minute has passed.</summary>
    public void Look(TallySample now, bool isMinute)
    {
        if (_samples.Count == 0)
        {
            _samples.Enqueue(now);
        }

        Window = now - _samples.Peek();
        if (!isMinute)
        {
            return;
        }

        UsuallyForged += (Window.Forged - UsuallyForged) * OfADay;
        _samples.Enqueue(now);
        if (_samples.Count > Minutes)
        {
            _samples.Dequeue();
        }
    }
}
