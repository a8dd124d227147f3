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

    /// <summary>The document; valid until the next is written.</summary>
    public ReadOnlySpan<byte> Write(JsonLayout layout, JsonEncodedTexts texts, JsonChange change)
    {
        (_layout, _texts, _change, _length) = (layout, texts, change, 0);
        if (layout.IsAsReceived && change.Orders.Count == 0)
        {
            WriteAsReceived();
        }
        else
        {
            Value(source.Root, 0);
        }

        Append(layout.Tail);
        return _buffer.AsSpan(0, _length);
    }

    private void WriteAsReceived()
    {
        var written = 0;
        foreach (var (start, length, text, item) in source.Leaves)
        {
            Append(source.Body.AsSpan(written, start - written));
            if (item is not null ? _change.Values.TryGetValue(item, out var value) : _change.Names.TryGetValue(text, out value))
            {
                Append(value);
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
        if (_change.Values.TryGetValue(item, out var value))
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
        var order = _change.Orders.GetValueOrDefault(item);
        var count = order?.Length ?? item.Items.Count;
        Append(isObject ? "{" : "[");
        if (count == 0)
        {
            if (_layout.Empty == "\n")
            {
                Line(depth);
            }
            else
            {
                Append(_layout.Empty);
            }
        }

        var hasLines = _layout.Indent is not null && (isObject || !_layout.HasListsInLine);
        for (var i = 0; i < count; i++)
        {
            var index = order is null ? i : order[i];
            Before(i, hasLines, depth);
            if (isObject)
            {
                Append(_change.Names.TryGetValue(item.Names[index], out var name) ? name : _texts![item.Names[index]]);
                Append(_layout.BeforeColon);
                Append(":");
                Append(_layout.AfterColon);
            }

            Value(item.Items[index], depth + (hasLines || _layout.Indent is null ? 1 : 0));
        }

        if (count > 0 && hasLines)
        {
            Line(depth);
        }
        else if (count > 0)
        {
            Append(_layout.Padding);
        }

        Append(isObject ? "}" : "]");
    }

    private void Before(int index, bool hasLines, int depth)
    {
        Append(index == 0 ? "" : ",");
        if (hasLines)
        {
            Line(depth + 1);
        }
        else
        {
            Append(index == 0 ? _layout.Padding : _layout.AfterElement.Length > 0 && depth == 0 ? _layout.AfterElement : _layout.AfterComma);
        }
    }

    private void Line(int depth)
    {
        Append(_layout.LineEnd);
        for (var i = 0; i < depth; i++)
        {
            Append(_layout.Indent!);
        }
    }

    /// <summary>White space and punctuation: all of it ASCII.</summary>
    private void Append(string text)
    {
        Reserve(text.Length);
        _length += Encoding.ASCII.GetBytes(text, _buffer.AsSpan(_length));
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
