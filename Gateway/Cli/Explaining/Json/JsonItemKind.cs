namespace Gateway.Cli.Explaining.Json;

/// <summary>What a part of a JSON document is.</summary>
internal enum JsonItemKind
{
    /// <summary><c>true</c>, <c>false</c> or <c>null</c>.</summary>
    Word,

    /// <summary>A text.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>An object.</summary>
    Object,

    /// <summary>A list.</summary>
    List,
}
