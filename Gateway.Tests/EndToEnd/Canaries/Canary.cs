using System.Text;

namespace Gateway.Tests.EndToEnd.Canaries;

/// <summary>A value that nothing else has, and the forms in which it may stand somewhere.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Text">The value.</param>
internal sealed record Canary(string Name, string Text)
{
    private readonly List<byte[]> _forms = [.. FormsOf(Text)];

    /// <summary>Whether it stands there in any form.</summary>
    public bool StandsIn(ReadOnlySpan<byte> bytes)
    {
        foreach (var form in _forms)
        {
            if (bytes.IndexOf(form) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    public override string ToString() => Name;

    private static IEnumerable<byte[]> FormsOf(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        yield return bytes;
        yield return Encoding.Unicode.GetBytes(text);
        yield return Encoding.UTF8.GetBytes(Uri.EscapeDataString(text));
        yield return Encoding.ASCII.GetBytes(Convert.ToHexString(bytes));
        yield return Encoding.ASCII.GetBytes(Convert.ToHexStringLower(bytes));
        for (var before = 0; before < 3; before++)
        {
            // In the middle of something longer: without the letters that what stands around it has a part in.
            var around = Convert.ToBase64String([.. new byte[before], .. bytes, 0, 0]);
            var inner = around[(((before * 8) + 5) / 6)..((before + bytes.Length) * 8 / 6)];
            yield return Encoding.ASCII.GetBytes(inner);
            yield return Encoding.ASCII.GetBytes(inner.Replace('+', '-').Replace('/', '_'));
        }
    }
}
