using System.Text;
using Gateway.Intake;

namespace Gateway.Tests.Intake;

public sealed class FormDecoderTests
{
    /// <summary>At each place of what is looked at together, and behind it.</summary>
    public static TheoryData<string> Codes => ["%41", "+", "%c3%A9", "%", "%4", "%zz", "%4g", "%%41", "++", "%2B", ""];

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_code_is_decoded_wherever_it_stands(string code)
    {
        for (var before = 0; before <= 40; before++)
        {
            for (var behind = 0; behind <= 40; behind++)
            {
                AssertDecoded(new string('x', before) + code + new string('y', behind));
            }
        }

        AssertDecoded(string.Concat(Enumerable.Repeat(code + "x", 50)));
        AssertDecoded(string.Concat(Enumerable.Repeat(code, 50)));
    }

    private static void AssertDecoded(string text)
    {
        var written = Encoding.ASCII.GetBytes(text);
        var decoded = new byte[written.Length];
        var length = FormDecoder.Decode(written, decoded);
        Assert.Equal(Uri.UnescapeDataString(text.Replace('+', ' ')), Encoding.UTF8.GetString(decoded, 0, length));
    }
}
