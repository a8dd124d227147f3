using System.Text.RegularExpressions;
using Gateway.Configuration;
using Gateway.Intake;
using Gateway.Tests.Support;
using Gateway.Verification.Replay;
using Gateway.Verification.Signature;
using Gateway.Verification.Signature.HttpMessageSignatures;
using Gateway.Verification.Signature.Jwt;
using Gateway.Verification.Signature.Keys;
using Gateway.Verification.Signature.Keys.PublicKeys;

namespace Gateway.Tests.Conventions;

/// <summary>Every word that a key takes stands in the reference and in the editors' schema, and none that the code does not know.</summary>
public sealed partial class ConfigurationWordTests
{
    /// <summary>The words of keys that are texts in the types of the configuration.</summary>
    private static readonly Dictionary<string, IReadOnlyList<string>> Lists = new(StringComparer.Ordinal)
    {
        ["Verification.Body.Decode"] = ContentCodingName.Words,
        ["Verification.Signature.Algorithm"] = SignatureAlgorithms.Words,
        ["Verification.Signature.Encoding"] = SignatureEncodingName.Words,
        ["Verification.Signature.Key"] = [.. KeyText.Forms, .. PublicKeyText.Forms],
        ["Verification.Signature.Jwt.Algorithms"] = TokenAlgorithm.Words,
        ["Verification.Signature.MessageSignature.Algorithm"] = HttpMessageSignatureAlgorithm.Words,
        ["Verification.Replay.Format"] = TimestampFormatName.Words,
    };

    /// <summary>The words of a key that is a text in its type; null where it takes any.</summary>
    public static IReadOnlyList<string>? WordsOf(string path) => Lists.GetValueOrDefault(path);

    /// <summary>Every key that takes one of some words: its section, its name, and the words.</summary>
    public static TheoryData<string, string, string> Keys
    {
        get
        {
            var rows = new TheoryData<string, string, string>();
            foreach (var (path, type) in ConfigurationSections.All)
            {
                foreach (var key in GatewayTypes.All[type].Keys)
                {
                    var form = type.GetProperty(key)!.PropertyType;
                    form = Nullable.GetUnderlyingType(form) ?? form;

                    // A word may be short for an object.
                    form = form.IsClass && form.Namespace!.StartsWith("Gateway", StringComparison.Ordinal) && GatewayTypes.All[form].Scalar is { } scalar
                        ? Nullable.GetUnderlyingType(scalar.PropertyType) ?? scalar.PropertyType
                        : form;
                    if (Lists.GetValueOrDefault($"{path}.{key}") is { } words || (words = form.IsEnum ? Enum.GetNames(form) : null) is not null)
                    {
                        rows.Add(path, key, Sorted(words));
                    }
                }
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task Every_word_stands_in_the_reference_and_none_beside_them(string path, string key, string words)
    {
        var row = (await File.ReadAllLinesAsync(Repository.PathOf("docs", "configuration.md")))
            .SkipWhile(line => line != $"## `{path}`")
            .First(line => line.StartsWith($"| `{key}` |", StringComparison.Ordinal));

        Assert.Equal(words, Sorted(Word().Matches(row.Split('|')[2]).Select(match => match.Groups["word"].Value)));
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Every_word_is_one_of_the_editors_schema_and_none_beside_them(string path, string key, string words)
    {
        using var schema = new EditorsSchema();

        Assert.Equal(words, Sorted(schema.Words(path, key)));
    }

    [Fact]
    public void The_editors_schema_has_words_for_no_other_key()
    {
        using var schema = new EditorsSchema();

        var known = Keys.Select(row => $"{row[0]}.{row[1]}");
        Assert.Empty(ConfigurationSections.All
            .SelectMany(section => GatewayTypes.All[section.Type].Keys.Select(key => (section.Path, Key: key)))
            .Where(at => schema.Words(at.Path, at.Key).Count > 0)
            .Select(at => $"{at.Path}.{at.Key}")
            .Except(known));
    }

    [Fact]
    public void Every_value_of_the_enums_behind_the_words_has_one()
    {
        Assert.Equal(Enum.GetValues<SignatureEncoding>(), SignatureEncodingName.Words.Select(word => SignatureEncodingName.Find(word)!.Value));
        Assert.Equal(Enum.GetValues<TimestampFormat>(), TimestampFormatName.Words.Select(word => TimestampFormatName.Find(word)!.Value));
    }

    private static string Sorted(IEnumerable<string> words) => string.Join(' ', words.Order(StringComparer.Ordinal));

    [GeneratedRegex("`(?<word>[^`]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Word();
}
