using System.Runtime.InteropServices;

namespace Gateway.Verification.Signature.Keys.PublicKeys.OpenSsl;

/// <summary>The functions of OpenSSL's libcrypto that verify Ed25519. Bytes are passed by their first one, which pins them.</summary>
internal static class NativeMethods
{
    public const string Library = "libcrypto";

    /// <summary>EVP_PKEY_ED25519, the object's number in OpenSSL.</summary>
    public const int Ed25519 = 1087;

    [DllImport(Library, EntryPoint = "EVP_PKEY_new_raw_public_key", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern EvpPublicKey NewRawPublicKey(int type, nint engine, ref byte key, nuint length);

    [DllImport(Library, EntryPoint = "EVP_PKEY_free", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern void FreeKey(nint key);

    [DllImport(Library, EntryPoint = "EVP_MD_CTX_new", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern EvpDigestContext NewContext();

    [DllImport(Library, EntryPoint = "EVP_MD_CTX_free", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern void FreeContext(nint context);

    [DllImport(Library, EntryPoint = "EVP_DigestVerifyInit", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int DigestVerifyInit(EvpDigestContext context, nint keyContext, nint digest, nint engine, EvpPublicKey key);

    [DllImport(Library, EntryPoint = "EVP_DigestVerify", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int DigestVerify(
        EvpDigestContext context, ref byte signature, nuint signatureLength, ref byte content, nuint contentLength);

    [DllImport(Library, EntryPoint = "ERR_clear_error", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern void ClearErrors();
}
