using Gateway.Storage.Deliveries;

namespace Gateway.Tests.Storage;

/// <summary>The specification of one delivery: docs/decisions/0020 and 0024.</summary>
internal sealed class DeliveryModel
{
    private readonly int[] _held = new int[2]; // As which take each party has it; 0 for none.
    private int _takes;
    private bool _isTaken;
    private bool _isLeaseOver;

    public DeliveryState State { get; private set; } = DeliveryState.Waiting;

    public bool Has(int party) => _held[party] > 0;

    /// <summary>The number of the take; 0 if there is nothing to take.</summary>
    public int Take(int party)
    {
        if (State != DeliveryState.Waiting || (_isTaken && !_isLeaseOver))
        {
            return 0;
        }

        (_isTaken, _isLeaseOver) = (true, false);
        return _held[party] = ++_takes;
    }

    public void Renew(int party) => _isLeaseOver &= !Holds(party);

    public void Settle(int party, DeliveryState state)
    {
        if (state == DeliveryState.Delivered ? State != DeliveryState.Delivered : Holds(party))
        {
            (State, _isTaken) = (state, false);
        }
    }

    public void EndLease() => _isLeaseOver = _isTaken;

    private bool Holds(int party) => _isTaken && _held[party] == _takes;
}
