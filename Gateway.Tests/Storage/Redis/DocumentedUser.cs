using Gateway.Tests.Support;

namespace Gateway.Tests.Storage.Redis;

/// <summary>The users that docs/storage.md tells operators to make.</summary>
internal static class DocumentedUser
{
    public const string Credentials = "user=gateway,password=open-sesame";

    /// <summary>The same where sentinels are asked.</summary>
    public const string SentinelCredentials = "sentinelUser=gateway,sentinelPassword=open-sesame";

    /// <summary>The command that makes the user of the servers, as one line.</summary>
    public static async Task<string> CommandAsync() => Assert.Single(await CommandsAsync(), command => command.Contains("~gateway:", StringComparison.Ordinal));

    /// <summary>The command that makes the user of the sentinels.</summary>
    public static async Task<string> SentinelCommandAsync() => Assert.Single(await CommandsAsync(), command => command.Contains("+sentinel|", StringComparison.Ordinal));

    private static async Task<IReadOnlyList<string>> CommandsAsync()
    {
        const string shell = "redis-cli ";
        var page = await File.ReadAllTextAsync(Repository.PathOf("docs", "storage.md"));
        return
        [
            .. page.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n')
                .Where(line => line.StartsWith(shell, StringComparison.Ordinal) && line.Contains("ACL SETUSER gateway", StringComparison.Ordinal))
                .Select(line => line[line.IndexOf("ACL", StringComparison.Ordinal)..].Replace("'", "", StringComparison.Ordinal)
                    .Replace(">PASSWORD", ">open-sesame", StringComparison.Ordinal)),
        ];
    }
}
