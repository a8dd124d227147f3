using System.Text.Json.Serialization;

namespace Gateway.Admin.Claims;

/// <summary>Which event is to be forgotten.</summary>
/// <param name="Route">Its route.</param>
/// <param name="Id">The parts of its id, in the order of <c>Deduplication:Key</c>.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ForgetEventRequest(string? Route, IReadOnlyList<string?>? Id);
