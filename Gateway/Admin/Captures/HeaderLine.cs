namespace Gateway.Admin.Captures;

/// <summary>One line of a request's headers.</summary>
internal sealed record HeaderLine(string Name, string Value);
