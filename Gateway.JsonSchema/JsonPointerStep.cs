using System.Text;

namespace Gateway.JsonSchema;

/// <summary>One reference token of the pointers that share it, with what follows after it.</summary>
internal sealed class JsonPointerStep(byte[] name)
{
    private readonly uint _hash = (uint)SeededHash.Of(name);
    private readonly int _index = JsonPointer.IndexOf(Encoding.UTF8.GetString(name));
    private readonly List<int> _pointers = [];
    private JsonPointerStep[] _next = [];

    /// <summary>Adds the rest of a pointer.</summary>
    public void Add(ReadOnlySpan<char> rest, int pointer)
    {
        if (rest.IsEmpty)
        {
            _pointers.Add(pointer);
            return;
        }

        rest = rest[1..];
        var end = rest.IndexOf('/');
        var part = end < 0 ? rest : rest[..end];
        var bytes = Encoding.UTF8.GetBytes(JsonPointer.Unescape(part.ToString()));
        var step = Array.Find(_next, next => next.Is(bytes));
        if (step is null)
        {
            step = new JsonPointerStep(bytes);
            _next = [.. _next, step];
        }

        step.Add(end < 0 ? [] : rest[end..], pointer);
    }

    public void Locate(ReadOnlySpan<byte> json, ReadOnlySpan<JsonToken> tokens, int at, Span<LocatedValue> values)
    {
        ref readonly var token = ref tokens[at];
        foreach (var pointer in _pointers)
        {
            values[pointer] = new LocatedValue(token);
        }

        if (_next.Length == 0)
        {
            return;
        }

        if (token.Kind == JsonKind.Object)
        {
            for (var member = at + 1; member < token.Next; member = tokens[member + 1].Next)
            {
                foreach (var step in _next)
                {
                    if (step._hash == tokens[member].Info && step.Is(json, tokens[member]))
                    {
                        step.Forget(values); // a repeated name, where such are let pass: the last one counts
                        step.Locate(json, tokens, member + 1, values);
                    }
                }
            }
        }
        else if (token.Kind == JsonKind.Array)
        {
            var index = 0;
            for (var element = at + 1; element < token.Next; element = tokens[element].Next, index++)
            {
                foreach (var step in _next)
                {
                    if (step._index == index)
                    {
                        step.Locate(json, tokens, element, values);
                    }
                }
            }
        }
    }

    private void Forget(Span<LocatedValue> values)
    {
        foreach (var pointer in _pointers)
        {
            values[pointer] = default;
        }

        foreach (var step in _next)
        {
            step.Forget(values);
        }
    }

    private bool Is(ReadOnlySpan<byte> other) => name.AsSpan().SequenceEqual(other);

    private bool Is(ReadOnlySpan<byte> json, in JsonToken token) =>
        JsonText.AreEqual(token.Raw(json), token.IsEscaped, name, bEscaped: false);
}
