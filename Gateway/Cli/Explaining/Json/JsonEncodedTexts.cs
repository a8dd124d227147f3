using System.Buffers;
using System.Text;

namespace Gateway.Cli.Explaining.Json;

/// <summary>All texts of a document, written in one way; made once for all layouts.</summary>
internal sealed class JsonEncodedTexts
{
    private readonly ArrayBufferWriter<byte> _bytes;
    private readonly int[] _ends;

    public JsonEncodedTexts(JsonSource source, JsonEscapes escapes)
    {
        _bytes = new ArrayBufferWriter<byte>(source.Body.Length + 256);
        _ends = new int[source.Texts.Count];
        foreach (var (index, text) in source.Texts.Index())
        {
            if (escapes.IsReceived || text.Value is null)
            {
                _bytes.Write(source.Body.AsSpan(text.Start, text.Length));
            }
            else
            {
                Write(text.Value, escapes);
            }

            _ends[index] = _bytes.WrittenCount;
        }
    }

    public ReadOnlySpan<byte> All => _bytes.WrittenSpan;

    public ReadOnlySpan<byte> this[int text] => _bytes.WrittenSpan[(text == 0 ? 0 : _ends[text - 1]).._ends[text]];

    private void Write(string value, JsonEscapes escapes)
    {
        Append((byte)'"');
        for (var i = 0; i < value.Length; i++)
        {
            if (char.IsHighSurrogate(value[i]) && i + 1 < value.Length)
            {
                Astral(value.AsSpan(i, 2), escapes.Others);
                i++;
            }
            else
            {
                Character(value[i], i > 0 && value[i - 1] == '<', escapes);
            }
        }

        Append((byte)'"');
    }

    private void Character(char c, bool isBehindTag, JsonEscapes escapes)
    {
        if (c > '\u007f')
        {
            Other(c, escapes.Others);
        }
        else if (escapes.Escaped.Contains(c, StringComparison.Ordinal))
        {
            Code(c, escapes.IsUpper);
        }
        else if (c == '/' && (escapes.Slash is JsonSlash.Escaped || (escapes.Slash == JsonSlash.InTags && isBehindTag)))
        {
            _bytes.Write("\\/"u8);
        }
        else if (c == '/' && escapes.Slash == JsonSlash.Coded)
        {
            Code(c, escapes.IsUpper);
        }
        else if (c is '"' or '\\')
        {
            Append((byte)'\\');
            Append((byte)c);
        }
        else if (c < ' ')
        {
            Control(c, escapes);
        }
        else
        {
            Append((byte)c);
        }
    }

    private void Control(char c, JsonEscapes escapes)
    {
        var name = c switch
        {
            '\n' => 'n',
            '\r' => 'r',
            '\t' => 't',
            '\b' when !escapes.HasLongControls => 'b',
            '\f' when !escapes.HasLongControls => 'f',
            _ => '\0',
        };
        if (name == '\0')
        {
            Code(c, escapes.IsUpper);
            return;
        }

        Append((byte)'\\');
        Append((byte)name);
    }

    private void Other(char c, JsonOthers others)
    {
        switch (others)
        {
            case JsonOthers.Lower or JsonOthers.BasicLower:
            case JsonOthers.ScriptLines when c is '\u2028' or '\u2029':
            case JsonOthers.Marks when JsonEscapeChoices.IsMark(c):
                Code(c, isUpper: false);
                break;
            case JsonOthers.Upper:
                Code(c, isUpper: true);
                break;
            default:
                Span<byte> utf8 = stackalloc byte[3];
                _bytes.Write(utf8[..Encoding.UTF8.GetBytes([c], utf8)]);
                break;
        }
    }

    private void Astral(ReadOnlySpan<char> pair, JsonOthers others)
    {
        if (others is JsonOthers.Lower or JsonOthers.AstralLower or JsonOthers.Upper or JsonOthers.AstralUpper)
        {
            var isUpper = others is JsonOthers.Upper or JsonOthers.AstralUpper;
            Code(pair[0], isUpper);
            Code(pair[1], isUpper);
            return;
        }

        Span<byte> utf8 = stackalloc byte[4];
        _bytes.Write(utf8[..Encoding.UTF8.GetBytes(pair, utf8)]);
    }

    private void Code(char c, bool isUpper)
    {
        var digits = isUpper ? "0123456789ABCDEF"u8 : "0123456789abcdef"u8;
        _bytes.Write([(byte)'\\', (byte)'u', digits[c >> 12], digits[(c >> 8) & 0xF], digits[(c >> 4) & 0xF], digits[c & 0xF]]);
    }

    private void Append(byte one)
    {
        _bytes.GetSpan(1)[0] = one;
        _bytes.Advance(1);
    }
}
