using Gateway.Storage;

namespace Gateway.Admin.Claims;

/// <summary>What the store knows an event by; null, and why, if the configuration in force has no such route or id.</summary>
/// <param name="route">The route's name.</param>
/// <param name="id">The parts of the event's id.</param>
/// <param name="problem">For people; empty if there is a key.</param>
internal delegate ClaimKey? EventKeyReader(string route, IReadOnlyList<string> id, out string problem);
