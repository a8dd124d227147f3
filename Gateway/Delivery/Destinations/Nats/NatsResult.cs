using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Gateway.Delivery.Attempts;
using Gateway.Delivery.Destinations.Brokers;
using NATS.Client.Core;

namespace Gateway.Delivery.Destinations.Nats;

/// <summary>What NATS has said, in the words of all kinds.</summary>
internal static class NatsResult
{
    private const int Longest = 200;

    private static readonly DestinationAnswer Delivered = new(AttemptResult.Delivered);

    public static DestinationAnswer Late { get; } = new(AttemptResult.Timeout) { Failure = "No stream has acknowledged it in time." };

    /// <summary>What does not fit the server's own bound, which it says at the beginning; null for what does.</summary>
    public static DestinationAnswer? IsTooLarge(INatsServerInfo? server, NatsHeaders headers, int bodyLength)
    {
        if (server is null)
        {
            return null;
        }

        var length = "NATS/1.0\r\n\r\n".Length + bodyLength;
        foreach (var (name, values) in headers)
        {
            length += name.Length + ": \r\n".Length + Encoding.Latin1.GetByteCount(values.ToString());
        }

        return length <= server.MaxPayload ? null : TooLarge($"It has {length} bytes with its headers, and the server takes {server.MaxPayload}.");
    }

    /// <summary>An acknowledgement of JetStream, or its refusal (JSON).</summary>
    public static DestinationAnswer OfAcknowledgement(byte[]? answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer ?? []);
            if (document.RootElement.TryGetProperty("error", out var error))
            {
                return OfError(error);
            }

            if (document.RootElement.TryGetProperty("stream", out _) && document.RootElement.TryGetProperty("seq", out _))
            {
                return Delivered; // Also of a duplicate: then the stream has it.
            }
        }
        catch (JsonException)
        {
            // Somebody who is no stream answers there.
        }

        return new DestinationAnswer(AttemptResult.Refused) { Failure = "What answers is no stream of JetStream." };
    }

    /// <param name="exception">How the request ended.</param>
    /// <param name="refusal">What the server has refused beside; null for nothing.</param>
    /// <param name="hasTimedOut">The attempt's own time is over.</param>
    public static DestinationAnswer Of(Exception exception, string? refusal, bool hasTimedOut) => exception switch
    {
        _ when refusal is not null => new DestinationAnswer(AttemptResult.Unauthorized) { Failure = Line(refusal) },
        _ when hasTimedOut => Late,
        NatsNoRespondersException => new DestinationAnswer(AttemptResult.Unroutable) { Failure = "No stream has the subject." },
        NatsPayloadTooLargeException => TooLarge(Line(exception.Message)),
        NatsNoReplyException => Late,
        OperationCanceledException or ObjectDisposedException =>
            new DestinationAnswer(AttemptResult.Unreachable) { Failure = "The connection was lost before a stream had acknowledged it." },
        _ => new DestinationAnswer(AttemptResult.Unreachable) { Failure = Line(exception.Message) },
    };

    /// <summary>Why there is no connection.</summary>
    public static BrokerFailure Explain(Exception exception)
    {
        if (TlsFailure.Explain(exception) is { } ofTls)
        {
            return ofTls;
        }

        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case NatsServerException { IsAuthError: true } refusal:
                    return new BrokerFailure(AttemptResult.Unauthorized, Line(refusal.Message));
                case SocketException:
                    return new BrokerFailure(AttemptResult.Unreachable, Line($"{exception.Message}: {cause.Message}"));
            }
        }

        return new BrokerFailure(AttemptResult.Unreachable, Line(exception.GetBaseException().Message));
    }

    /// <summary>By the numbers of the server's own list of errors (errors.json of nats-server).</summary>
    private static DestinationAnswer OfError(JsonElement error)
    {
        var code = error.TryGetProperty("err_code", out var number) ? number.GetInt32() : 0;
        var text = Line(error.TryGetProperty("description", out var description) ? description.GetString() ?? "" : "");
        return code switch
        {
            10054 or 10097 => TooLarge(text), // message, or headers, larger than the stream takes
            10002 or 10023 or 10028 or 10047 or 10077 => new DestinationAnswer(AttemptResult.Full) { Failure = text }, // resources; the store takes no more
            _ => new DestinationAnswer(AttemptResult.Refused) { Failure = text },
        };
    }

    private static DestinationAnswer TooLarge(string text) =>
        new(AttemptResult.Oversized) { DeadReason = DeadReason.MessageTooLarge, Failure = text };

    private static string Line(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length > Longest ? line[..Longest] : line;
    }
}
