namespace Gateway.Cli.Explaining.Json;

/// <summary>The white space that a program writes between the tokens of a document.</summary>
/// <param name="Name">For people.</param>
/// <param name="Cost">How unlikely it is; 0 for what nearly everything writes.</param>
internal sealed record JsonLayout(string Name, int Cost)
{
    /// <summary>What a level is indented by; null where all stands in one line.</summary>
    public string? Indent { get; init; }

    public string BeforeColon { get; init; } = "";

    public string AfterColon { get; init; } = "";

    /// <summary>Behind a comma where no new line begins.</summary>
    public string AfterComma { get; init; } = "";

    /// <summary>Within the brackets of what stands in one line.</summary>
    public string Padding { get; init; } = "";

    /// <summary>Whether lists stand in one line among indented objects.</summary>
    public bool HasListsInLine { get; init; }

    /// <summary>Within the brackets of an empty object or list.</summary>
    public string Empty { get; init; } = "";

    public string LineEnd { get; init; } = "\n";

    /// <summary>Behind the commas of the outermost list, where each element has a line.</summary>
    public string AfterElement { get; init; } = "";

    /// <summary>Behind the document.</summary>
    public string Tail { get; init; } = "";

    /// <summary>Whether the white space is that of the body that arrived, and nothing is moved.</summary>
    public bool IsAsReceived { get; init; }

    /// <summary>The same with something behind the document.</summary>
    public JsonLayout With(string tail, string name, int cost) => this with { Tail = tail, Name = Name + name, Cost = Cost + cost };
}
