using Gateway.Configuration;

namespace Gateway.Tests.Conventions;

/// <summary>Every section of the configuration by its path, as the types of the configuration have it.</summary>
internal static class ConfigurationSections
{
    public static IEnumerable<(string Path, Type Type)> All =>
        Below("Gateway", typeof(GatewayConfig)).Concat(Below("Verification", typeof(VerificationConfig)));

    private static IEnumerable<(string Path, Type Type)> Below(string path, Type type)
    {
        yield return (path, type);
        foreach (var property in type.GetProperties().Where(property => property.CanWrite))
        {
            var (form, suffix) = property.PropertyType switch
            {
                { IsGenericType: true } list when list.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) => (list.GetGenericArguments()[0], "[]"),
                { IsGenericType: true } map when map.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>) => (map.GetGenericArguments()[1], ".NAME"),
                var other => (other, ""),
            };
            if (form.Namespace?.StartsWith("Gateway", StringComparison.Ordinal) == true && form.IsClass && form != typeof(VerificationConfig) && form != type)
            {
                foreach (var section in Below($"{path}.{property.Name}{suffix}", form))
                {
                    yield return section;
                }
            }
        }
    }
}
