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

    /// <summary>Names and patterns that places are looked up by: of a recursive schema every place has them all.</summary>
    public const int MostRules = 20_000;

    /// <summary>Schemas that apply to places, counted at each: hundreds where a recursive schema has many alternatives.</summary>
    public const int MostSchemas = 100_000;

    /// <summary>Characters of a name, and of a place.</summary>
    public const int LongestName = 128;
    public const int LongestPlace = 512;

    /// <summary>Names and values of one payload that are looked at.</summary>
    public const int MostValues = 10_000;

    private int _unknown;
    private int _declared;
    private int _rules;
    private int _schemas;

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

    /// <summary>Whether a place may be laid out: all of it or nothing, for half a table would call the other half unknown.</summary>
    public bool MayLayOut => _rules < MostRules;

    /// <summary>Once there is no room for a place, there is none for any: looking for how much it takes is work.</summary>
    public bool TryTakeRules(int count)
    {
        _rules = Math.Min(_rules + count, MostRules + 1);
        return _rules <= MostRules;
    }

    public bool MayHavePlaces => _schemas < MostSchemas;

    public bool TryTakeSchemas(int count)
    {
        _schemas = Math.Min(_schemas + count, MostSchemas + 1);
        return _schemas <= MostSchemas;
    }
}
