using System.Buffers.Text;
using System.Text;

namespace Gateway.Tests.EndToEnd.Canaries;

/// <summary>What is not recognised would not be found.</summary>
public sealed class CanaryFormTests
{
    private const string Value = "canary/+ 7f1c-é";

    public static TheoryData<string> Places => new()
    {
        $"a {Value} b",
        $"?token={Uri.EscapeDataString(Value)}&",
        Convert.ToBase64String(Encoding.UTF8.GetBytes(Value)),
        Convert.ToBase64String(Encoding.UTF8.GetBytes("u:" + Value)),
        Convert.ToBase64String(Encoding.UTF8.GetBytes("us:" + Value + "!")),
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes("use:" + Value + "??>>")),
        Convert.ToHexString(Encoding.UTF8.GetBytes("x" + Value)),
        Convert.ToHexStringLower(Encoding.UTF8.GetBytes(Value + "x")),
    };

    [Theory]
    [MemberData(nameof(Places))]
    public void A_canary_is_recognised_in_each_form(string place)
    {
        ArgumentNullException.ThrowIfNull(place);

        Assert.True(new Canary("one", Value).StandsIn(Encoding.UTF8.GetBytes(place)));
        Assert.False(new Canary("another", "canary-8e20").StandsIn(Encoding.UTF8.GetBytes(place)));
    }
}
