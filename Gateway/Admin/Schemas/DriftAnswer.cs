namespace Gateway.Admin.Schemas;

/// <summary>What <c>/api/schema/drift</c> answers.</summary>
/// <param name="Routes">The routes that compare their webhooks with their schemas.</param>
internal sealed record DriftAnswer(IReadOnlyList<RouteDriftView> Routes);
