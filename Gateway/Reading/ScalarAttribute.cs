namespace Gateway.Reading;

/// <summary>
/// On a configuration type: a plain text may stand where the object is expected, and sets this property.
/// <c>"env:KEY"</c> is short for <c>{ "Value": "env:KEY" }</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ScalarAttribute(string property) : Attribute
{
    public string Property { get; } = property;
}
