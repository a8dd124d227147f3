using System.Collections.Frozen;
using Gateway.Attestation;

namespace Gateway.Alarms;

/// <summary>Somebody who is told of alarms.</summary>
/// <param name="Id">Tells it from others in what is stored: of the URL, which may be secret itself, a hash.</param>
/// <param name="Url">Where it is. Of it only the host is ever logged.</param>
/// <param name="Key">Signs.</param>
/// <param name="Kinds">What it is told of.</param>
internal sealed record AlarmReceiver(string Id, Uri Url, SharedAttestationKey Key, FrozenSet<AlarmKind> Kinds);
