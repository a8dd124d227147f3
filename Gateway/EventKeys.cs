using Gateway.Configuration;
using Gateway.JsonSchema;
using Gateway.Storage;

namespace Gateway;

/// <summary>What the store knows an event by that an operator names as the log does.</summary>
internal sealed class EventKeys(GatewayProxyConfigProvider configuration)
{
    /// <inheritdoc cref="Admin.Claims.EventKeyReader"/>
    public ClaimKey? Of(string route, IReadOnlyList<string> id, out string problem)
    {
        var found = configuration.Routes.FirstOrDefault(candidate => string.Equals(candidate.Policy.Route, route, StringComparison.OrdinalIgnoreCase));
        if (found?.Config.Deduplication is not { Key: { } key } deduplication)
        {
            problem = found is null
                ? $"There is no route '{route}' in the configuration in force."
                : $"The route '{route}' has no Deduplication: no event of it is remembered.";
            return null;
        }

        // With a key that is not signed, what is signed is one more, and the tenant is the last.
        var isBound = deduplication.AllowUnsignedKey == true;
        var count = key.Count + (found.Tenants is null ? 0 : 1);
        if (id.Count != count && !(isBound && id.Count == count + 1))
        {
            problem = $"The id of '{route}' has {count} parts: {string.Join(", ", key)}"
                + (isBound ? ", and the SHA-256 of the body where that is signed" : "") + (found.Tenants is null ? "." : ", and the tenant.");
            return null;
        }

        problem = "";
        return Verification.Deduplication.EventId.Key(found.Policy.Route, [.. id.Select(part => part.AsMemory())], SharedScratch.Instance);
    }
}
