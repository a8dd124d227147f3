using System.Runtime.InteropServices;

namespace Gateway.Verification.Signature.Keys.PublicKeys.OpenSsl;

/// <summary>An <c>EVP_MD_CTX</c>: the state of one verification.</summary>
internal sealed class EvpDigestContext() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        NativeMethods.FreeContext(handle);
        return true;
    }
}
