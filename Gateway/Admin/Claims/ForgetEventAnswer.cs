namespace Gateway.Admin.Claims;

/// <summary>Of a request to forget an event.</summary>
/// <param name="WasKnown">Whether the store had it, in flight or processed.</param>
internal sealed record ForgetEventAnswer(bool WasKnown);
