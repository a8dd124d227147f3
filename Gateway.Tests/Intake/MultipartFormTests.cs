using System.Text;
using Gateway.Intake;
using Gateway.Intake.Memory;

namespace Gateway.Tests.Intake;

/// <summary>Forms in parts; <c>|</c> stands for CR LF, and the boundary is <c>B</c>.</summary>
public sealed class MultipartFormTests
{
    private const string Name = "--B|Content-Disposition: form-data; name=";

    [Theory]
    [InlineData(Name + "\"id\"||1|--B--|", "1")]
    [InlineData(Name + "\"id\"||1|--B--", "1")]
    [InlineData(Name + "id||1|--B--|", "1")]
    [InlineData("--B|content-disposition:FORM-DATA;NAME=\"id\"||1|--B--|", "1")]
    [InlineData("--B|Content-Type: text/plain; charset=utf-8|Content-Disposition: form-data ; name=\"id\" ||1|--B--|", "1")]
    [InlineData(Name + "\"id\"|Content-Type: application/json||{\"a\":1}|--B--|", "{\"a\":1}")]
    [InlineData(Name + "\"id\"|Content-Transfer-Encoding: 8bit|Content-Length: 1|X-Other: y||1|--B--|", "1")]
    [InlineData(Name + "\"id\"||a%41+b&id=2|--B--|", "a%41+b&id=2")]
    [InlineData(Name + "\"id\"||1||2|--B--|", "1\r\n\r\n2")]
    [InlineData(Name + "\"id\"||\u00e9\u20ac|--B--|", "\u00e9\u20ac")]
    [InlineData(Name + "\"a\"||x|" + Name + "\"id\"||1|" + Name + "\"f\"; filename=\"a.bin\"|Content-Type: application/octet-stream||\u0000\u0001|--B--|", "1")]
    [InlineData(Name + "\"ID\"||1|--B--|", null)]
    [InlineData(Name + "\"id\"|||--B--|", null)]
    [InlineData("--B--|", null)]
    public void A_field_is_read_as_it_stands(string written, string? value)
    {
        Assert.Equal(value is null ? ValueState.Missing : ValueState.Found, Read(written, out var read));
        Assert.Equal(value ?? "", read);
    }

    [Theory]
    [InlineData(Name + "\"id\"||1|" + Name + "\"id\"||1|--B--|")]
    [InlineData(Name + "\"id\"||1|" + Name + "\"id\"; filename=\"x\"||2|--B--|")]
    [InlineData(Name + "\"id\"; filename=\"x\"||2|--B--|")]
    [InlineData(Name + "\"id\"; filename=\"\"||2|--B--|")]
    [InlineData(Name + "\"id\"; filename*=utf-8''x||2|--B--|")]
    [InlineData(Name + "\"id\"|Content-Type: application/octet-stream||2|--B--|")]
    [InlineData(Name + "\"id\"|Content-Type: text/html||2|--B--|")]
    public void Two_of_a_name_or_a_file_of_it_are_no_one_value(string written) =>
        Assert.Equal(ValueState.Ambiguous, Read(written, out _));

    /// <summary>Readers make something of each of these, and not all of them the same.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("id=1")]
    [InlineData("--B")]
    [InlineData("--B|")]
    [InlineData("|" + Name + "\"id\"||1|--B--|")]
    [InlineData("preamble|" + Name + "\"id\"||1|--B--|")]
    [InlineData(Name + "\"id\"||1|--B--|epilogue")]
    [InlineData(Name + "\"id\"||1|--B--||")]
    [InlineData(Name + "\"id\"||1|--B-- |")]
    [InlineData(Name + "\"id\"||1|--B|")]
    [InlineData(Name + "\"id\"||1|--B")]
    [InlineData(Name + "\"id\"||1|")]
    [InlineData(Name + "\"id\"||1--B--|")]
    [InlineData(Name + "\"id\"||1\n--B--|")]
    [InlineData(Name + "\"id\"||1|--BB|x|--B--|")]
    [InlineData(Name + "\"id\"||1|--B |" + "--B--|")]
    [InlineData(Name + "\"id\"||a --B b|--B--|")]
    [InlineData(Name + "\"id\"||a\n--B\nb|--B--|")]
    [InlineData("--B\nContent-Disposition: form-data; name=\"id\"\n\n1\n--B--\n")]
    [InlineData("--C|Content-Disposition: form-data; name=\"id\"||1|--C--|")]
    [InlineData(Name + "\"id\"|1|--B--|")]
    [InlineData("--B||1|--B--|")]
    [InlineData("--B|Content-Type: text/plain||1|--B--|")]
    [InlineData(Name + "\"\"||1|--B--|")]
    [InlineData(Name + "||1|--B--|")]
    [InlineData("--B|Content-Disposition: form-data||1|--B--|")]
    [InlineData("--B|Content-Disposition: attachment; name=\"id\"||1|--B--|")]
    [InlineData("--B|Content-Disposition: form-datax; name=\"id\"||1|--B--|")]
    [InlineData(Name + "\"id\"; name=\"id\"||1|--B--|")]
    [InlineData(Name + "\"id\"; name*=utf-8''x||1|--B--|")]
    [InlineData(Name + "\"id\"; file;NAME=other||1|--B--|")] // A parameter without a value, and a second name behind it.
    [InlineData(Name + "\"id\"; a\"b=c||1|--B--|")]
    [InlineData(Name + "\"i\\d\"||1|--B--|")]
    [InlineData(Name + "\"i\\\"d\"||1|--B--|")]
    [InlineData(Name + "\"id||1|--B--|")]
    [InlineData(Name + "\"id\"x||1|--B--|")]
    [InlineData(Name + "\"id\"| folded||1|--B--|")]
    [InlineData(Name + "\"id\"|X Y: 1||1|--B--|")]
    [InlineData(Name + "\"id\"|X : 1||1|--B--|")]
    [InlineData(Name + "\"id\"|: 1||1|--B--|")]
    [InlineData(Name + "\"id\"|Content-Disposition: form-data; name=\"x\"||1|--B--|")]
    [InlineData(Name + "\"id\"|Content-Type: text/plain|Content-Type: text/plain||1|--B--|")]
    [InlineData(Name + "\"id\"|Content-Type: text/plain; charset=utf-16||1|--B--|")]
    [InlineData(Name + "\"id\"|Content-Transfer-Encoding: base64||MQ==|--B--|")]
    [InlineData(Name + "\"id\"|Content-Transfer-Encoding: quoted-printable||=31|--B--|")]
    [InlineData(Name + "\"_charset_\"||utf-16|" + Name + "\"id\"||1|--B--|")]
    public void What_readers_disagree_on_is_not_read(string written) => Assert.Equal(ValueState.Unreadable, Read(written, out _));

    [Fact]
    public void A_name_or_a_value_that_is_no_UTF_8_is_none()
    {
        Assert.Equal(ValueState.Unreadable, Read(Name + "\"id\"||?|--B--|", out _, (byte)0xff));
        Assert.Equal(ValueState.Unreadable, Read(Name + "\"?\"||1|" + Name + "\"id\"||1|--B--|", out _, (byte)0xff));
    }

    [Theory]
    [InlineData(256, "Found")]
    [InlineData(257, "Unreadable")]
    public void Parts_are_bounded(int parts, string state)
    {
        var others = string.Concat(Enumerable.Range(1, parts - 1).Select(at => $"{Name}\"a{at}\"||x|"));

        Assert.Equal(state, StateOf(others + Name + "\"id\"||1|--B--|"));
    }

    [Theory]
    [InlineData(16, 200, "Found")]
    [InlineData(17, 1, "Unreadable")]
    [InlineData(2, 5000, "Unreadable")]
    public void Headers_of_a_part_are_bounded(int headers, int length, string state)
    {
        var others = string.Concat(Enumerable.Range(1, headers - 1).Select(at => $"X-{at}: {new string('x', length)}|"));

        Assert.Equal(state, StateOf($"--B|{others}Content-Disposition: form-data; name=\"id\"||1|--B--|"));
    }

    [Theory]
    [InlineData(262144, "Found")]
    [InlineData(262145, "Unreadable")]
    public void A_value_is_bounded(int length, string state) =>
        Assert.Equal(state, StateOf($"{Name}\"id\"||{new string('x', length)}|--B--|"));

    [Theory]
    [InlineData("multipart/form-data; boundary=B", "B")]
    [InlineData("multipart/form-data; boundary=\"B\"", "B")]
    [InlineData("Multipart/Form-Data; charset=utf-8; BOUNDARY=----x1", "----x1")]
    [InlineData("multipart/form-data; boundary=\"a b:=?\"", "a b:=?")]
    [InlineData("multipart/form-data; boundary=----WebKitFormBoundary7MA4YWxkTrZu0gW", "----WebKitFormBoundary7MA4YWxkTrZu0gW")]
    [InlineData("multipart/form-data", null)]
    [InlineData("multipart/form-data; boundary", null)]
    [InlineData("multipart/form-data; boundary=", null)]
    [InlineData("multipart/form-data; boundary=\"\"", null)]
    [InlineData("multipart/form-data; boundary=\"a \"", null)]
    [InlineData("multipart/form-data; boundary=B; boundary=B", null)]
    [InlineData("multipart/form-data; boundary=B; boundary=C", null)]
    [InlineData("multipart/form-data; boundary=B; boundary*=utf-8''C", null)]
    [InlineData("multipart/form-data; boundary*0=B", null)]
    [InlineData("multipart/form-data; boundary=\"a\\\"b\"", null)]
    [InlineData("multipart/form-data; boundary=\"a\u00e9\"", null)]
    [InlineData("multipart/form-data; boundary=1234567890123456789012345678901234567890123456789012345678901234567890", "1234567890123456789012345678901234567890123456789012345678901234567890")]
    [InlineData("multipart/form-data; boundary=12345678901234567890123456789012345678901234567890123456789012345678901", null)]
    public void A_boundary_is_said_once_and_clearly(string contentType, string? boundary) =>
        Assert.Equal(boundary, MediaType.BoundaryOf(contentType));

    /// <summary>Nobody signs the type: under the other one there is nothing to be read.</summary>
    [Fact]
    public void A_form_in_parts_is_none_of_pairs()
    {
        var body = Encoding.UTF8.GetBytes((Name + "\"a\"||&id=2&|--B--|").Replace("|", "\r\n", StringComparison.Ordinal));

        Assert.False(FormFields.Read(body, MemoryAccount.Unlimited()).IsRead);
    }

    private static string StateOf(string written) => Read(written, out _).ToString();

    private static ValueState Read(string written, out string value, byte? inPlaceOfQuestionMark = null)
    {
        var body = Encoding.UTF8.GetBytes(written.Replace("|", "\r\n", StringComparison.Ordinal));
        if (inPlaceOfQuestionMark is { } other)
        {
            body.AsSpan().Replace((byte)'?', other);
        }

        var state = FormFields.ReadMultipart(body, "B", MemoryAccount.Unlimited()).Read("id", "id"u8, out var read);
        value = read.ToString();
        return state;
    }
}
