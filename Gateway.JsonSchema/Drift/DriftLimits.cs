namespace Gateway.JsonSchema.Drift;

/// <summary>How much may still be kept of what payloads and schemas have: shared by the schemas of a route.</summary>
internal sealed class DriftLimits
{
    /// <summary>Names that the schemas do not know.</summary>
    public const int MostUnknown = 1000;

    /// <summary>Of those at one place, so that a map of ids leaves room for others.</summary>
    public const int MostUnknownAtPlace = 100;

    /// <summary>Members, types and values that the schemas name.</summary>
    public const int MostDeclared = 10_000;

    /// <summary>Characters of a name, and of a place.</summary>
    public const int LongestName = 128;
    public const int LongestPlace = 512;

    /// <summary>Names and values of one payload that are looked at.</summary>
    public const int MostValues = 10_000;

    private int _unknown;
    private int _declared;

    /// <summary>Names that were seen and not kept, counted each time.</summary>
    public long LeftOut { get; private set; }

    public bool TryTakeUnknown(int atPlace)
    {
        if (atPlace >= MostUnknownAtPlace || _unknown >= MostUnknown)
        {
            LeftOut++;
            return false;
        }

        _unknown++;
        return true;
    }

    public bool TryTakeDeclared()
    {
        if (_declared >= MostDeclared)
        {
            return false;
        }

        _declared++;
        return true;
    }
}
