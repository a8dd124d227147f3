using System.Text;
using Gateway.Connections;
using Gateway.Tests.Support;

namespace Gateway.Tests.Connections;

public sealed class ChargedHeaderTextTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(8_000)]
    public void Every_byte_is_the_character_of_its_number_whichever_way_it_is_asked(int length)
    {
        var bytes = Pattern.Bytes(length);
        var expected = string.Create(length, bytes, static (text, from) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                text[i] = (char)from[i];
            }
        });

        Assert.Equal(expected, ChargedHeaderText.Instance.GetString(bytes.AsSpan()));
        Assert.Equal(expected, ChargedHeaderText.Instance.GetString(bytes, 0, length));
        Assert.Equal(expected, new string(ChargedHeaderText.Instance.GetChars(bytes)));
        Assert.Equal(bytes, ChargedHeaderText.Instance.GetBytes(expected));
    }

    [Fact]
    public void A_text_costs_itself_and_nothing_beside()
    {
        Encoding text = ChargedHeaderText.Instance;
        var bytes = Pattern.Bytes(1000);
        _ = text.GetString(bytes.AsSpan()); // The first time something is compiled.
        var before = GC.GetAllocatedBytesForCurrentThread();

        var made = text.GetString(bytes.AsSpan());

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, sizeof(char) * made.Length, (sizeof(char) * made.Length) + 100);
    }
}
