using Gateway.Reading;
using Gateway.Tests.Support;

namespace Gateway.Tests.Configuration;

/// <summary>
/// Every file under Golden/Config is one <see cref="ConfigurationCase"/>. The file "secret" beside it holds a secret and a line end,
/// "certificate.pem" a certificate, "certificate.key" its key, "encrypted.key" the same with a password, "attestation.pem" an Ed25519 key, and "another.key" the key of
/// another one. With the variable UPDATE_GOLDEN set, what is reported now is written there, to be read as a difference before it is
/// committed.
/// </summary>
public sealed class ConfigurationProblemTests
{
    public static TheoryData<string> Cases => [.. ConfigurationCase.Names];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Every_problem_is_reported_at_once_with_its_place_and_cure(string name)
    {
        var @case = ConfigurationCase.Read(name);
        using var configuration = ConfigurationFolder.OfCase(@case);

        var report = await configuration.ReportAsync();
        if (ProcessEnvironment.Variable("UPDATE_GOLDEN") is not null)
        {
            @case.Update(report);
        }

        Assert.Equal(@case.Report, report);
    }

    [Fact]
    public void Wrong_and_good_configurations_are_many()
    {
        var cases = ConfigurationCase.Names.Select(ConfigurationCase.Read).ToList();

        Assert.True(cases.Count(@case => !@case.IsGood) >= 100);
        Assert.True(cases.Count(@case => @case.IsGood) >= 40);
    }
}
