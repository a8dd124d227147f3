using Gateway.Reading;

namespace Gateway.Admin.Access;

/// <summary>Compiles <c>Gateway:Admin:Token</c> and <c>Gateway:Tokens</c>.</summary>
internal static class TokensCompiler
{
    /// <param name="gateway">The <c>Gateway</c> section.</param>
    /// <param name="everything">The reference to the token that may do everything; null for none.</param>
    /// <param name="config">Those that may do less; null for none.</param>
    public static AdminTokens Compile(SectionContext gateway, string? everything, TokensConfig? config)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var tokens = new List<(AdminAccess, byte[])>();
        Add(AdminAccess.Act, everything, "Admin", "Token");
        Add(AdminAccess.Scrape, config?.Scrape, "Tokens", "Scrape");
        Add(AdminAccess.Read, config?.Read, "Tokens", "Read");
        Add(AdminAccess.Act, config?.Act, "Tokens", "Act");
        return new AdminTokens(tokens);

        void Add(AdminAccess access, string? reference, string section, string key)
        {
            if (reference is null)
            {
                return;
            }

            var at = gateway.At(section);
            if (at.Files.ResolveSecret(reference, out var error) is not { } token)
            {
                at.Report(error, key);
                return;
            }

            if (!names.TryAdd(token, $"{section}:{key}"))
            {
                at.Report($"is the same token as '{names[token]}', and would let who has the one do what the other may. Use another.", key);
                return;
            }

            if (SecretStrength.IsShort(token))
            {
                at.Warn(SecretStrength.Warning, key);
            }

            tokens.Add((access, AdminTokens.HashOf(token)));
        }
    }
}
