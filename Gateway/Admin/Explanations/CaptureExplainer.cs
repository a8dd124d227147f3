using Gateway.Admin.Captures;

namespace Gateway.Admin.Explanations;

/// <summary>Judges a kept request by the configuration file as it is now, as at its own time, and looks for the mistake.</summary>
internal delegate Task<ExplanationAnswer> CaptureExplainer(CaptureSheet kept, CancellationToken cancellation);
