namespace Gateway.JsonSchema;

/// <summary>What a token is. <see cref="None"/> stands for a value that is not there.</summary>
internal enum JsonKind
{
    None,
    Null,
    False,
    True,
    Number,
    String,
    Array,
    Object,

    /// <summary>The name of an object's member; its value is the next token.</summary>
    Name,
}
