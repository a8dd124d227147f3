namespace Gateway.Tests.JsonSchema;

public sealed class SchemaNumberTests
{
    [Theory]
    [InlineData("1", "1.0")]
    [InlineData("1", "1e0")]
    [InlineData("100", "1e2")]
    [InlineData("100", "1.00E+2")]
    [InlineData("0.001", "1e-3")]
    [InlineData("0", "-0")]
    [InlineData("0", "0.000e99")]
    [InlineData("-1.5", "-15e-1")]
    [InlineData("12345678901234567890123", "12345678901234567890123.0")]
    [InlineData("1e400", "10e399")]
    public void Numbers_are_equal_by_value_however_they_are_written(string a, string b)
    {
        Assert.True(SchemaFixture.IsValid($"{{\"const\":{a}}}", b));
        Assert.True(SchemaFixture.IsValid($"{{\"enum\":[1,2,3,4,5,6,7,8,9,{a}]}}", b)); // by hash
        Assert.False(SchemaFixture.IsValid("{\"uniqueItems\":true}", $"[{a},{b}]"));
    }

    [Theory]
    [InlineData("9007199254740993", "9007199254740992")]
    [InlineData("0.1", "0.1000000000000000000000000000001")]
    [InlineData("1e400", "1e401")]
    [InlineData("1", "-1")]
    [InlineData("1", "10")]
    [InlineData("1", "true")]
    [InlineData("0", "false")]
    public void Different_numbers_are_not_equal_however_close(string a, string b)
    {
        Assert.False(SchemaFixture.IsValid($"{{\"const\":{a}}}", b));
        Assert.True(SchemaFixture.IsValid("{\"uniqueItems\":true}", $"[{a},{b},[{a}],[{b}]]"));
    }

    [Theory]
    [InlineData("minimum", "9007199254740993", "9007199254740993", true)]
    [InlineData("minimum", "9007199254740993", "9007199254740992", false)]
    [InlineData("maximum", "0.3", "0.30000000000000000000001", false)]
    [InlineData("maximum", "0.3", "0.3", true)]
    [InlineData("exclusiveMaximum", "0.3", "0.3", false)]
    [InlineData("exclusiveMinimum", "-1", "-0.99999999999999999999999999", true)]
    [InlineData("minimum", "-1", "-1e1", false)]
    [InlineData("maximum", "1e308", "1e309", false)]
    [InlineData("maximum", "-5", "-4", false)]
    [InlineData("minimum", "0", "-0", true)]
    [InlineData("minimum", "0", "-0.0e5", true)]
    [InlineData("maximum", "0", "1e-400", false)]
    [InlineData("maximum", "5", "1e99999999999999999999999", false)]
    [InlineData("minimum", "5", "-1e99999999999999999999999", false)]
    [InlineData("exclusiveMinimum", "0", "1e-99999999999999999999999", true)]
    [InlineData("multipleOf", "0.01", "19.99", true)]
    [InlineData("multipleOf", "0.01", "19.999", false)]
    [InlineData("multipleOf", "0.01", "1e308", true)]
    [InlineData("multipleOf", "0.1", "0.30", true)]
    [InlineData("multipleOf", "3", "9007199254740993", true)]
    [InlineData("multipleOf", "3", "9007199254740992", false)]
    [InlineData("multipleOf", "7", "1e1000000000", false)]
    [InlineData("multipleOf", "5", "1e1000000000", true)]
    [InlineData("multipleOf", "2.5", "-7.50", true)]
    [InlineData("multipleOf", "1e10", "3e11", true)]
    [InlineData("multipleOf", "1e10", "3e9", false)]
    [InlineData("multipleOf", "999999999999999999", "999999999999999999000000", true)]
    [InlineData("multipleOf", "1e-300", "5", true)]
    [InlineData("multipleOf", "4", "0", true)]
    [InlineData("multipleOf", "3", "123456789012345678901234567890", true)]
    [InlineData("multipleOf", "3", "123456789012345678901234567891", false)]
    [InlineData("multipleOf", "1.0000000000000000001", "2.0000000000000000002", true)]
    [InlineData("multipleOf", "1.0000000000000000001", "2", false)]
    [InlineData("multipleOf", "1.0000000000000000001", "0", true)]
    [InlineData("multipleOf", "12345678901234567890", "37037036703703703670", true)]
    [InlineData("multipleOf", "12345678901234567890", "37037036703703703671", false)]
    [InlineData("multipleOf", "12345678901234567891", "12345678901234567891000", true)]
    [InlineData("multipleOf", "12345678901234567891", "12345678901234567891e1000000000", true)]
    [InlineData("multipleOf", "12345678901234567891", "5", false)]
    [InlineData("multipleOf", "0.12345678901234567891", "-12345678901234567891", true)]
    public void Limits_are_exact(string keyword, string limit, string number, bool valid) =>
        Assert.Equal(valid, SchemaFixture.IsValid($"{{\"{keyword}\":{limit}}}", number));

    [Theory]
    [InlineData("1", true)]
    [InlineData("1.0", true)]
    [InlineData("1.5e1", true)]
    [InlineData("1e-1", false)]
    [InlineData("10e-1", true)]
    [InlineData("0.0", true)]
    [InlineData("1.50", false)]
    [InlineData("123456789012345678901234567890", true)]
    [InlineData("1e1000000000", true)]
    [InlineData("1e-1000000000", false)]
    [InlineData("1e-99999999999999999999999", false)]
    [InlineData("\"1\"", false)]
    public void An_integer_is_a_number_without_a_fraction(string number, bool valid) =>
        Assert.Equal(valid, SchemaFixture.IsValid("{\"type\":\"integer\"}", number));

    [Fact]
    public void A_number_of_a_megabyte_takes_no_longer_than_its_text()
    {
        var number = $"1{new string('7', 1_000_000)}.5e-999999999999";

        Assert.True(SchemaFixture.IsValid("{\"type\":\"number\",\"minimum\":0,\"maximum\":1e9,\"not\":{\"multipleOf\":0.3}}", number));
    }
}
