namespace Gateway.Admin;

/// <summary>What <c>/healthz</c> answers: that there is an answer says it all.</summary>
internal sealed record HealthAnswer(string Status);
