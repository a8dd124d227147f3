using Gateway.Delivery.Destinations.Brokers;
using NATS.Client.Core;

namespace Gateway.Delivery.Destinations.Nats;

/// <summary>Publishes events to JetStream: delivered is what a stream has acknowledged, be it as one that it has already.</summary>
internal sealed class NatsDestination(NatsPolicy policy, BrokerConnections brokers) : IDestination
{
    private const string MessageId = "Nats-Msg-Id";
    private const string ExpectedStream = "Nats-Expected-Stream";

    public async Task<DestinationAnswer?> SendAsync(OutboundEvent sent, CancellationToken cancellation)
    {
        if (!BrokerMessage.TryFill(policy.Subject, sent.Webhook, "subject", NatsSubject.Defect, out var subject, out var refusal))
        {
            return refusal;
        }

        if (!BrokerMessage.TryMake(sent, policy.Message, out var message, out refusal))
        {
            return refusal;
        }

        using var lease = brokers.Rent<NatsJetStream>(policy.Servers);
        try
        {
            return await lease.Connection.FindAsync(cancellation) is { } client
                ? await PublishAsync(client, subject, message, sent.Delivery.Event.Id, cancellation)
                : lease.Connection.Failure.Answer;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return NatsResult.Late;
        }
    }

    private async Task<DestinationAnswer> PublishAsync(
        NatsClient client, string subject, BrokerMessage message, Guid id, CancellationToken cancellation)
    {
        var headers = HeadersOf(message, id);
        if (NatsResult.IsTooLarge(client.Connection.ServerInfo, headers, message.Body.Length) is { } tooLarge)
        {
            return tooLarge;
        }

        var refusedBefore = client.LastRefusal;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation, client.Lost);
        try
        {
            var answer = await client.Connection.RequestAsync<ReadOnlyMemory<byte>, byte[]>(
                subject, message.Body, headers, NatsRawSerializer<ReadOnlyMemory<byte>>.Default, NatsRawSerializer<byte[]>.Default,
                replyOpts: new NatsSubOpts { Timeout = Timeout.InfiniteTimeSpan, ThrowIfNoResponders = true }, cancellationToken: end.Token);
            return NatsResult.OfAcknowledgement(answer.Data);
        }
        catch (Exception exception) when (exception is NatsException or ObjectDisposedException or OperationCanceledException)
        {
            // A refusal for want of permission comes beside the answers, of which there is none then. The next attempt is refused in the same words.
            var refusal = client.LastRefusal is { } last && !ReferenceEquals(last, refusedBefore) && last.Contains($"\"{subject}\"", StringComparison.OrdinalIgnoreCase) ? last : null;
            return NatsResult.Of(exception, refusal, hasTimedOut: cancellation.IsCancellationRequested);
        }
    }

    private NatsHeaders HeadersOf(BrokerMessage message, Guid id)
    {
        var headers = new NatsHeaders();
        foreach (var (name, value) in message.Headers)
        {
            headers[name] = value;
        }

        headers[MessageId] = id.ToString();
        if (policy.Stream is { } stream)
        {
            headers[ExpectedStream] = stream;
        }

        return headers;
    }
}
