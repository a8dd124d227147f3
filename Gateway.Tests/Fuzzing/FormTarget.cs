using System.Text;
using Gateway.Intake;
using Gateway.Intake.Memory;

namespace Gateway.Tests.Fuzzing;

/// <summary>Forms: the fields lie in the body in order, and what is encoded plainly is read as the framework reads it.</summary>
internal sealed class FormTarget : FuzzTarget
{
    public override string[] Fragments => ["&", "=", "%", "%2", "%20", "%00", "%ff", "%C3%A9", "+", "&&", "a=", "\0", "%26", "%3D"];

    public override bool Read(byte[] input)
    {
        List<(string Name, string Value)> fields = [];
        foreach (var part in Encoding.Latin1.GetString(input).Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var pair = part.Split('=', 2);
            fields.Add((pair[0], pair.Length == 2 ? pair[1] : ""));
        }

        var form = FormFields.Read(input, MemoryAccount.Unlimited());
        var isPlain = fields.Count > 0 && fields.TrueForAll(field => IsPlain(field.Name) && IsPlain(field.Value));
        if (!form.IsRead || !isPlain)
        {
            _ = form.Sorted();
            return false;
        }

        Assert.Equal(fields.Count, form.Count);
        var decoded = fields.ConvertAll(field => KeyValuePair.Create(Decoded(field.Name), Decoded(field.Value)));
        foreach (var named in decoded.GroupBy(field => field.Key))
        {
            var expected = named.Count() > 1 ? ValueState.Ambiguous : named.Single().Value.Length > 0 ? ValueState.Found : ValueState.Missing;
            Assert.Equal(expected, form.Read(named.Key, Encoding.UTF8.GetBytes(named.Key), out var value));
            Assert.Equal(expected == ValueState.Found ? named.Single().Value : "", value.ToString());
        }

        if (form.Sorted() is { } sorted)
        {
            var read = Enumerable.Range(0, sorted.Count).Select(at => KeyValuePair.Create(Text(sorted.NameAt(at)), Text(sorted.ValueAt(at))));
            Assert.Equal(decoded.OrderBy(field => field.Key, StringComparer.Ordinal).ThenBy(field => field.Value, StringComparer.Ordinal), read);
        }

        return true;
    }

    private static string Text(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);

    private static string Decoded(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    /// <summary>ASCII, with escapes that are complete and UTF-8: of anything else two readers may make different things.</summary>
    private static bool IsPlain(string text)
    {
        List<byte> bytes = [];
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '%')
            {
                if (at + 2 >= text.Length || !char.IsAsciiHexDigit(text[at + 1]) || !char.IsAsciiHexDigit(text[at + 2]))
                {
                    return false;
                }

                bytes.Add(Convert.ToByte(text.Substring(at + 1, 2), 16));
                at += 2;
            }
            else if (text[at] is > ' ' and < '\u007f')
            {
                bytes.Add((byte)text[at]);
            }
            else
            {
                return false;
            }
        }

        return System.Text.Unicode.Utf8.IsValid([.. bytes]);
    }
}
