using System.CommandLine;
using System.Globalization;

namespace Gateway.Cli.Deliveries;

/// <summary>The options of the commands that list, and the pages that they ask for.</summary>
internal sealed class ListOptions
{
    private const int PageSize = 200;

    private readonly Option<int> _limit = new("--limit") { Description = "How many at most. Default: 100.", HelpName = "N", DefaultValueFactory = _ => 100 };
    private readonly Option<bool> _newest = new("--newest") { Description = "The newest first; the oldest otherwise." };
    private readonly Option<bool> _json = new("--json") { Description = "One JSON object a line." };

    public ListOptions() => _limit.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() < 1)
        {
            result.AddError("--limit is at least 1.");
        }
    });

    /// <param name="command">The command.</param>
    /// <param name="hasOrder">Whether there is a newest.</param>
    public void AddTo(Command command, bool hasOrder = true)
    {
        command.Options.Add(_limit);
        if (hasOrder)
        {
            command.Options.Add(_newest);
        }

        command.Options.Add(_json);
    }

    public bool IsJson(ParseResult result) => result.GetValue(_json);

    /// <summary>Asks for page after page; says so where there is more than was asked for.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="console">What it is said to.</param>
    /// <param name="path">Of the API.</param>
    /// <param name="choice">What chooses, as a query.</param>
    /// <param name="show">Gets a page by its address, shows it, and says how many that were, and where the next begins.</param>
    public async Task ShowAsync(
        ParseResult result, InvocationConfiguration console, string path, string choice, Func<string, Task<(int Count, string? Next)>> show)
    {
        var left = result.GetValue(_limit);
        string? after = null;
        do
        {
            string[] parts =
            [
                choice, string.Create(CultureInfo.InvariantCulture, $"limit={Math.Min(left, PageSize)}"),
                result.GetValue(_newest) ? "newest=true" : "", after is null ? "" : $"after={Uri.EscapeDataString(after)}",
            ];
            var (count, next) = await show($"{path}?{string.Join('&', parts.Where(part => part.Length > 0))}");
            left -= count;
            after = next;
        }
        while (after is not null && left > 0);

        if (after is not null)
        {
            await console.Error.WriteLineAsync("There are more: --limit N, or an option that chooses.");
        }
    }
}
