using System.Security.Authentication;
using Gateway.Delivery.Attempts;

namespace Gateway.Delivery.Destinations.Brokers;

/// <summary>Why a connection failed for TLS: one of the two does not believe the other's certificate.</summary>
internal static class TlsFailure
{
    private const int Longest = 200;

    /// <summary>Null where it failed for something else.</summary>
    public static BrokerFailure? Explain(Exception exception)
    {
        foreach (var cause in CausesOf(exception))
        {
            // Of .NET's own check, and of ours.
            if (cause is AuthenticationException && cause.Message.Contains("remote certificate", StringComparison.OrdinalIgnoreCase))
            {
                return new BrokerFailure(AttemptResult.Untrusted, Line(cause.Message));
            }

            // By .NET's words while hands are shaken, by OpenSSL's behind it, as in TLS 1.3.
            if (cause.Message.Contains("TLS alert", StringComparison.OrdinalIgnoreCase) || cause.Message.Contains("alert certificate", StringComparison.Ordinal)
                || cause.Message.Contains("alert bad certificate", StringComparison.Ordinal) || cause.Message.Contains("alert unknown ca", StringComparison.Ordinal))
            {
                return new BrokerFailure(AttemptResult.Unauthorized, Line($"The broker refuses the client certificate, or that there is none: {cause.Message}"));
            }
        }

        return null;
    }

    private static IEnumerable<Exception> CausesOf(Exception exception)
    {
        yield return exception;
        var inner = exception is AggregateException several ? several.InnerExceptions : exception.InnerException is { } one ? [one] : (IEnumerable<Exception>)[];
        foreach (var cause in inner.SelectMany(CausesOf))
        {
            yield return cause;
        }
    }

    private static string Line(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length > Longest ? line[..Longest] : line;
    }
}
