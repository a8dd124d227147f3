using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Gateway.JsonSchema;

/// <summary>
/// The names of all objects that are open during a scan, the innermost on top, each with its seeded hash.
/// Finds repeated names in linear time: a vectorised look over the hashes while an object is small,
/// one hash table when a large one is closed.
/// </summary>
internal sealed class NameStack
{
    /// <summary>Up to here looking through all hashes is cheaper than a table.</summary>
    private const int Few = 32;

    private uint[] _hashes = [];
    private int[] _tokens = [];

    public int Top { get; private set; }

    public void Clear() => Top = 0;

    /// <summary>Adds a name of the object that begins at <paramref name="bottom"/>; false when it is there already.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryPush(int bottom, int token, uint hash, ReadOnlySpan<byte> json, ReadOnlySpan<JsonToken> tape)
    {
        var top = Top;
        if (top == _hashes.Length)
        {
            Grow();
        }

        if (top - bottom <= Few && _hashes.AsSpan(bottom, top - bottom).Contains(hash)
            && IsRepeated(bottom, token, hash, json, tape))
        {
            return false;
        }

        _hashes[top] = hash;
        _tokens[top] = token;
        Top = top + 1;
        return true;
    }

    /// <summary>Drops the names of the object that began at <paramref name="bottom"/>; false when one is repeated.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryPop(int bottom, ReadOnlySpan<byte> json, ReadOnlySpan<JsonToken> tape)
    {
        var distinct = Top - bottom <= Few || AreDistinct(bottom, json, tape);
        Top = bottom;
        return distinct;
    }

    /// <summary>Gives the memory back to the pool.</summary>
    public void Release()
    {
        Top = 0;
        if (_hashes.Length > 0)
        {
            ArrayPool<uint>.Shared.Return(_hashes);
            ArrayPool<int>.Shared.Return(_tokens);
            _hashes = [];
            _tokens = [];
        }
    }

    private static bool AreSame(ReadOnlySpan<byte> json, in JsonToken a, in JsonToken b) =>
        JsonText.AreEqual(a.Raw(json), a.IsEscaped, b.Raw(json), b.IsEscaped);

    private bool IsRepeated(int bottom, int token, uint hash, ReadOnlySpan<byte> json, ReadOnlySpan<JsonToken> tape)
    {
        for (var i = bottom; i < Top; i++)
        {
            if (_hashes[i] == hash && AreSame(json, tape[_tokens[i]], tape[token]))
            {
                return true;
            }
        }

        return false;
    }

    private bool AreDistinct(int bottom, ReadOnlySpan<byte> json, ReadOnlySpan<JsonToken> tape)
    {
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)(Top - bottom) * 2);
        var rented = ArrayPool<int>.Shared.Rent(size);
        var table = rented.AsSpan(0, size);
        table.Clear();
        var distinct = true;
        for (var i = bottom; i < Top && distinct; i++)
        {
            var slot = (int)_hashes[i] & (size - 1);
            for (; distinct && table[slot] != 0; slot = (slot + 1) & (size - 1))
            {
                var other = table[slot] - 1; // 0 marks a free slot
                distinct = _hashes[other] != _hashes[i] || !AreSame(json, tape[_tokens[other]], tape[_tokens[i]]);
            }

            table[slot] = i + 1;
        }

        ArrayPool<int>.Shared.Return(rented);
        return distinct;
    }

    private void Grow()
    {
        var size = Math.Max(64, _hashes.Length * 2);
        var hashes = ArrayPool<uint>.Shared.Rent(size);
        var tokens = ArrayPool<int>.Shared.Rent(Math.Max(size, hashes.Length));
        _hashes.AsSpan(0, Top).CopyTo(hashes);
        _tokens.AsSpan(0, Top).CopyTo(tokens);
        Release(keepTop: Top);
        _hashes = hashes;
        _tokens = tokens;
    }

    private void Release(int keepTop)
    {
        Release();
        Top = keepTop;
    }
}
