namespace Gateway.JsonSchema.Rules;

/// <summary>The types a schema allows: one bit for each <see cref="JsonKind"/>, and one for integers.</summary>
[Flags]
internal enum JsonTypes
{
    None = 0,
    Null = 1 << JsonKind.Null,
    False = 1 << JsonKind.False,
    True = 1 << JsonKind.True,
    Boolean = False | True,
    Number = 1 << JsonKind.Number,
    Text = 1 << JsonKind.String,
    Array = 1 << JsonKind.Array,
    Object = 1 << JsonKind.Object,
    Name = 1 << JsonKind.Name,
    String = Text | Name, // propertyNames looks at names as strings
    Any = Null | Boolean | Number | String | Array | Object,

    /// <summary>A number without a fraction; no kind of its own.</summary>
    Integer = 1 << 16,
}
