namespace Gateway.Secrets.Remote;

/// <summary>What a remote source says of a tenant. The zero value says nothing, and so refuses nobody for good.</summary>
internal readonly record struct RemoteAnswer
{
    private readonly string? _away;

    /// <summary>The tenant; null if there is none, or it is not known whether there is.</summary>
    public TenantRecord? Tenant { get; private init; }

    /// <summary>There is no such tenant.</summary>
    public bool IsNone { get; private init; }

    /// <summary>Whether it is about this tenant alone that nothing is known.</summary>
    public bool IsOfTenant { get; private init; }

    /// <summary>Why it is not known whether there is one; empty where it is. Never a secret.</summary>
    public string Away => Tenant is null && !IsNone ? _away ?? "nothing was said" : "";

    public static RemoteAnswer None { get; } = new() { IsNone = true };

    public static RemoteAnswer Of(TenantRecord tenant) => new() { Tenant = tenant };

    public static RemoteAnswer Unknown(string why) => new(why);

    /// <summary>What is said of it is not understood.</summary>
    public static RemoteAnswer Unreadable(string why) => new(why) { IsOfTenant = true };

    private RemoteAnswer(string away) => _away = away;
}
