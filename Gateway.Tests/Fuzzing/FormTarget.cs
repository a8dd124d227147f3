using System.Text;
using Gateway.Verification.Values;

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

        var read = new List<(string Name, string Value)>();
        var form = new FormEnumerator(input);
        while (form.MoveNext())
        {
            read.Add((form.Name, form.Value));
        }

        Assert.Equal(fields.Count, read.Count);
        for (var at = 0; at < read.Count; at++)
        {
            if (IsPlain(fields[at].Name) && IsPlain(fields[at].Value))
            {
                Assert.Equal((Decoded(fields[at].Name), Decoded(fields[at].Value)), read[at]);
            }
        }

        return fields.Count > 0 && fields.TrueForAll(field => IsPlain(field.Name) && IsPlain(field.Value));
    }

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
