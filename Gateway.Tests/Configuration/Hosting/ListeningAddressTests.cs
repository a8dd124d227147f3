using Gateway.Configuration.Hosting;
using Microsoft.Extensions.Configuration;

namespace Gateway.Tests.Configuration.Hosting;

public sealed class ListeningAddressTests
{
    [Theory]
    [InlineData("urls", "http://127.0.0.1:1")]
    [InlineData("http_ports", "8080")]
    [InlineData("https_ports", "8443")]
    [InlineData("Kestrel:Endpoints:Webhooks:Url", "http://127.0.0.1:1")]
    public void Whatever_Kestrel_reads_names_an_address(string key, string value) => Assert.True(IsNamed(key, value));

    [Theory]
    [InlineData("urls", "")]
    [InlineData("Kestrel:Certificates:Default:Path", "/tls/tls.crt")]
    public void Nothing_else_does(string key, string value) => Assert.False(IsNamed(key, value));

    private static bool IsNamed(string key, string value) => ListeningAddress.IsNamed(
        new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build());
}
