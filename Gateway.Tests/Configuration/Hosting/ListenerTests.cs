using Gateway.Configuration.Hosting;

namespace Gateway.Tests.Configuration.Hosting;

/// <summary>Which addresses are one, as far as can be told without asking anybody.</summary>
public sealed class ListenerTests
{
    [Theory]
    [InlineData("http://localhost:1", "http://localhost:1", true)]
    [InlineData("http://localhost:1", "http://localhost:2", false)]
    [InlineData("http://localhost:1", "http://127.0.0.1:1", true)]
    [InlineData("http://localhost:1", "http://[::1]:1", true)]
    [InlineData("http://127.0.0.1:1", "http://[::1]:1", false)]
    [InlineData("http://127.0.0.1:1", "http://127.0.0.2:1", false)]
    [InlineData("http://0.0.0.0:1", "http://127.0.0.1:1", true)]
    [InlineData("http://[::]:1", "http://192.0.2.1:1", true)]
    [InlineData("http://*:1", "https://192.0.2.1:1", true)]
    [InlineData("http://+:1", "http://hooks.example:1", true)]
    [InlineData("http://192.0.2.1:1", "http://192.0.2.2:1", false)]
    [InlineData("http://localhost:0", "http://localhost:0", false)]
    [InlineData("http://localhost", "http://localhost:80", true)]
    public void Two_listeners_exclude_one_another(string first, string second, bool excluded)
    {
        var (one, other) = (Listener.Of(first, "$")!, Listener.Of(second, "$")!);

        Assert.Equal(excluded, one.Excludes(other));
        Assert.Equal(excluded, other.Excludes(one));
    }

    [Theory]
    [InlineData("http://localhost:1", "localhost", 1, true)]
    [InlineData("http://localhost:1", "LOCALHOST", 1, true)]
    [InlineData("http://localhost:1", "127.0.0.1", 1, true)]
    [InlineData("http://localhost:1", "[::1]", 1, true)]
    [InlineData("http://localhost:1", "0.0.0.0", 1, true)]
    [InlineData("http://localhost:1", "backend", 1, false)]
    [InlineData("http://localhost:1", "localhost", 2, false)]
    [InlineData("http://localhost:1", "localhost.", 1, true)]
    [InlineData("http://localhost:1", "hooks.localhost", 1, true)]
    [InlineData("http://localhost:1", "notlocalhost", 1, false)]
    [InlineData("http://127.0.0.1:1", "hooks.localhost.", 1, true)]
    [InlineData("http://0.0.0.0:1", "localhost.", 1, true)]
    [InlineData("http://192.0.2.1:1", "hooks.localhost", 1, false)]
    [InlineData("http://0.0.0.0:1", "localhost", 1, true)]
    [InlineData("http://0.0.0.0:1", "127.0.0.9", 1, true)]
    [InlineData("http://0.0.0.0:1", "backend", 1, false)]
    [InlineData("http://192.0.2.1:1", "192.0.2.1", 1, true)]
    [InlineData("http://192.0.2.1:1", "localhost", 1, false)]
    [InlineData("http://127.0.0.1:0", "127.0.0.1", 0, false)]
    public void A_destination_may_be_the_listener(string listener, string host, int port, bool reached) =>
        Assert.Equal(reached, Listener.Of(listener, "$")!.IsReachedBy(host, port));

    [Theory]
    [InlineData("localhost:1")]
    [InlineData("http://localhost:1/path")]
    [InlineData("http://localhost:65536")]
    [InlineData("ftp://localhost:1")]
    [InlineData("http://")]
    [InlineData("")]
    public void Where_Kestrel_could_not_listen_is_no_listener(string address) => Assert.Null(Listener.Of(address, "$"));
}
