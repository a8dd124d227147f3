using System.CommandLine;
using System.Reflection;
using Gateway.Cli;
using Gateway.Delivery.Attempts;
using Gateway.JsonSchema;
using Gateway.Tests.Support;
using Gateway.Verification.Handshake.Conditions;
using Gateway.Verification.Schema;
using Gateway.Verification.Signature;
using Gateway.Verification.Signature.Content;

namespace Gateway.Tests.Conventions;

/// <summary>What the code gives a name that people write or read stands on the page that explains it.</summary>
public sealed class PageWordTests
{
    /// <summary>Each page with a word that must stand there, as it stands there.</summary>
    public static TheoryData<string, string> Words
    {
        get
        {
            var words = new TheoryData<string, string>();
            Add("docs/signature.md", SignatureAlgorithms.Words.Select(word => $"`{word}`"));
            Add("docs/signature.md", ContentTemplateParser.Placeholders.Split(", ").Where(word => word.StartsWith('{')).Append("{secret}").Select(word => $"`{word}`"));
            Add("docs/handshake.md", ConditionParser.Forms.Split(", ").Select(form => "`" + form.Split(':')[0]));
            Add("docs/schema.md", ShippedSchemas.Names.Select(name => $"`{name}`"));
            Add("docs/observability.md", Enum.GetValues<AttemptResult>().Where(result => result != AttemptResult.None).Select(result => $"`{AttemptResultName.Of(result)}`"));
            Add("docs/observability.md", Texts(typeof(DeadReason)).Select(reason => $"`{reason}`"));
            Add("docs/observability.md", Enum.GetValues<JsonDefect>().Select(RefusalDetail.Of).OfType<string>().Select(detail => $"`{detail}`"));
            Add("docs/command-line.md", Commands(GatewayCommand.Create(_ => null)));
            return words;

            void Add(string page, IEnumerable<string> each)
            {
                foreach (var word in each)
                {
                    words.Add(page, word);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Words))]
    public async Task Every_word_stands_on_its_page(string page, string word) =>
        Assert.Contains(word, await File.ReadAllTextAsync(Repository.PathOf(page)), StringComparison.Ordinal);

    /// <summary>The names of the commands of the first level, and of all options.</summary>
    private static IEnumerable<string> Commands(Command root) =>
        root.Subcommands.Select(command => $"| `gateway {command.Name}")
            .Concat(Below(root).SelectMany(command => command.Options).Select(option => option.Name).Distinct());

    private static IEnumerable<Command> Below(Command command) => command.Subcommands.SelectMany(Below).Append(command);

    private static IEnumerable<string> Texts(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!);
}
