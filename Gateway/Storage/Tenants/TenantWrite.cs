namespace Gateway.Storage.Tenants;

/// <summary>What came of writing a tenant.</summary>
internal enum TenantWrite
{
    /// <summary>It was changed meanwhile: read it again.</summary>
    Overtaken,

    Written,

    /// <summary>There is no room for more.</summary>
    Full,
}
