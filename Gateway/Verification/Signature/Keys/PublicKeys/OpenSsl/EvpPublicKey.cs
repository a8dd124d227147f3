using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Gateway.Verification.Signature.Keys.PublicKeys.OpenSsl;

/// <summary>An <c>EVP_PKEY</c> that holds a public key.</summary>
internal sealed class EvpPublicKey() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    /// <summary>The key of 32 bytes; null if libcrypto cannot be used.</summary>
    public static EvpPublicKey? Ed25519(ReadOnlySpan<byte> key)
    {
        if (LibCrypto.Problem is not null)
        {
            return null;
        }

        var made = NativeMethods.NewRawPublicKey(NativeMethods.Ed25519, 0, ref MemoryMarshal.GetReference(key), (nuint)key.Length);
        if (!made.IsInvalid)
        {
            return made;
        }

        made.Dispose();
        NativeMethods.ClearErrors();
        return null;
    }

    /// <summary>Whether the signature is right; false for anything that OpenSSL does not call right.</summary>
    public bool Verify(ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature)
    {
        using var context = NativeMethods.NewContext();
        if (context.IsInvalid)
        {
            throw new CryptographicException("OpenSSL could not allocate a context.");
        }

        // An empty span has no first byte to pass.
        byte nothing = 0;
        ref var first = ref content.IsEmpty ? ref nothing : ref MemoryMarshal.GetReference(content);
        var matches = NativeMethods.DigestVerifyInit(context, 0, 0, 0, this) == 1
            && NativeMethods.DigestVerify(
                context, ref MemoryMarshal.GetReference(signature), (nuint)signature.Length, ref first, (nuint)content.Length) == 1;
        if (!matches)
        {
            // What OpenSSL left in this thread's queue would be taken for the next caller's error.
            NativeMethods.ClearErrors();
        }

        return matches;
    }

    protected override bool ReleaseHandle()
    {
        NativeMethods.FreeKey(handle);
        return true;
    }
}
