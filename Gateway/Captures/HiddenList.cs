namespace Gateway.Captures;

/// <summary>What is hidden of a request that is copied, and the key of its hashes: made for the first, since most requests hide nothing.</summary>
/// <param name="keyOf">Makes a key of this request alone.</param>
/// <param name="id">What it is made of.</param>
internal sealed class HiddenList(Func<Guid, byte[]> keyOf, Guid id)
{
    private readonly List<HiddenValue> _values = [];

    public IReadOnlyList<HiddenValue> Values => _values;

    /// <summary>Empty where nothing is hidden.</summary>
    public byte[] Key { get; private set; } = [];

    public void Add(bool isHeader, int index, string name, ReadOnlySpan<char> value)
    {
        if (_values.Count == 0)
        {
            Key = keyOf(id);
        }

        _values.Add(HiddenValue.Of(isHeader, index, name, value, Key));
    }
}
