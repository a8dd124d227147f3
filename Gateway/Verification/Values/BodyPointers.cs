using Gateway.JsonSchema;

namespace Gateway.Verification.Values;

/// <summary>Collects a route's pointers into the body while it is compiled, so that one pass finds all of them.</summary>
internal sealed class BodyPointers
{
    private readonly List<string> _pointers = [];

    /// <summary>The pointer's index among the route's, or null if the text is not a JSON pointer (RFC 6901).</summary>
    public int? Add(string pointer)
    {
        if (pointer.Length == 0 || !JsonPointerSet.IsPointer(pointer))
        {
            return null;
        }

        var index = _pointers.IndexOf(pointer);
        if (index < 0)
        {
            index = _pointers.Count;
            _pointers.Add(pointer);
        }

        return index;
    }

    public JsonPointerSet Build() => new([.. _pointers]);
}
