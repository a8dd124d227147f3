namespace Gateway.Cli.Demo;

/// <summary>Cases that show one thing.</summary>
internal sealed record DemoChapter(string Title, params IReadOnlyList<DemoCase> Cases);
