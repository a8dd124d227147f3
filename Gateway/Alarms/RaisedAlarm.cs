using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Alarms;

/// <summary>What was told of one kind at one route, by whichever replica.</summary>
internal sealed record RaisedAlarm
{
    /// <summary>A route has fewer secrets and destinations at a time; of more, which came and went, one may be told twice.</summary>
    private const int MostSubjects = 32;

    public required AlarmKind Kind { get; init; }

    /// <summary>Empty for the gateway as a whole.</summary>
    public required string Route { get; init; }

    /// <summary>Whether it is wrong still.</summary>
    public required bool IsFiring { get; init; }

    /// <summary>Since when it is, or was.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When it was last told that it is wrong: not again within the period.</summary>
    public required DateTimeOffset ToldAt { get; init; }

    /// <summary>When a replica has last seen it.</summary>
    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>That was told.</summary>
    public required long Level { get; init; }

    /// <summary>Of which it was told, each by four bytes of a hash; null in what an earlier build has stored.</summary>
    public IReadOnlyList<int>? Subjects { get; init; }

    /// <summary>Whether it was told of each of these.</summary>
    public bool Knows(IReadOnlyList<string> subjects) => subjects.All(subject => Subjects?.Contains(HashOf(subject)) == true);

    /// <summary>Those that were told and these, the newest <see cref="MostSubjects"/>.</summary>
    public static IReadOnlyList<int> Join(IReadOnlyList<int>? told, IReadOnlyList<string> subjects) =>
        [.. (told ?? []).Concat(subjects.Select(HashOf)).Distinct().TakeLast(MostSubjects)];

    /// <summary>The same in every process on the store.</summary>
    private static int HashOf(string subject) => BinaryPrimitives.ReadInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(subject)));

    public bool IsOf(AlarmKind kind, string route) => Kind == kind && string.Equals(Route, route, StringComparison.Ordinal);
}
