namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>Which characters of a text a program writes as escapes.</summary>
internal enum JsonStringStyle
{
    /// <summary>As they stand in the body that arrived.</summary>
    AsReceived,

    /// <summary>What must be (RFC 8259, section 7), and nothing else.</summary>
    Plain,

    /// <summary>All but ASCII, with lower-case digits.</summary>
    Ascii,

    /// <summary>All but ASCII, with upper-case digits.</summary>
    AsciiUpper,

    /// <summary>Slashes.</summary>
    Slashes,

    /// <summary>Slashes and all but ASCII.</summary>
    AsciiAndSlashes,

    /// <summary>What begins or ends a tag, an entity or a line of a script.</summary>
    Html,

    /// <summary>What HTML or a script could read, and all but ASCII, with upper-case digits.</summary>
    HtmlAndAscii,
}
