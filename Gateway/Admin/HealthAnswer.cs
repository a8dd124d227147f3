namespace Gateway.Admin;

/// <summary>What <c>/healthz</c> answers.</summary>
/// <param name="Status"><c>ok</c>, or <c>unresponsive</c> when the webhooks' listener answers nobody any more.</param>
internal sealed record HealthAnswer(string Status);
