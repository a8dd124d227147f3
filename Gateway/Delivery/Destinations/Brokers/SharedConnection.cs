namespace Gateway.Delivery.Destinations.Brokers;

/// <summary>A connection, and who uses it: it closes with the last of them, once nobody in the configuration wants it.</summary>
internal sealed class SharedConnection
{
    private readonly Lock _gate = new();
    private int _users;
    private bool _isRetired;
    private bool _isClosed;

    public SharedConnection(IBrokerConnection connection)
    {
        Connection = connection;
        Release = () => Leave(retires: false);
    }

    public IBrokerConnection Connection { get; }

    /// <summary>One use is over.</summary>
    public Action Release { get; }

    /// <summary>False if it is closed: then it is none any more.</summary>
    public bool TryUse()
    {
        lock (_gate)
        {
            _users += _isClosed ? 0 : 1;
            return !_isClosed;
        }
    }

    /// <summary>It is not wanted any more; who uses it may go on.</summary>
    public void Retire() => Leave(retires: true);

    private void Leave(bool retires)
    {
        lock (_gate)
        {
            _isRetired |= retires;
            _users -= retires ? 0 : 1;
            if (!_isRetired || _users > 0 || _isClosed)
            {
                return;
            }

            _isClosed = true;
        }

        _ = Connection.DisposeAsync().AsTask();
    }
}
