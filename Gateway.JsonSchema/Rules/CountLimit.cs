using System.Runtime.InteropServices;

namespace Gateway.JsonSchema.Rules;

/// <summary>A bound on a length or a count, with what to report; the default bounds nothing.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CountLimit
{
    private readonly long _atLeast;
    private readonly long _atMost;
    private readonly SchemaAssertion? _assertion;

    private CountLimit(long atLeast, long atMost, SchemaAssertion assertion) =>
        (_atLeast, _atMost, _assertion) = (atLeast, atMost, assertion);

    public bool IsSet => _assertion is not null;

    public long AtLeast => _atLeast;

    public SchemaAssertion Assertion => _assertion!;

    public static CountLimit Minimum(long count, SchemaAssertion assertion) => new(count, long.MaxValue, assertion);

    public static CountLimit Maximum(long count, SchemaAssertion assertion) => new(0, count, assertion);

    /// <summary>Whether the count breaks the bound and that ends the evaluation.</summary>
    public bool Stops(ref Evaluation e, int at, long count, ref bool valid) =>
        _assertion is not null && (count < _atLeast || count > _atMost) && e.Fails(at, _assertion, ref valid);
}
