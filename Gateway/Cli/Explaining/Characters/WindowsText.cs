using System.Text;

namespace Gateway.Cli.Explaining.Characters;

/// <summary>Windows-1252, which many programs mean by Latin-1 and .NET has only with more libraries.</summary>
internal static class WindowsText
{
    /// <summary>What stands at 0x80 to 0x9F; the five that are free as their own numbers, as browsers have them.</summary>
    private const string Special =
        "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178";

    public static string Read(byte[] bytes) => string.Concat(Encoding.Latin1.GetString(bytes).Select(c => c is >= '\u0080' and < '\u00A0' ? Special[c - 0x80] : c));

    /// <summary>The bytes; null where a character is none of the encoding.</summary>
    public static byte[]? Write(string text)
    {
        var bytes = new byte[text.Length];
        for (var i = 0; i < text.Length; i++)
        {
            var special = text[i] < '\u0080' ? -1 : Special.IndexOf(text[i], StringComparison.Ordinal);
            if (special < 0 && text[i] > '\u00FF')
            {
                return null;
            }

            bytes[i] = special < 0 ? (byte)text[i] : (byte)(0x80 + special);
        }

        return bytes;
    }
}
