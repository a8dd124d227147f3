namespace Gateway.JsonSchema.Drift;

/// <summary>How often something was seen, and when.</summary>
internal sealed class Sighting
{
    public long Count { get; private set; }

    public DateTimeOffset First { get; private set; }

    public DateTimeOffset Last { get; private set; }

    public void See(DateTimeOffset at)
    {
        First = Count == 0 ? at : First;
        Last = at;
        Count++;
    }
}
