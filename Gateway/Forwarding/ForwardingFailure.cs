using Gateway.Observability;
using Yarp.ReverseProxy.Forwarder;

namespace Gateway.Forwarding;

/// <summary>Why a backend gave no answer, or not the whole of it, in one line: what YARP would log with a stack trace.</summary>
internal static class ForwardingFailure
{
    /// <summary>In characters.</summary>
    private const int Longest = 200;

    /// <summary>Null if nothing failed.</summary>
    public static string? Of(HttpContext context)
    {
        if (context.Features.Get<IForwarderErrorFeature>() is not { } failure)
        {
            return null;
        }

        // A cancellation says no more than that; the others name host and port, or what the system said.
        var text = failure.Exception is null or OperationCanceledException ? "" : failure.Exception.Message.ReplaceLineEndings(" ");
        return text.Length == 0
            ? failure.Error.ToString()
            : LogText.Of($"{failure.Error}: {(text.Length > Longest ? text[..Longest] : text)}");
    }
}
