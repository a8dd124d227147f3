using System.Net;

namespace Gateway.Verification.Signature.Certificates;

/// <summary>
/// How many certificates are fetched: few for each client, since whoever calls can name as many URLs as the patterns match, and
/// a bounded number for all together. Not thread-safe.
/// </summary>
internal sealed class FetchBudget(TimeProvider clock)
{
    /// <summary>In this time no more are fetched than the budgets hold.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(30);

    /// <summary>For one client: a webhook that is genuine needs one.</summary>
    public const int OfOneClient = 4;

    /// <summary>For all clients together.</summary>
    public const int OfAll = 64;

    private readonly Queue<(long At, IPAddress? Client)> _taken = new();
    private readonly Dictionary<IPAddress, int> _ofClient = [];

    /// <summary>Whether one more may be fetched for this client, which is then counted; null is all whose address is not known.</summary>
    public bool TryTake(IPAddress? client)
    {
        while (_taken.TryPeek(out var first) && clock.GetElapsedTime(first.At) >= Period)
        {
            GiveBack(_taken.Dequeue().Client);
        }

        var counted = client ?? IPAddress.None;
        var taken = _ofClient.GetValueOrDefault(counted);
        if (_taken.Count >= OfAll || taken >= OfOneClient)
        {
            return false;
        }

        _taken.Enqueue((clock.GetTimestamp(), client));
        _ofClient[counted] = taken + 1;
        return true;
    }

    private void GiveBack(IPAddress? client)
    {
        var counted = client ?? IPAddress.None;
        if (--_ofClient[counted] == 0)
        {
            _ofClient.Remove(counted);
        }
    }
}
