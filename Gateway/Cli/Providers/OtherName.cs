namespace Gateway.Cli.Providers;

/// <summary>One name of another catalogue.</summary>
/// <param name="Name">As it is spelled there.</param>
/// <param name="Ids">The presets of it here, and schemes that cannot be written yet.</param>
/// <param name="Remark">Why there is none.</param>
internal sealed record OtherName(string Name, IReadOnlyList<string> Ids, string? Remark);
