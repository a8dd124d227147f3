using Yarp.ReverseProxy.Configuration;

namespace Gateway.Configuration;

/// <summary>What a route asks for beside method and host. Two with the same headers or parameters in another order are equal.</summary>
/// <param name="Order">Its precedence.</param>
/// <param name="Path">The key of its template.</param>
/// <param name="Headers">Of <c>Match</c>.</param>
/// <param name="Parameters">Of <c>Match</c>.</param>
internal sealed record MatchConditions(
    int Order, string Path, IReadOnlyList<RouteHeader> Headers, IReadOnlyList<RouteQueryParameter> Parameters)
{
    public bool Equals(MatchConditions? other) =>
        other is not null && Order == other.Order && Path == other.Path && Same(Headers, other.Headers) && Same(Parameters, other.Parameters);

    public override int GetHashCode() => HashCode.Combine(Order, Path, SumOf(Headers), SumOf(Parameters));

    private static bool Same<T>(IReadOnlyList<T> left, IReadOnlyList<T> right) =>
        left.Count == right.Count && left.All(right.Contains) && right.All(left.Contains);

    /// <summary>The same in any order.</summary>
    private static int SumOf<T>(IReadOnlyList<T> items)
        where T : notnull
    {
        var sum = 0;
        foreach (var item in items)
        {
            sum = unchecked(sum + item.GetHashCode());
        }

        return sum;
    }
}
