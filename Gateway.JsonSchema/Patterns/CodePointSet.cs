namespace Gateway.JsonSchema.Patterns;

/// <summary>A set of Unicode characters, as it is put together.</summary>
internal sealed class CodePointSet
{
    private const int Last = 0x10FFFF;
    private readonly List<CodePointRange> _ranges = [];

    public CodePointSet Add(int first, int last)
    {
        _ranges.Add(new(first, last));
        return this;
    }

    public CodePointSet Add(CodePointSet other)
    {
        _ranges.AddRange(other._ranges);
        return this;
    }

    public CodePointSet Complement()
    {
        var result = new CodePointSet();
        var next = 0;
        foreach (var range in Ranges())
        {
            if (range.First > next)
            {
                result.Add(next, range.First - 1);
            }

            next = range.Last + 1;
        }

        return next <= Last ? result.Add(next, Last) : result;
    }

    /// <summary>In order, and with something between them.</summary>
    public IReadOnlyList<CodePointRange> Ranges()
    {
        var result = new List<CodePointRange>();
        foreach (var range in _ranges.OrderBy(range => range.First))
        {
            if (result.Count > 0 && range.First <= result[^1].Last + 1)
            {
                result[^1] = new(result[^1].First, Math.Max(result[^1].Last, range.Last));
            }
            else
            {
                result.Add(range);
            }
        }

        return result;
    }

    /// <summary>The same for sets that are the same.</summary>
    public override string ToString() => string.Join(' ', Ranges());
}
