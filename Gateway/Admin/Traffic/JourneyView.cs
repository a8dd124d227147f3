using Gateway.Admin.Captures;

namespace Gateway.Admin.Traffic;

/// <summary>One webhook's journey, as far as anything is known of it.</summary>
/// <param name="Outcome">How it ended; null if it is not among the latest any more.</param>
/// <param name="Capture">The copy that is kept; null for none.</param>
/// <param name="Steps">The stages; empty where they cannot be told.</param>
internal sealed record JourneyView(OutcomeView? Outcome, CaptureView? Capture, IReadOnlyList<JourneyStep> Steps);
