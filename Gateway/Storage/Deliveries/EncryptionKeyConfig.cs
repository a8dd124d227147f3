using Gateway.Reading;

namespace Gateway.Storage.Deliveries;

/// <summary>One key that stored requests are encrypted with, as written: null means the file does not say.</summary>
[Scalar(nameof(Value))]
internal sealed record EncryptionKeyConfig
{
    /// <summary>The key's name, stored before what it encrypts; at most 255 bytes. Default: the reference itself.</summary>
    public string? Id { get; init; }

    /// <summary><c>env:NAME</c> or <c>file:PATH</c> of 32 bytes in base64 (<c>openssl rand -base64 32</c>); a literal is refused. Required.</summary>
    public string? Value { get; init; }
}
