using Gateway.Secrets.Directories;
using Gateway.Tests.Support;

namespace Gateway.Tests.Secrets;

/// <summary>What stands in a tenant's folder and is none of its secrets.</summary>
public sealed class TenantFilesTests : IDisposable
{
    private readonly TenantDirectory _directory = new();

    [Theory]
    [InlineData("\uFEFFa-secret-of-acme", "begins with a byte order mark")]
    [InlineData("${ACME_SECRET}", "is a placeholder that nobody filled in")]
    [InlineData("replace-me", "is a placeholder that nobody filled in")]
    public void What_is_hardly_meant_is_no_secret(string text, string problem)
    {
        _directory.With("acme", text);

        using var tenants = new DirectoryTenants(_directory.Path);

        Assert.Equal(0, tenants.Tenants.Count);
        Assert.Contains(problem, tenants.Unreadable["acme"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "Mode": "never-to-be-seen" }""")]
    [InlineData("""{ "Disabled": "never-to-be-seen" }""")]
    [InlineData("""{ "Secrets": "never-to-be-seen" }""")]
    [InlineData("""{ "Secrets": { "one": "never-to-be-seen" } }""")]
    [InlineData("""{ "Secrets": { "one": { "NotAfter": "never-to-be-seen" } } }""")]
    [InlineData("""{ "Secrets": { "one": [ "never-to-be-seen" ] } }""")]
    [InlineData("never-to-be-seen")]
    [InlineData("\"never-to-be-seen\"")]
    public void A_secret_at_the_wrong_place_is_not_quoted(string settings)
    {
        _directory.With("acme/one", "x").With("acme/tenant.json", settings);

        using var tenants = new DirectoryTenants(_directory.Path);

        Assert.DoesNotContain("never-to-be-seen", Assert.Single(tenants.Unreadable).Value, StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Dispose();
}
