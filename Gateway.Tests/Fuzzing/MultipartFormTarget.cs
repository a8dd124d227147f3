using System.Text;
using Gateway.Intake;
using Gateway.Intake.Memory;

namespace Gateway.Tests.Fuzzing;

/// <summary>Forms in parts with the boundary B: what is read is what stands between its delimiters, part by part, and nothing stands beside them.</summary>
internal sealed class MultipartFormTarget : FuzzTarget
{
    private const string End = "\r\n";

    public override string[] Fragments =>
        ["--B", "\r\n", "\r\n--B\r\n", "--B--", "\n", "Content-Disposition: form-data; name=\"a\"", "; filename=\"x\"", "name*=", "Content-Type: text/plain", "\r\n\r\n", "\"", "\\", ";", "=", "_charset_"];

    public override bool Read(byte[] input)
    {
        var form = FormFields.ReadMultipart(input, "B", MemoryAccount.Unlimited());
        var state = form.Read("a", "a"u8, out var value);
        if (!form.IsRead)
        {
            Assert.Equal(ValueState.Unreadable, state);
            return false;
        }

        // Latin-1 keeps every byte.
        var pieces = Encoding.Latin1.GetString(input).Split("--B");
        Assert.Equal("", pieces[0]);
        Assert.Contains(pieces[^1], (string[])["--", "--" + End]);
        Assert.Equal(pieces.Length - 2, form.Count);
        List<string> named = [];
        foreach (var piece in pieces[1..^1])
        {
            Assert.StartsWith(End, piece, StringComparison.Ordinal);
            Assert.EndsWith(End, piece, StringComparison.Ordinal);
            var halves = piece.Split(End + End, 2);
            Assert.Equal(2, halves.Length);
            var names = halves[0].Split(End).Single(line => line.StartsWith("Content-Disposition:", StringComparison.OrdinalIgnoreCase))
                .Split(';').Select(parameter => parameter.Trim(' ', '\t')).Where(parameter => parameter.StartsWith("name=", StringComparison.OrdinalIgnoreCase));
            if (names.Any(name => name[5..] is "a" or "\"a\""))
            {
                named.Add(halves[1][..^2]);
            }
        }

        if (state == ValueState.Found)
        {
            Assert.Equal(Assert.Single(named), Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(value.ToString())));
        }

        Assert.True(named.Count < 2 || state == ValueState.Ambiguous);
        return true;
    }
}
