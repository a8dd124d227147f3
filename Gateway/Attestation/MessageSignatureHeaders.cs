using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Gateway.Intake.Memory;
using Gateway.Verification.Signature.HttpMessageSignatures;

namespace Gateway.Attestation;

/// <summary>RFC 9421: a signature for each key, under a label of its own, the body bound by <c>Content-Digest</c> (RFC 9530).</summary>
internal static class MessageSignatureHeaders
{
    private const string Digest = "Content-Digest";
    private const string Input = "Signature-Input";
    private const string Signature = "Signature";

    private const string Request = "(\"@method\" \"@path\" \"@query\" \"content-digest\" \"webhook-id\")";

    /// <summary>Of what has no request line.</summary>
    private const string Message = "(\"content-digest\" \"webhook-id\")";

    /// <summary>What a signature base has beside the values, and more.</summary>
    private const int Frame = 256;

    private const int MostSignature = 64;

    public static IReadOnlyList<string> Names { get; } = [Digest, Input, Signature, StandardWebhooksHeaders.Id];

    /// <summary>The headers.</summary>
    /// <param name="message">What is sent.</param>
    /// <param name="keys">Each adds a signature.</param>
    /// <param name="memory">Charged for nothing: the body is hashed where it stands.</param>
    public static KeyValuePair<string, string>[] Of(in AttestedMessage message, IReadOnlyList<IAttestationKey> keys, MemoryAccount memory)
    {
        var digest = ContentDigest.Write(message.Body.Span);
        var (inputs, signatures) = (new StringBuilder(), new StringBuilder());
        for (var i = 0; i < keys.Count; i++)
        {
            var key = keys[i];
            var parameters = string.Create(
                CultureInfo.InvariantCulture,
                $"{(message.Target is null ? Message : Request)};created={message.At.ToUnixTimeSeconds()};keyid=\"{key.Id}\";alg=\"{key.Algorithm}\"");
            var separator = i == 0 ? "" : ", ";
            inputs.Append(CultureInfo.InvariantCulture, $"{separator}sig{i + 1}={parameters}");
            signatures.Append(CultureInfo.InvariantCulture, $"{separator}sig{i + 1}=:{Sign(key, message, digest, parameters, memory)}:");
        }

        return
        [
            new(Digest, digest), new(StandardWebhooksHeaders.Id, message.Id), new(Input, inputs.ToString()), new(Signature, signatures.ToString()),
        ];
    }

    private static string Sign(IAttestationKey key, in AttestedMessage message, string digest, string parameters, MemoryAccount memory)
    {
        var target = message.Target.GetValueOrDefault();
        var most = Frame + digest.Length + parameters.Length
            + (3 * (message.Id.Length + (target.Method?.Length ?? 0) + (target.Path?.Length ?? 0) + (target.Query?.Length ?? 0)));
        var buffer = ArrayPool<byte>.Shared.Rent(most);
        var length = 0;
        if (message.Target is { } request)
        {
            // Section 2.2.7: without a query the value is the question mark alone.
            var query = request.Query.Length == 0 ? "?" : request.Query;
            Utf8.TryWrite(
                buffer, CultureInfo.InvariantCulture, $"\"@method\": {request.Method}\n\"@path\": {request.Path}\n\"@query\": {query}\n", out length);
        }

        Utf8.TryWrite(
            buffer.AsSpan(length), CultureInfo.InvariantCulture,
            $"\"content-digest\": {digest}\n\"webhook-id\": {message.Id}\n\"@signature-params\": {parameters}", out var rest);
        Span<byte> signature = stackalloc byte[MostSignature];
        signature = signature[..key.SignatureLength];
        key.TrySign(buffer.AsSpan(0, length + rest), body: default, memory, signature);
        ArrayPool<byte>.Shared.Return(buffer);
        return Convert.ToBase64String(signature);
    }
}
