using Gateway.Storage;
using Gateway.Storage.Redis;
using Gateway.Storage.Redis.Claims;
using Gateway.Tests.Support;

namespace Gateway.Tests.Storage.Redis;

public sealed class RedisOptionsTests
{
    private const string Password = "open-sesame";

    [Fact]
    public async Task A_wrong_password_is_reported_without_repeating_it()
    {
        await using var server = await RedisServer.StartAsync(new() { Password = "another" });
        var options = new RedisOptions { Configuration = $"127.0.0.1:{server.Port},password={Password}" };

        var failure = await FailureAsync(options);

        Assert.DoesNotContain(Password, failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_of_another_authority_is_refused()
    {
        await using var server = await RedisServer.StartAsync(new() { TlsHost = "127.0.0.1" });
        await using var other = await RedisServer.StartAsync(new() { TlsHost = "127.0.0.1" });

        await FailureAsync(
            new() { Configuration = server.Configuration, CertificateAuthority = other.AuthorityFile });
    }

    [Fact]
    public async Task A_certificate_of_an_authority_that_the_system_does_not_know_is_refused()
    {
        await using var server = await RedisServer.StartAsync(new() { TlsHost = "127.0.0.1" });

        await FailureAsync(new() { Configuration = server.Configuration });
    }

    [Fact]
    public async Task A_certificate_for_another_host_is_refused()
    {
        await using var server = await RedisServer.StartAsync(new() { TlsHost = "redis.example" });

        await FailureAsync(
            new() { Configuration = server.Configuration, CertificateAuthority = server.AuthorityFile });
    }

    [Fact]
    public async Task The_host_that_the_certificate_is_for_can_be_named()
    {
        await using var server = await RedisServer.StartAsync(new() { TlsHost = "redis.example" });
        await using var redis = new RedisCommands(
            new()
            {
                Configuration = server.Configuration + ",sslHost=redis.example",
                CertificateAuthority = server.AuthorityFile,
            },
            TimeProvider.System);
        var health = new RedisHealth(redis);

        await Eventually.IsTrueAsync(async () => await health.IsAvailableAsync(default), "Redis is connected");
    }

    [Theory]
    [InlineData("redis:6379,password=first,open-sesame=second", "cannot be parsed")]
    [InlineData("redis:6379,connectTimeout=open-sesame", "cannot be parsed")]
    [InlineData("password=open-sesame", "no endpoint")]
    [InlineData("", "cannot be parsed")]
    public void An_unusable_configuration_is_reported_without_quoting_it(string configuration, string problem)
    {
        var failure = Assert.Throws<FormatException>(
            () => new RedisCommands(new() { Configuration = configuration }, TimeProvider.System));

        Assert.Contains(problem, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("authority.pem", null, "CertificateAuthority")]
    [InlineData(null, "client.pem", "ClientCertificate")]
    public void Certificates_without_TLS_are_a_mistake(string? authority, string? certificate, string named)
    {
        var options = new RedisOptions { Configuration = "redis:6379", CertificateAuthority = authority, ClientCertificate = certificate };

        var failure = Assert.Throws<FormatException>(() => new RedisCommands(options, TimeProvider.System));

        Assert.StartsWith($"{named} is set, but", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_authority_that_cannot_be_read_is_named()
    {
        var options = new RedisOptions { Configuration = "redis:6379,ssl=true", CertificateAuthority = "no/such.pem" };

        var failure = Assert.Throws<FormatException>(() => new RedisCommands(options, TimeProvider.System));

        Assert.Contains("no/such.pem", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no/such.pem", null, "ClientCertificate 'no/such.pem'")]
    [InlineData("no/such.pem", "no/such.key", "'no/such.key'")]
    public void A_client_certificate_that_cannot_be_read_is_named(string certificate, string? key, string named)
    {
        var options = new RedisOptions
        {
            Configuration = "redis:6379,ssl=true",
            ClientCertificate = certificate,
            ClientCertificateKey = key,
        };

        var failure = Assert.Throws<FormatException>(() => new RedisCommands(options, TimeProvider.System));

        Assert.Contains(named, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_are_printed_without_the_password()
    {
        var options = new RedisOptions { Configuration = $"redis:6379,password={Password}" };

        Assert.DoesNotContain(Password, options.ToString(), StringComparison.Ordinal);
    }

    private static async Task<StoreUnavailableException> FailureAsync(RedisOptions options)
    {
        await using var redis = new RedisCommands(options, TimeProvider.System);
        return await Assert.ThrowsAsync<StoreUnavailableException>(
            async () => await new RedisClaimStore(redis).TryClaimAsync(
                new("orders", 1, 2), ClaimOwner.Next(), TimeSpan.FromMinutes(1), default));
    }
}
