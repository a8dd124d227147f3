using System.Text;

namespace Gateway.Tests.Support;

/// <summary>One request as the backend saw it.</summary>
internal sealed record ReceivedRequest(
    string Method, string Target, IReadOnlyDictionary<string, string?[]> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public string? Header(string name) => Headers.TryGetValue(name, out var values) ? string.Join(" + ", values) : null;
}
