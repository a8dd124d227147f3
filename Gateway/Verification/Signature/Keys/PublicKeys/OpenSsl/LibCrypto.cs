using System.Reflection;
using System.Runtime.InteropServices;

namespace Gateway.Verification.Signature.Keys.PublicKeys.OpenSsl;

/// <summary>OpenSSL's libcrypto, which .NET has loaded already where it runs on Linux.</summary>
internal static class LibCrypto
{
    /// <summary>OpenSSL 3 first, as .NET looks for it; the unversioned name is that of a development package.</summary>
    private static readonly string[] Names = ["libcrypto.so.3", "libcrypto.so"];

    private static readonly Lazy<nint> Handle = new(Load);

    /// <summary>Why Ed25519 cannot be verified on this machine; null if it can.</summary>
    public static string? Problem => Handle.Value == 0
        ? "needs OpenSSL's libcrypto, and neither libcrypto.so.3 nor libcrypto.so could be loaded; install OpenSSL 3."
        : null;

    private static nint Load()
    {
        foreach (var name in Names)
        {
            if (!NativeLibrary.TryLoad(name, out var handle))
            {
                continue;
            }

            // One that is too old, or built without it, is as good as none.
            if (NativeLibrary.TryGetExport(handle, "EVP_PKEY_new_raw_public_key", out _)
                && NativeLibrary.TryGetExport(handle, "EVP_DigestVerify", out _))
            {
                NativeLibrary.SetDllImportResolver(
                    Assembly.GetExecutingAssembly(),
                    (library, _, _) => library == NativeMethods.Library ? handle : 0);
                return handle;
            }

            NativeLibrary.Free(handle);
        }

        return 0;
    }
}
