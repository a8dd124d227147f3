using Gateway.Storage;

namespace Gateway.Tests.Storage;

/// <summary>The specification of a claim: docs/deduplication.md, the drawing of its states.</summary>
internal sealed class ClaimModel
{
    private bool _isProcessed;
    private int? _holder;

    public ClaimState Claim(int attempt)
    {
        if (_isProcessed || _holder is not null)
        {
            return _isProcessed ? ClaimState.Processed : ClaimState.InFlight;
        }

        _holder = attempt;
        return ClaimState.Claimed;
    }

    public void Complete() => (_isProcessed, _holder) = (true, null);

    public void Release(int attempt) => _holder = _holder == attempt ? null : _holder;

    public void EndLease() => _holder = null;

    public void EndTimeToLive() => _isProcessed = false;
}
