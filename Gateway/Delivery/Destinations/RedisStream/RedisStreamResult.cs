using Gateway.Delivery.Attempts;
using Gateway.Storage;
using StackExchange.Redis;

namespace Gateway.Delivery.Destinations.RedisStream;

/// <summary>What Redis has said, in the words of all kinds.</summary>
internal static class RedisStreamResult
{
    public static readonly DestinationAnswer Delivered = new(AttemptResult.Delivered);

    public static readonly DestinationAnswer Late = new(AttemptResult.Timeout) { Failure = "Redis did not answer in time." };

    /// <param name="failure">The message is safe to show.</param>
    /// <param name="connection">Knows why there is none.</param>
    public static DestinationAnswer Of(StoreUnavailableException failure, RedisStreamConnection connection)
    {
        var result = failure.InnerException switch
        {
            RedisServerException refusal => OfRefusal(refusal.Message),
            _ when connection.RefusesCredentials => AttemptResult.Unauthorized,
            _ when connection.IsUntrusted => AttemptResult.Untrusted,
            TimeoutException => AttemptResult.Timeout,
            _ => AttemptResult.Unreachable,
        };
        return new DestinationAnswer(result) { Failure = failure.Message };
    }

    /// <summary>By the word that an error of Redis begins with.</summary>
    private static AttemptResult OfRefusal(string message)
    {
        var text = message.StartsWith("SimpleError: ", StringComparison.Ordinal) ? message["SimpleError: ".Length..] : message;
        return text.Split(' ')[0] switch
        {
            "OOM" => AttemptResult.Full,
            "NOAUTH" or "WRONGPASS" or "NOPERM" => AttemptResult.Unauthorized,
            "LOADING" or "CLUSTERDOWN" or "MASTERDOWN" or "READONLY" or "TRYAGAIN" or "MISCONF" => AttemptResult.Unreachable,
            _ => AttemptResult.Refused,
        };
    }
}
