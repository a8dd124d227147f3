using Gateway.JsonSchema;

namespace Gateway.Intake;

/// <summary>The claims of a JSON Web Token (RFC 7519), read strictly: what two parsers could read differently is not read at all.</summary>
internal sealed class TokenClaims : IDisposable
{
    private readonly byte[] _json;
    private readonly JsonTape _tape;

    private TokenClaims(byte[] json, JsonTape tape) => (_json, _tape) = (json, tape);

    public ReadOnlySpan<byte> Json => _json;

    /// <summary>The claims; null if the bytes are not one JSON object.</summary>
    /// <param name="json">No longer than what a header holds.</param>
    /// <param name="memory">Of the request.</param>
    public static TokenClaims? Read(byte[] json, IScratchMemory memory)
    {
        var tape = JsonTape.Rent(memory);
        var isRead = false;
        try
        {
            isRead = tape.Read(json, StrictJsonOptions.Default) == JsonDefect.None && tape.Tokens[0].Kind == JsonKind.Object;
            return isRead ? new TokenClaims(json, tape) : null;
        }
        finally
        {
            if (!isRead)
            {
                tape.Dispose();
            }
        }
    }

    /// <summary>The pointer to a claim: its name is one step, whatever stands in it.</summary>
    public static string PointerTo(string claim) =>
        JsonPointer.Append("", claim);

    public void Locate(JsonPointerSet pointers, Span<LocatedValue> values) => pointers.Locate(_json, _tape, values);

    /// <summary>One text or number. Null, arrays and objects name nothing and count as missing.</summary>
    public ValueState Read(JsonPointerSet claim, out ReadOnlyMemory<char> value)
    {
        var located = default(LocatedValue);
        Locate(claim, new Span<LocatedValue>(ref located));
        var isFound = located.IsScalar && located.Length > 0;
        value = isFound ? located.GetString(_json).AsMemory() : default;
        return isFound ? ValueState.Found : ValueState.Missing;
    }

    public void Dispose() => _tape.Dispose();
}
