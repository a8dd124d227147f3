using System.Text;

namespace Gateway.Cli.Explaining.Json;

/// <summary>Writes a document as another program would have; one buffer for all the times it is written.</summary>
/// <param name="source">The document.</param>
internal sealed class JsonWriter(JsonSource source)
{
    private byte[] _buffer = new byte[(source.Body.Length * 2) + 256];
    private int _length;
    private JsonLayout _layout = JsonLayouts.Compact;
    private JsonChange _change = JsonChange.None;
    private JsonEncodedTexts? _texts;
    private bool _hasValues;
    private bool _hasNames;
    private bool _hasOrders;
    private byte[] _colon = [];
    private byte[] _afterComma = [];
    private byte[] _afterElement = [];
    private byte[] _padding = [];
    private byte[] _empty = [];
    private byte[] _lines = [];
    private int _lineEnd;
    private int _indent;

    /// <summary>The document; valid until the next is written.</summary>
    public ReadOnlySpan<byte> Write(JsonLayout layout, JsonEncodedTexts texts, JsonChange change)
    {
        Use(layout);
        (_texts, _change, _length) = (texts, change, 0);
        (_hasValues, _hasNames, _hasOrders) = (change.Values.Count > 0, change.Names.Count > 0, change.Orders.Count > 0);
        if (layout.IsAsReceived && change.Orders.Count == 0)
        {
            WriteAsReceived();
        }
        else
        {
            Value(source.Root, 0);
        }

        Append(Encoding.ASCII.GetBytes(layout.Tail));
        return _buffer.AsSpan(0, _length);
    }

    /// <summary>Its texts as bytes: each is written thousands of times.</summary>
    private void Use(JsonLayout layout)
    {
        if (ReferenceEquals(_layout, layout) && _colon.Length > 0)
        {
            return;
        }

        _layout = layout;
        _colon = Encoding.ASCII.GetBytes($"{layout.BeforeColon}:{layout.AfterColon}");
        _afterComma = Encoding.ASCII.GetBytes(layout.AfterComma);
        _afterElement = Encoding.ASCII.GetBytes(layout.AfterElement);
        _padding = Encoding.ASCII.GetBytes(layout.Padding);
        _empty = Encoding.ASCII.GetBytes(layout.Empty);
        (_lineEnd, _indent) = (layout.LineEnd.Length, layout.Indent?.Length ?? 0);
        _lines = Encoding.ASCII.GetBytes(layout.LineEnd + string.Concat(Enumerable.Repeat(layout.Indent ?? "", JsonSource.MaxDepth + 1)));
    }

    private void WriteAsReceived()
    {
        var written = 0;
        foreach (var (start, length, text, item) in source.Leaves)
        {
            Append(source.Body.AsSpan(written, start - written));
            byte[]? value = null;
            if (item is not null ? _hasValues && _change.Values.TryGetValue(item, out value) : _hasNames && _change.Names.TryGetValue(text, out value))
            {
                Append(value!);
            }
            else
            {
                Append(text < 0 ? source.Body.AsSpan(start, length) : _texts![text]);
            }

            written = start + length;
        }

        Append(source.Body.AsSpan(written));
    }

    private void Value(JsonItem item, int depth)
    {
        if (_hasValues && _change.Values.TryGetValue(item, out var value))
        {
            Append(value);
            return;
        }

        switch (item.Kind)
        {
            case JsonItemKind.Object or JsonItemKind.List:
                Items(item, depth);
                break;
            case JsonItemKind.Text:
                Append(_texts![item.Text]);
                break;
            default:
                Append(source.Body.AsSpan(item.Start, item.Length));
                break;
        }
    }

    private void Items(JsonItem item, int depth)
    {
        var isObject = item.Kind == JsonItemKind.Object;
        var order = _hasOrders ? _change.Orders.GetValueOrDefault(item) : null;
        var count = order?.Length ?? item.Items.Count;
        Append(isObject ? (byte)'{' : (byte)'[');
        if (count == 0)
        {
            if (_empty is [(byte)'\n'])
            {
                Line(depth);
            }
            else
            {
                Append(_empty);
            }
        }

        var hasLines = _layout.Indent is not null && (isObject || !_layout.HasListsInLine);
        for (var i = 0; i < count; i++)
        {
            var index = order is null ? i : order[i];
            Before(i, hasLines, depth);
            if (isObject)
            {
                Append(_hasNames && _change.Names.TryGetValue(item.Names[index], out var name) ? name : _texts![item.Names[index]]);
                Append(_colon);
            }

            Value(item.Items[index], depth + (hasLines || _layout.Indent is null ? 1 : 0));
        }

        if (count > 0 && hasLines)
        {
            Line(depth);
        }
        else if (count > 0)
        {
            Append(_padding);
        }

        Append(isObject ? (byte)'}' : (byte)']');
    }

    private void Before(int index, bool hasLines, int depth)
    {
        if (index > 0)
        {
            Append((byte)',');
        }

        if (hasLines)
        {
            Line(depth + 1);
        }
        else
        {
            Append(index == 0 ? _padding : _afterElement.Length > 0 && depth == 0 ? _afterElement : _afterComma);
        }
    }

    private void Line(int depth) => Append(_lines.AsSpan(0, _lineEnd + (depth * _indent)));

    private void Append(byte one)
    {
        Reserve(1);
        _buffer[_length++] = one;
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }

    private void Reserve(int more)
    {
        if (_buffer.Length - _length < more)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + more));
        }
    }
}
