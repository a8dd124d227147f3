namespace Gateway.Verification.Handshake;

/// <summary>One challenge of a route's <c>Handshake</c> section as written: null means the file does not say.</summary>
internal sealed record HandshakeConfig
{
    /// <summary>The challenge's method. Default: any.</summary>
    public string? Method { get; init; }

    /// <summary>
    /// What tells the challenge from an event: values by where they stand (<c>query:NAME</c>, <c>header:NAME</c>,
    /// <c>body:/pointer</c>), each with the text it must have, <c>*</c> for any, <c>{secret}</c> for <see cref="Secret"/>,
    /// <c>{absent}</c>, <c>{only}</c>, <c>[]</c>, or an alphabet with bounds such as <c>{hex:20-32}</c>. All must hold.
    /// Required, unless <see cref="Method"/> is GET, HEAD or OPTIONS.
    /// </summary>
    public IReadOnlyDictionary<string, string>? When { get; init; }

    /// <summary>Whether the provider signs the challenge; then it is answered only after verification. Default true.</summary>
    public bool? Signed { get; init; }

    /// <summary>
    /// The challenge's own secret, such as a verify token: <c>env:NAME</c> or <c>file:PATH</c>. Default: none; an HMAC then takes
    /// the first secret of the route in force.
    /// </summary>
    public string? Secret { get; init; }

    /// <summary>A call to the provider before the answer, for challenges that ask for it. Default: none. Only for signed ones.</summary>
    public ConfirmConfig? Confirm { get; init; }

    /// <summary>What the provider expects.</summary>
    public HandshakeAnswerConfig? Answer { get; init; }

    /// <summary>
    /// The status, 403 or 404, if all of <see cref="When"/> holds but a value is not the <c>{secret}</c>. Default: the request
    /// goes on as an event.
    /// </summary>
    public int? Otherwise { get; init; }

    /// <summary>Whether anybody is answered with an HMAC under the route's own secret.</summary>
    internal bool SignsForAnybody =>
        this is { Signed: false, Secret: null, Answer: { } answer }
        && (answer.Headers?.Values ?? []).Append(answer.Body).Any(text => text?.Contains("{hmac-", StringComparison.Ordinal) == true);
}
