using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Delivery.Attempts;

/// <summary>The answer of a destination: its status and headers count, and it has begun when its body has.</summary>
internal sealed class DiscardedResponse(DiscardedBody body) : HttpResponseFeature
{
    /// <summary>YARP makes an error of its own of an answer that breaks off before it has begun, and only then.</summary>
    public override bool HasStarted => body.HasStarted;
}
