using Gateway.Reading;
using Gateway.Tests.Support;
using Gateway.Verification;
using Gateway.Verification.Signature;

namespace Gateway.Tests.Configuration;

/// <summary>
/// What is in force does not keep the configuration as written alive: of ten thousand routes that would be some 2.5 KB each, in a tree of
/// which one node holds all.
/// </summary>
public sealed class ConfigurationMemoryTests
{
    public static TheoryData<string> GoodCases => [.. ConfigurationCase.Names.Where(name => ConfigurationCase.Read(name).IsGood)];

    [Theory]
    [MemberData(nameof(GoodCases))]
    public async Task What_is_in_force_holds_nothing_of_the_configuration_as_written(string name)
    {
        using var configuration = ConfigurationFolder.OfCase(ConfigurationCase.Read(name));
        var loaded = await configuration.LoadAsync();

        // Its sections for ASP.NET Core are copied.
        var kept = loaded with { Raw = null };

        Assert.Empty(HeldObjects.WaysTo<ConfigurationNode>(kept));
        Assert.Empty(HeldObjects.WaysTo<StageContext>(kept));
        Assert.Empty(HeldObjects.WaysTo<SignatureContext>(kept));
        Assert.NotEmpty(HeldObjects.WaysTo<ConfigurationNode>(loaded)); // Which the walk would find.
    }
}
