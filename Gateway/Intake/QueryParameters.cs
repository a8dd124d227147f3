using Microsoft.AspNetCore.WebUtilities;

namespace Gateway.Intake;

/// <summary>
/// The parameters of a query, decoded: read once and in one pass, however many places a route or a signature names. A query with more
/// than <see cref="UnprovenLimits.QueryParameters"/> is not read at all.
/// </summary>
internal sealed class QueryParameters
{
    private readonly List<Parameter> _parameters = [];

    private QueryParameters(string? text) => Text = text;

    /// <summary>The query as it was sent.</summary>
    public string? Text { get; }

    /// <summary>False for a query of too many parameters: what stands in it is not known.</summary>
    public bool IsRead { get; private init; }

    /// <summary>In the order in which they stand there.</summary>
    public IReadOnlyList<Parameter> All => _parameters;

    public static QueryParameters Read(string? query)
    {
        if (query.AsSpan().Count('&') >= UnprovenLimits.QueryParameters)
        {
            return new QueryParameters(query);
        }

        var read = new QueryParameters(query) { IsRead = true };
        foreach (var pair in new QueryStringEnumerable(query))
        {
            read._parameters.Add(new Parameter(pair.DecodeName(), pair.DecodeValue()));
        }

        return read;
    }

    /// <summary>The value of a parameter, which must stand once.</summary>
    public ValueState Read(string name, out ReadOnlyMemory<char> value)
    {
        value = default;
        if (!IsRead)
        {
            return ValueState.Ambiguous;
        }

        var isFound = false;
        foreach (var parameter in _parameters)
        {
            if (!parameter.Name.Span.SequenceEqual(name))
            {
                continue;
            }

            if (isFound)
            {
                value = default;
                return ValueState.Ambiguous;
            }

            value = parameter.Value;
            isFound = true;
        }

        return value.IsEmpty ? ValueState.Missing : ValueState.Found;
    }

    /// <summary>One of them, decoded.</summary>
    internal readonly record struct Parameter(ReadOnlyMemory<char> Name, ReadOnlyMemory<char> Value);
}
