using Gateway.Observability;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.Observability;

public sealed class GatewayLoggingTests
{
    [Theory]
    [InlineData("AllowedHosts", "*", true)]
    [InlineData("Serilog:MinimumLevel", "Debug", true)]
    [InlineData("Serilog:MinimumLevel:Override:Yarp", "Debug", true)]
    [InlineData("Serilog:Using:0", "Serilog.Sinks.Console", true)]
    [InlineData("Serilog:WriteTo:0:Name", "Console", false)]
    [InlineData("Serilog:Properties:Cell", "one", false)]
    [InlineData("Serilog:Enrich:0", "FromLogContext", false)]
    public async Task Lines_of_webhooks_pass_by_Serilog_where_it_would_add_nothing(string key, string value, bool isStraight)
    {
        await using var services = Services(key, value);

        Assert.Equal(isStraight, services.GetService<StraightLog>() is not null);
    }

    [Theory]
    [InlineData("AllowedHosts", "*", true)]
    [InlineData("Serilog:MinimumLevel", "Warning", false)]
    [InlineData("Serilog:MinimumLevel:Default", "Error", false)]
    [InlineData("Serilog:MinimumLevel:Override:Gateway", "Warning", false)]
    [InlineData("Serilog:MinimumLevel:Override:Gateway.WebhookRecorder", "Warning", false)]
    [InlineData("Serilog:MinimumLevel:Override:Gateway.Storage", "Warning", true)]
    public async Task Levels_hold_for_them_as_for_all_others(string key, string value, bool isLogged)
    {
        await using var services = Services(key, value);

        Assert.Equal(isLogged, services.GetRequiredService<ILogger<WebhookRecorder>>().IsEnabled(LogLevel.Information));
    }

    private static ServiceProvider Services(string key, string value)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddGatewayLogging(
            new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build(), tracing: false, TimeProvider.System);
        return services.BuildServiceProvider();
    }
}
