using System.Net;
using System.Text;

namespace Gateway.Verification.Values;

/// <summary>Walks the fields of an <c>application/x-www-form-urlencoded</c> body; nothing between two ampersands is no field.</summary>
internal ref struct FormEnumerator(ReadOnlySpan<byte> body)
{
    private ReadOnlySpan<byte> _rest = body;
    private ReadOnlySpan<byte> _name;
    private ReadOnlySpan<byte> _value;

    /// <summary>The name, decoded.</summary>
    public readonly string Name => Decode(_name);

    /// <summary>The value, decoded; empty where there is no equals sign.</summary>
    public readonly string Value => Decode(_value);

    public bool MoveNext()
    {
        while (!_rest.IsEmpty)
        {
            var end = _rest.IndexOf((byte)'&');
            var field = end < 0 ? _rest : _rest[..end];
            _rest = end < 0 ? default : _rest[(end + 1)..];
            if (!field.IsEmpty)
            {
                var equals = field.IndexOf((byte)'=');
                _name = equals < 0 ? field : field[..equals];
                _value = equals < 0 ? default : field[(equals + 1)..];
                return true;
            }
        }

        return false;
    }

    private static string Decode(ReadOnlySpan<byte> text) => WebUtility.UrlDecode(Encoding.UTF8.GetString(text));
}
