using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Delivery.Attempts;

/// <summary>Tells YARP whether a stored request has a body.</summary>
internal sealed class StoredBodyDetection(bool hasBody) : IHttpRequestBodyDetectionFeature
{
    public bool CanHaveBody => hasBody;
}
