namespace Gateway.Admin.Captures;

/// <summary>One page of a list; with <see cref="Next"/> as <c>after</c> there is another.</summary>
internal sealed record CaptureList(IReadOnlyList<CaptureView> Captures, string? Next);
