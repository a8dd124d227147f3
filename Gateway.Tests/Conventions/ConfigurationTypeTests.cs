using Gateway.Configuration;
using Gateway.Reading;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Tests.Conventions;

/// <summary>What the configuration is read into is listed whole: the native build knows of no other type.</summary>
public sealed class ConfigurationTypeTests
{
    [Fact]
    public void Every_type_that_the_configuration_is_read_into_is_listed_and_no_other()
    {
        var (sections, items) = ReachedFrom(typeof(GatewayConfig), typeof(VerificationConfig));

        AssertListed(sections.Union(items), GatewayTypes.All);
    }

    /// <summary>No object of theirs is made here, so their lists need no maker.</summary>
    [Fact]
    public void Every_type_of_YARPs_configuration_is_listed_and_no_other() =>
        AssertListed(ReachedFrom(typeof(RouteConfig), typeof(ClusterConfig)).Sections, ProxyTypes.All);

    private static void AssertListed(IEnumerable<Type> expected, ConfigurationTypes listed) => Assert.Equal(
        expected.Select(type => type.ToString()).Order(StringComparer.Ordinal),
        listed.All.Select(type => type.ToString()).Order(StringComparer.Ordinal));

    private static (HashSet<Type> Sections, HashSet<Type> Items) ReachedFrom(params Type[] roots)
    {
        var (sections, items) = (new HashSet<Type>(), new HashSet<Type>());
        Array.ForEach(roots, Reach);
        return (sections, items);

        void Reach(Type type)
        {
            if (type.IsGenericType) // nullable, a list, or a dictionary from texts
            {
                var item = type.GetGenericArguments()[^1];
                if (Nullable.GetUnderlyingType(type) is null)
                {
                    items.Add(item);
                }

                Reach(item);
            }
            else if (type.IsClass && Array.Exists(roots, root => root.Assembly == type.Assembly) && sections.Add(type))
            {
                foreach (var property in type.GetProperties().Where(property => property.CanWrite))
                {
                    Reach(property.PropertyType);
                }
            }
        }
    }
}
