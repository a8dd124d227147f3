using System.Text;

namespace Gateway.Delivery.Destinations.Nats;

/// <summary>What a subject may be.</summary>
internal static class NatsSubject
{
    /// <summary>Of the 4,096 bytes that a server takes as a line.</summary>
    private const int MostBytes = 1024;

    /// <summary>What is wrong with it, behind its name; null if nothing is.</summary>
    public static string? Defect(string subject) => subject switch
    {
        { Length: 0 } => "is empty.",
        _ when Encoding.UTF8.GetByteCount(subject) > MostBytes => $"is longer than {MostBytes} bytes.",
        _ when subject.Any(static character => char.IsControl(character) || char.IsWhiteSpace(character)) => "holds white space or a control character.",
        _ when subject.AsSpan().ContainsAny('*', '>') => "holds * or >, which stand for other subjects.",
        _ when subject[0] == '.' || subject[^1] == '.' || subject.Contains("..", StringComparison.Ordinal) => "has an empty part between its dots.",
        _ when subject[0] == '$' => "begins with $, as subjects of the server itself do.",
        _ => null,
    };
}
